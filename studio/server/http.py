"""Plain HTTP, as much as a loopback server needs: one request per connection, small and in time.

Pure: bytes in, a `Request` or a refusal out; answers as bytes. Upgrades are recognised here and
carried on by `listener`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote, urlsplit

HEAD_BYTES = 16 * 1024
BODY_BYTES = 1024 * 1024
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_REQUEST_LINE = re.compile(r"([A-Z]{1,16}) ([!-~]{1,8192}) HTTP/1\.([01])")
AI_GENERATED = ("X-KugelAudio-AI-Generated", "true")


class HttpRefusal(Exception):
    """The request is answered with an error; `code` is the protocol's name for it."""

    def __init__(self, status: int, code: str, text: str, retry_after: int | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.code = code
        self.text = text
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Request:
    """One request. Header names are lower case; `head` is what was received, for an upgrade.
    `knows_parts`: whether its client can read a body in parts, which came with HTTP/1.1."""

    method: str
    path: str
    query: str
    headers: Mapping[str, Sequence[str]]
    head: bytes
    body: bytes = b""
    knows_parts: bool = True

    def header(self, name: str) -> str | None:
        """The only value of a header; None when there is none, or more than one."""
        values = self.headers.get(name, ())
        return values[0] if len(values) == 1 else None

    @property
    def parameters(self) -> dict[str, str]:
        return dict(parse_qsl(self.query, keep_blank_values=True, max_num_fields=100))

    @property
    def is_upgrade(self) -> bool:
        return "upgrade" in self.headers


class RequestReader:
    """Puts one request together from what arrives; `rest` is what came behind an upgrade's head."""

    def __init__(self) -> None:
        self._received = bytearray()
        self._request: Request | None = None
        self._body_length = 0
        self.rest = b""

    def feed(self, data: bytes) -> Request | None:
        """The request once it is whole; raises HttpRefusal as soon as it cannot be."""
        self._received += data
        if self._request is None:
            end = self._received.find(b"\r\n\r\n", 0, HEAD_BYTES)
            if end < 0:
                if len(self._received) > HEAD_BYTES:
                    raise _refused(
                        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the head is too long"
                    )
                return None
            head = bytes(self._received[: end + 4])
            del self._received[: end + 4]
            self._request = _parsed(head)
            self._body_length = 0 if self._request.is_upgrade else _body_length(self._request)
        if len(self._received) < self._body_length:
            return None
        self.rest = bytes(self._received[self._body_length :])
        body = bytes(self._received[: self._body_length])
        return replace(self._request, body=body)


def number_asked(request: Request, name: str, default: int, low: int, high: int) -> int:
    """A number from the query; raises HttpRefusal when it is none or out of range."""
    written = request.parameters.get(name)
    if written is None:
        return default
    if not written.isascii() or not written.isdigit() or not low <= int(written[:12]) <= high:
        raise _refused(HTTPStatus.BAD_REQUEST, f"{name} must be a number between {low} and {high}")
    return int(written)


def _parsed(head: bytes) -> Request:
    lines = head[:-4].decode("latin-1").split("\r\n")
    match = _REQUEST_LINE.fullmatch(lines[0])
    if match is None:
        raise _refused(HTTPStatus.BAD_REQUEST, "the request line is not understood")
    headers: dict[str, list[str]] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon or not _TOKEN.fullmatch(name) or any(c in value for c in "\r\n\0"):
            raise _refused(HTTPStatus.BAD_REQUEST, "a header is not understood")
        headers.setdefault(name.lower(), []).append(value.strip(" \t"))
    target = match[2] if match[2].startswith("/") else "/"
    try:
        parts = urlsplit(target)
    except ValueError:
        raise _refused(HTTPStatus.BAD_REQUEST, "the address is not understood") from None
    path = unquote(parts.path)
    return Request(match[1], path, parts.query, headers, head, knows_parts=match[3] == "1")


def _body_length(request: Request) -> int:
    if "transfer-encoding" in request.headers:
        raise _refused(HTTPStatus.LENGTH_REQUIRED, "send a body with Content-Length")
    if "content-length" not in request.headers:
        return 0
    value = request.header("content-length") or ""
    if not re.fullmatch(r"[0-9]{1,12}", value):
        raise _refused(HTTPStatus.BAD_REQUEST, "Content-Length is not understood")
    if int(value) > BODY_BYTES:
        raise _refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too long")
    return int(value)


def _refused(status: HTTPStatus, text: str) -> HttpRefusal:
    return HttpRefusal(status, "VALIDATION_ERROR", text)


def answer(
    status: int, body: object, request_id: str, extra: Sequence[tuple[str, str]] = ()
) -> bytes:
    """A whole answer with a JSON body, or with none, after which the connection is closed."""
    if body is None:
        return answer_head(status, request_id, extra)
    content = json.dumps(body, ensure_ascii=False).encode()
    headers = (("Content-Type", "application/json"), ("Content-Length", str(len(content))), *extra)
    return answer_head(status, request_id, headers) + content


def without_body(answered: bytes) -> bytes:
    """The answer to a HEAD: what a GET would have got, without its body."""
    return answered[: answered.index(b"\r\n\r\n") + 4]


def refusal_answer(refusal: HttpRefusal, request_id: str) -> bytes:
    body: dict[str, object] = {
        "error": refusal.text,
        "error_code": refusal.code,
        "code": refusal.status,
    }
    extra: list[tuple[str, str]] = []
    if refusal.retry_after is not None:
        body["retry_after"] = refusal.retry_after
        extra.append(("Retry-After", str(refusal.retry_after)))
    return answer(refusal.status, body, request_id, extra)


def answer_head(status: int, request_id: str, headers: Sequence[tuple[str, str]]) -> bytes:
    reason = HTTPStatus(status).phrase
    lines = [f"HTTP/1.1 {int(status)} {reason}", "Connection: close", f"X-Request-Id: {request_id}"]
    lines += [f"{name}: {value}" for name, value in (*headers, ("Cache-Control", "no-store"))]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def body_part(data: bytes) -> bytes:
    """A part of a body whose length was not told beforehand; an empty one ends it."""
    return b"%x\r\n%b\r\n" % (len(data), data)
