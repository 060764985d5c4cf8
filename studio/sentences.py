"""What the core says to people: a sentence has an id, its English words, and named values.

English is spoken here and on the command line; `ui/messages.py` translates by id. Each sentence
names thing, cause and remedy. It lives beside the code that says it; every id is kept in one table
so that a missing translation can be found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_known: dict[str, Sentence] = {}


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence said with its values; `str()` is the English text."""

    sentence: Sentence
    values: Mapping[str, object]

    def __str__(self) -> str:
        return self.sentence.english.format_map(self.values)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing the core can say. Call it with its values to say it."""

    id: str
    english: str

    def __call__(self, **values: object) -> Message:
        return Message(self, MappingProxyType(values))


def sentence(id: str, english: str) -> Sentence:
    """Declare a sentence once, at module level; an id used twice is a programming error."""
    if id in _known:
        raise ValueError(f"the sentence id {id!r} is used twice")
    made = _known[id] = Sentence(id, english)
    return made


def known_sentences() -> Mapping[str, Sentence]:
    """Every sentence declared by the modules imported so far, by id."""
    return MappingProxyType(_known)
