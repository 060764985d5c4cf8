"""What a voice is told while somebody types: whole sentences, and to start again when words change that
it was given. Pure.

A sentence is only given away once it is whole, so that taking back a letter of it costs nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)|\n")
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Orders:
    """`more` is to be spoken next, after silence where it `interrupts`; `given` is all the voice knows
    of the text by then."""

    more: str
    interrupts: bool
    given: str


def while_typing(given: str, text: str) -> Orders:
    """`text` is what stands there now, `given` what the voice was given of it."""
    start, interrupts = _from_where(given, text)
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    end = max((end for end in ends if end > start), default=start)
    return _orders(text, start, end, interrupts)


def after_a_pause(given: str, text: str) -> Orders:
    """Nothing was typed for a moment: a sentence that ends the text is whole too."""
    start, interrupts = _from_where(given, text)
    end = len(text) if _ENDED.search(text) else start
    whole = while_typing(given, text)
    return _orders(text, start, end, interrupts) if end > len(whole.given) else whole


def at_the_end(given: str, text: str) -> Orders:
    """Somebody wants to hear the rest as it is; all of it where nothing is left."""
    start, interrupts = _from_where(given, text)
    if start >= len(text.rstrip()):
        start, interrupts = 0, bool(given)
    return _orders(text, start, len(text), interrupts)


def _from_where(given: str, text: str) -> tuple[int, bool]:
    """Where speaking goes on, and whether what was given is no longer what stands there."""
    if text.startswith(given):
        return len(given), False
    same = next((at for at, (a, b) in enumerate(zip(given, text, strict=False)) if a != b),
                min(len(given), len(text)))  # fmt: skip
    ends = [found.end() for found in _SENTENCE_END.finditer(text[:same])]
    return (ends[-1] if ends else 0), True


def _orders(text: str, start: int, end: int, interrupts: bool) -> Orders:
    # The space tells the voice that the sentence is over.
    more = text[start:end].strip()
    return Orders(f"{more} " if more else "", interrupts, text[:end])
