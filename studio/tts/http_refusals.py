"""What a refusal over HTTP says, of a handshake or of a list, as far as it can be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Annotated

import msgspec

from studio.redaction import redact
from studio.wire import limits
from studio.wire.faults import clamped_retry_after
from studio.wire.frame_json import NOT_SAID, parse_or_none
from studio.wire.messages import ErrorReport
from studio.wire.plain_text import visible_text


class _Body(msgspec.Struct):
    error: msgspec.Raw = NOT_SAID
    detail: msgspec.Raw = NOT_SAID
    error_code: msgspec.Raw = NOT_SAID
    retry_after: msgspec.Raw = NOT_SAID


class _Fault(msgspec.Struct):
    """One of the faults that a web framework lists under `detail`."""

    msg: str
    loc: tuple[str | int, ...] = ()


_body = msgspec.json.Decoder(_Body)
_text = msgspec.json.Decoder(str)
_name = msgspec.json.Decoder(Annotated[str, msgspec.Meta(min_length=1, max_length=200)])
_faults = msgspec.json.Decoder(list[_Fault | str])
_seconds = msgspec.json.Decoder(Annotated[float, msgspec.Meta(ge=0.0)], strict=False)


def report_of(status: int, headers: Mapping[str, str], body: bytes) -> ErrorReport:
    """`headers` by lower-case name."""
    said = parse_or_none(_body, body) or _Body()
    asked = parse_or_none(_seconds, said.retry_after)
    if asked is None:
        asked = _header_seconds(headers.get("retry-after", "").strip())
    words = parse_or_none(_text, said.error) or _detail(said.detail)
    return ErrorReport(
        visible_text(redact(words), limits.ERROR_TEXT_LENGTH),
        parse_or_none(_name, said.error_code),
        status,
        None,
        visible_text(headers.get("x-request-id", ""), 200) or None,
        None if asked is None else clamped_retry_after(asked, otherwise=5.0),
    )


def _detail(raw: msgspec.Raw) -> str:
    listed = parse_or_none(_faults, raw)
    if listed is None:
        return parse_or_none(_text, raw) or ""
    return "; ".join(each if isinstance(each, str) else _words(each) for each in listed)


def _words(fault: _Fault) -> str:
    where = ".".join(str(step) for step in fault.loc)
    return f"{where}: {fault.msg}" if where else fault.msg


def _header_seconds(said: str) -> float | None:
    """Seconds, or the time when to come back."""
    seconds: float | None = parse_or_none(_seconds, said.encode())
    if seconds is not None:
        return seconds
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):  # TypeError: a time without its zone.
        return None
