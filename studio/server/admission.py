"""Who may use the voices: programs on this computer that know the key, and no web page. Pure.

A page in a browser can reach loopback, and a name under a stranger's control can point there. So the
Host must be ours by name and port, and a request that says where it comes from is refused.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import unquote, unquote_plus

from studio.server.http import HttpRefusal, Request
from studio.wire import codes

_REGION = re.compile(r"(?:eu|us|global)-(?=.)")
_API_KEY = re.compile(r"(?:^|&)api_key=([^&]*)")


@dataclass(frozen=True, slots=True)
class Admission:
    """The rules of one running server; `key` None asks for none."""

    port: int
    key: str | None

    def check(self, request: Request) -> None:
        """Raises HttpRefusal unless the request may come in."""
        host = (request.header("host") or "").lower()
        if host not in (f"127.0.0.1:{self.port}", f"localhost:{self.port}"):
            raise _forbidden("this server answers to its own address only")
        if "origin" in request.headers:
            raise _forbidden("web pages may not use the embedded voices")
        if self.key is not None and not any(self._fits(key) for key in _offered_keys(request)):
            raise HttpRefusal(HTTPStatus.UNAUTHORIZED, codes.UNAUTHORIZED, "Invalid API key")

    def _fits(self, offered: str) -> bool:
        assert self.key is not None
        own = _without_region(self.key).encode("utf-8", "replace")
        return hmac.compare_digest(_without_region(offered).encode("utf-8", "replace"), own)


def _offered_keys(request: Request) -> list[str]:
    """Every form in which a key may have been sent; clients differ in how they escape it."""
    found = [
        form(written)
        for written in _API_KEY.findall(request.query)[:4]
        for form in (str, unquote, unquote_plus)
    ]
    found += request.headers.get("x-api-key", ())
    for value in request.headers.get("authorization", ()):
        scheme, _, credentials = value.partition(" ")
        if scheme.lower() == "bearer":
            found.append(credentials.strip())
    return found


def _without_region(key: str) -> str:
    match = _REGION.match(key)
    return key[match.end() :] if match else key


def _forbidden(text: str) -> HttpRefusal:
    return HttpRefusal(HTTPStatus.FORBIDDEN, codes.UNAUTHORIZED, text)
