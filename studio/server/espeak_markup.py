"""A piece's text as espeak-ng reads it, and the way back from its positions to the piece's.

Pure. Plain text goes as it is; as soon as it carries tags, sounds or signs that mean something in
markup, it is written as SSML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from studio.server.ipa import espeak_letters
from studio.server.markup import Break, Sounds, Words, parts
from studio.server.spoken_forms import Respelling

Respell = Callable[[str], Sequence[Respelling]]

_NEEDS_WRITING = re.compile(r"[<&>/]|\[\[")
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


def espeak_text(piece: str, respell: Respell) -> EspeakText:
    """`piece` with its markup in the library's words, and what `respell` finds read as it says; control
    characters become spaces."""
    clean = _CONTROLS.sub(" ", piece)
    if not _NEEDS_WRITING.search(clean) and not respell(clean):
        return EspeakText(clean, False, ())
    writer = _Writer(respell)
    for part in parts(clean):
        if isinstance(part, Break):
            writer.mark(f'<break time="{part.milliseconds}ms"/>', part.start)
        elif isinstance(part, Sounds):
            writer.sounds(part)
        else:
            writer.words(part)
    return writer.written()


class _Writer:
    def __init__(self, respell: Respell) -> None:
        self._respell = respell
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
        self._said(part)
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

    def _said(self, part: Words) -> None:
        at = 0
        for start, end, said in (
            _unspellable(part.text) if part.spelled else self._respell(part.text)
        ):
            self._escaped(part.text[at:start], part.start + at)
            for letter in said:
                self.mark(_ESCAPES.get(letter, letter), part.start + start)
            at = end
        self._escaped(part.text[at:], part.start + at)

    def _escaped(self, text: str, start: int) -> None:
        before = ""
        for offset, letter in enumerate(text):
            if letter == "[" and before == "[":
                self.mark(" ", start + offset)
            self.mark(_ESCAPES.get(letter, letter), start + offset)
            before = letter


def _unspellable(text: str) -> list[Respelling]:
    """Pictures have names that the library, asked to spell them, has no room for in some languages: it
    crashes. They are left out."""
    return [
        Respelling(at, at + 1, " ")
        for at, sign in enumerate(text)
        if unicodedata.category(sign) in ("So", "Sk", "Cf", "Cn", "Mn", "Me")
        and not unicodedata.combining(sign)
    ]
