"""What the palette shows for the letters typed so far. Pure: knows no Qt.

Commands stand first, then Lines, Speakers and scenes; a sign before the letters asks for one kind alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What an entry leads to, and the sign that asks for it alone."""

    COMMAND = ">"
    LINE = ""
    SPEAKER = "@"
    SCENE = "#"


@dataclass(frozen=True, slots=True)
class Entry:
    """`hint` stands at its right: keys, or why it cannot be given now. `key` is whatever the owner
    knows it by; `number` is a Line's."""

    kind: Kind
    words: str
    key: object
    hint: str = ""
    is_possible: bool = True
    number: int | None = None


MOST_SHOWN = 60
_SIGNS = {kind.value: kind for kind in Kind if kind.value}


def found(entries: Iterable[Entry], typed: str) -> list[Entry]:
    """The entries that fit, the best first."""
    typed = typed.strip()
    kind = _SIGNS.get(typed[:1])
    letters = _folded(typed[1:] if kind is not None else typed)
    if kind is None and letters.isdigit():
        return [entry for entry in entries if str(entry.number) == letters]
    ranked = [
        (_ORDER[entry.kind], rank, place, entry)
        for place, entry in enumerate(entries)
        if kind in (None, entry.kind)
        and (letters or kind is not None or entry.kind is Kind.COMMAND)
        and (rank := _rank(entry.words, letters)) is not None
    ]
    ranked.sort(key=lambda each: each[:3])
    return [entry for *_, entry in ranked[:MOST_SHOWN]]


_ORDER = {kind: place for place, kind in enumerate(Kind)}


def _rank(words: str, letters: str) -> int | None:
    """0 when the words begin so, 1 when a word does, 2 when every typed word begins some word, 3 when
    the letters stand within; None when they do not fit."""
    folded = _folded(words)
    if folded.startswith(letters):
        return 0
    if f" {letters}" in folded:
        return 1
    if all(_begins_a_word(folded, part) for part in letters.split()):
        return 2
    return 3 if letters in folded else None


def _begins_a_word(folded: str, part: str) -> bool:
    return folded.startswith(part) or f" {part}" in folded


def _folded(words: str) -> str:
    bare = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def numbered(texts: Iterable[tuple[object, str]]) -> Iterator[Entry]:
    """Lines as entries, by the numbers they have in the script."""
    for number, (key, words) in enumerate(texts, 1):
        yield Entry(Kind.LINE, words, key, number=number)
