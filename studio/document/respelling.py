"""The pronunciation dictionary at work: which entries hold for a Line, and what they make of it.

The narrowest scope goes first: an entry for the Line beats one for its Speaker, which beats one for
the project. What one entry has replaced no other touches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.document.dictionary import DictionaryEntry
from studio.document.patterns import Finder
from studio.document.values import Document, Line
from studio.errors import InputError


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
    touched = bytearray(len(text))
    failed: list[tuple[DictionaryEntry, InputError]] = []
    for entry in entries:
        try:
            finder = Finder(
                entry.written,
                is_pattern=entry.is_pattern,
                match_case=entry.match_case,
                whole_word=entry.whole_word and not entry.is_pattern,
            )
            found = [
                it for it in finder.find(text, entry.said) if not any(touched[it.start : it.end])
            ]
        except InputError as error:
            failed.append((entry, error))
            continue
        for it in found:
            touched[it.start : it.end] = b"\1" * (it.end - it.start)
            done.append(Replacement(entry, it.start, it.end, it.replacement))
    done.sort(key=lambda it: it.start)
    pieces, end = [], 0
    for each in done:
        pieces += [text[end : each.start], each.said]
        end = each.end
    return Respelled("".join([*pieces, text[end:]]), tuple(done), tuple(failed))
