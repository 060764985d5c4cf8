"""A word of a Line, remembered so that it is found again in another Take of changed words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WordPlace:
    """The word as it was when it was pointed at: its number among the words, from 0, and its text."""

    index: int
    text: str


def find_word(place: WordPlace, words: Sequence[str]) -> int | None:
    """Where the word stands among `words` now: where it was, else nearest to that; None if gone."""
    wanted = _plain(place.text)
    found = [index for index, word in enumerate(words) if _plain(word) == wanted]
    return min(found, key=lambda index: abs(index - place.index), default=None)


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFC", word).casefold()
    bare = "".join(filter(str.isalnum, letters))
    return bare or letters
