"""JSON as it comes from strangers: parsed strictly, refused with a reason, never with a crash."""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec

from studio.wire.refused_json import in_words

T = TypeVar("T")

NOT_SAID = msgspec.Raw()
"""The default of a field that is looked at later, on its own."""

_ESCAPE = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)
_REPLACEMENT = rb"\ufffd"


class BadFrame(ValueError):
    """A frame that cannot be understood; nothing of it may be applied.

    `context_id` is the frame's own, where it could still be read, so that the answer finds its way.
    """

    def __init__(self, reason: str, *, context_id: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.context_id = context_id


class _Address(msgspec.Struct):
    context_id: msgspec.Raw = NOT_SAID


_address_decoder = msgspec.json.Decoder(_Address)


def parse(decoder: msgspec.json.Decoder[T], frame: bytes) -> T:
    """`frame` as the decoder's type, or BadFrame. Lone surrogates become U+FFFD."""
    try:
        return decoder.decode(frame)
    except msgspec.ValidationError as error:
        raise BadFrame(in_words(error), context_id=_context_of(frame)) from None
    except (ValueError, RecursionError) as error:
        mended = _without_lone_surrogates(frame)
        if mended != frame:
            return parse(decoder, mended)
        raise BadFrame(in_words(error)) from None


def parse_or_none(decoder: msgspec.json.Decoder[T], raw: bytes) -> T | None:
    """For a part that is only information: None when it makes no sense, or was not said."""
    try:
        return decoder.decode(raw)
    except (ValueError, RecursionError):
        return None


def _context_of(frame: bytes) -> str | None:
    raw = parse_or_none(_address_decoder, frame)
    return None if raw is None else parse_or_none(_text_decoder, raw.context_id)


_text_decoder = msgspec.json.Decoder(str)


def _without_lone_surrogates(frame: bytes) -> bytes:
    """`frame` with every unpaired surrogate escape replaced; pairs and other escapes untouched."""
    parts: list[bytes] = []
    done = 0
    high: re.Match[bytes] | None = None
    for match in _ESCAPE.finditer(frame):
        unit = int(match[1], 16) if match[1] else 0
        if high is not None:
            if 0xDC00 <= unit <= 0xDFFF and match.start() == high.end():
                high = None
                continue
            parts += (frame[done : high.start()], _REPLACEMENT)
            done, high = high.end(), None
        if 0xD800 <= unit <= 0xDBFF:
            high = match
        elif 0xDC00 <= unit <= 0xDFFF:
            parts += (frame[done : match.start()], _REPLACEMENT)
            done = match.end()
    if high is not None:
        parts += (frame[done : high.start()], _REPLACEMENT)
        done = high.end()
    return b"".join((*parts, frame[done:])) if parts else frame
