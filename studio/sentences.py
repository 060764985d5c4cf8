"""What the core says to people: a sentence has an id, its English words, and named values.

English is spoken here and on the command line; `ui/messages.py` translates by id. Each sentence
names thing, cause and remedy. It lives beside the code that says it; every id is kept in one table
so that a missing translation can be found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType

_known: dict[str, Sentence] = {}


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence said with its values; `str()` is the English text."""

    sentence: Sentence
    values: Mapping[str, object]

    def __str__(self) -> str:
        return filled(self.sentence.english, self.values)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing the core can say. Call it with its values to say it."""

    id: str
    english: str

    def __call__(self, **values: object) -> Message:
        return Message(self, MappingProxyType(values))


class _Counting(Formatter):
    """`{lines:line|lines}` is the first for one and the second for any other number."""

    def format_field(self, value: object, format_spec: str) -> str:
        if "|" not in format_spec:
            return str(super().format_field(value, format_spec))
        one, many = format_spec.split("|")
        return one if value == 1 else many


_counting = _Counting()


def filled(words: str, values: Mapping[str, object]) -> str:
    """The words with their values; words that follow a number agree with it."""
    return _counting.vformat(words, (), values)


def sentence(id: str, english: str) -> Sentence:
    """Declare a sentence once, at module level; an id used twice is a programming error."""
    if id in _known:
        raise ValueError(f"the sentence id {id!r} is used twice")
    made = _known[id] = Sentence(id, english)
    return made


def known_sentences() -> Mapping[str, Sentence]:
    """Every sentence declared by the modules imported so far, by id."""
    return MappingProxyType(_known)
