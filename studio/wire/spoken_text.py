"""Text as it is said to a server: composed, and in frames that no server need refuse for their size."""

from __future__ import annotations

import unicodedata

from studio.wire import limits
from studio.wire.messages import Speak
from studio.wire.plain_text import clean_text


def spoken(text: str, flush: bool, context_id: str | None = None) -> list[Speak]:
    """What says `text`, the flush with the last of it; nothing for no text."""
    pieces = _pieces(clean_text(text))
    return [
        Speak(piece, flush and number == len(pieces), context_id)
        for number, piece in enumerate(pieces, 1)
    ]


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    start, whole = 0, len(text)
    while whole - start > limits.FRAME_TEXT_LENGTH:
        end = _cut(text, start, start + limits.FRAME_TEXT_LENGTH)
        pieces.append(text[start:end])
        start = end
    return [*pieces, text[start:]] if start < whole else pieces


def _cut(text: str, start: int, latest: int) -> int:
    """Between words, or else before a letter that stands by itself, or else wherever it must be."""
    after_blank = text.rfind(" ", start, latest) + 1
    if after_blank:
        return after_blank
    for end in range(latest, latest - _MOST_MARKS, -1):
        if unicodedata.category(text[end]) not in _CLINGS:
            return end
    return latest


_MOST_MARKS = 100
_CLINGS = ("Mn", "Mc", "Me", "Cf", "Sk")
"""Marks, joiners and modifiers belong to what stands before them."""
