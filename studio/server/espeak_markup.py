"""A piece's text as espeak-ng reads it, and the way back from its positions to the piece's.

Pure. Plain text goes as it is; as soon as it carries tags, sounds or signs that mean something in
markup, it is written as SSML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from studio.server.ipa import espeak_letters
from studio.server.markup import Break, Sounds, Words, parts

_NEEDS_WRITING = re.compile(r"[<&>/]|\[\[")
_DIGITS_TOGETHER = re.compile(r"\d\d")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


@dataclass(frozen=True, slots=True)
class EspeakText:
    """What to hand to the library; `origins` is empty when it is the piece's text itself."""

    text: str
    has_sounds: bool
    origins: tuple[int, ...]

    @property
    def is_verbatim(self) -> bool:
        return not self.origins

    def position_in_piece(self, position: int) -> int:
        """Where in the piece's text the character at `position` of this text comes from."""
        if not self.origins:
            return position
        return self.origins[min(max(position, 0), len(self.origins) - 1)]


def espeak_text(piece: str, *, by_digit: bool = False) -> EspeakText:
    """`piece` with its markup in the library's words; control characters become spaces.

    The library reads numbers as words; `by_digit` keeps it from that.
    """
    clean = _CONTROLS.sub(" ", piece)
    by_digit = by_digit and _DIGITS_TOGETHER.search(clean) is not None
    if not by_digit and not _NEEDS_WRITING.search(clean):
        return EspeakText(clean, False, ())
    writer = _Writer(by_digit)
    for part in parts(clean):
        if isinstance(part, Break):
            writer.mark(f'<break time="{part.milliseconds}ms"/>', part.start)
        elif isinstance(part, Sounds):
            writer.sounds(part)
        else:
            writer.words(part)
    return writer.written()


class _Writer:
    def __init__(self, by_digit: bool) -> None:
        self._by_digit = by_digit
        self._text: list[str] = []
        self._origins: list[int] = []
        self._has_sounds = False

    def mark(self, text: str, origin: int) -> None:
        self._text.append(text)
        self._origins.extend([origin] * len(text))

    def sounds(self, part: Sounds) -> None:
        letters = espeak_letters(part.ipa)
        if letters:
            self._has_sounds = True
            self._open_rate(part)
            self.mark(f"[[{letters}]]", part.start)
            self._close_rate(part)

    def words(self, part: Words) -> None:
        spelled = part.spelled and bool(part.text.strip())
        self._open_rate(part)
        if spelled:
            self.mark('<say-as interpret-as="characters">', part.start)
        self._escaped(part)
        if spelled:
            self.mark("</say-as>", part.start + len(part.text) - 1)
        self._close_rate(part)

    def written(self) -> EspeakText:
        return EspeakText("".join(self._text), self._has_sounds, tuple(self._origins))

    def _open_rate(self, part: Words | Sounds) -> None:
        if part.rate != 1.0:
            self.mark(f'<prosody rate="{round(100 * part.rate)}%">', part.start)

    def _close_rate(self, part: Words | Sounds) -> None:
        if part.rate != 1.0:
            self.mark("</prosody>", part.start + len(part.text) - 1)

    def _escaped(self, part: Words) -> None:
        before = ""
        for offset, letter in enumerate(part.text):
            parted = self._by_digit and letter.isdigit() and before.isdigit()
            if parted or (letter == "[" and before == "["):
                self.mark(" ", part.start + offset)
            self.mark(_ESCAPES.get(letter, letter), part.start + offset)
            before = letter
