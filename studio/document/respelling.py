"""The pronunciation dictionary at work: which entries hold for a Line, and what they make of it.

The narrowest scope goes first: an entry for the Line beats one for its Speaker, which beats one for
the project. What one entry has replaced no other touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studio.document.dictionary import DictionaryEntry
from studio.document.patterns import Finder, Found
from studio.document.values import LONGEST_TEXT, Document, Line
from studio.errors import InputError
from studio.sentences import sentence

_too_long = sentence(
    "respelling.too-long",
    "What is said for {written} would make a line longer than {most} characters. Say it more briefly.",
)


@dataclass(frozen=True, slots=True)
class Replacement:
    """An entry that held, and where in the text before any replacement."""

    entry: DictionaryEntry
    start: int
    end: int
    said: str


@dataclass(frozen=True, slots=True)
class Respelled:
    """The text as it is to be said, and how it came about, in the order of the text."""

    text: str
    replacements: tuple[Replacement, ...] = ()
    failed: tuple[tuple[DictionaryEntry, InputError], ...] = ()


def entries_for(document: Document, line: Line) -> tuple[DictionaryEntry, ...]:
    """The entries that hold for `line`, narrowest scope first, longest words first within one."""
    rank = {line.id: 0, line.speaker: 1, "": 2}
    holding = [entry for entry in document.dictionary if entry.scope in rank]
    return tuple(sorted(holding, key=lambda it: (rank[it.scope], -len(it.written))))


def respelled(text: str, entries: Iterable[DictionaryEntry]) -> Respelled:
    """`text` as `entries` want it said, the first one first. An entry whose pattern cannot be
    used is passed over and told."""
    done: list[Replacement] = []
    touched, length = bytearray(len(text)), len(text)
    failed: list[tuple[DictionaryEntry, InputError]] = []
    for entry in entries:
        try:
            finder = Finder(
                entry.written,
                is_pattern=entry.is_pattern,
                match_case=entry.match_case,
                whole_word=entry.whole_word and not entry.is_pattern,
            )
            free = (
                it for it in finder.find(text, entry.said) if not any(touched[it.start : it.end])
            )
            found = list(_fitting(free, entry, max(len(text), LONGEST_TEXT) - length))
        except InputError as error:
            failed.append((entry, error))
            continue
        for it in found:
            touched[it.start : it.end] = b"\1" * (it.end - it.start)
            length += _growth(it)
            done.append(Replacement(entry, it.start, it.end, it.replacement))
    done.sort(key=lambda it: it.start)
    pieces, end = [], 0
    for each in done:
        pieces += [text[end : each.start], each.said]
        end = each.end
    return Respelled("".join([*pieces, text[end:]]), tuple(done), tuple(failed))


def _fitting(found: Iterable[Found], entry: DictionaryEntry, room: int) -> Iterator[Found]:
    """A dictionary may be a stranger's: no entry makes a book of a line."""
    for each in found:
        room -= _growth(each)
        if room < 0:
            raise InputError(_too_long(written=entry.written, most=LONGEST_TEXT))
        yield each


def _growth(found: Found) -> int:
    return len(found.replacement) - (found.end - found.start)
