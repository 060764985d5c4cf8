"""The dictionaries that clients give the server: words, and what is to be said instead.

They live as long as the server does: a client that keeps its words elsewhere brings them anew.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from studio.server.markup import is_sounds, tag_spans

OWN_PROJECT = 1
"""Whose dictionaries they are of whom no project was said."""
MOST_DICTIONARIES = 200
MOST_ENTRIES = 5000


@dataclass(frozen=True, slots=True)
class Entry:
    """Say `ipa`, or else `replacement`, for `word`."""

    id: int
    word: str
    replacement: str
    ipa: str | None = None
    case_sensitive: bool = False

    @property
    def said(self) -> str:
        sounds = f"/{(self.ipa or '').strip('/')}/"
        return sounds if is_sounds(sounds) else self.replacement


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Its words hold for texts in its `language`, or in any without one."""

    id: int
    project_id: int
    name: str
    description: str | None = None
    language: str | None = None
    is_active: bool = True
    entries: tuple[Entry, ...] = ()


class DictionaryShelf:
    """All dictionaries of one server, by id."""

    def __init__(self) -> None:
        self._by_id: dict[int, Dictionary] = {}
        self._dictionary_ids = itertools.count(1)
        self._entry_ids = itertools.count(1)

    def of_project(self, project_id: int) -> list[Dictionary]:
        return [one for one in self._by_id.values() if one.project_id == project_id]

    def get(self, id: int, project_id: int) -> Dictionary | None:
        found = self._by_id.get(id)
        return found if found is not None and found.project_id == project_id else None

    def next_dictionary_id(self) -> int:
        return next(self._dictionary_ids)

    def next_entry_id(self) -> int:
        return next(self._entry_ids)

    def put(self, dictionary: Dictionary) -> None:
        self._by_id[dictionary.id] = dictionary

    def remove(self, dictionary: Dictionary) -> None:
        del self._by_id[dictionary.id]

    @property
    def is_full(self) -> bool:
        return len(self._by_id) >= MOST_DICTIONARIES

    def chosen(self, project_id: int, ids: Sequence[int] | None) -> list[Dictionary]:
        """Those named, in that order, or all active ones; one that is not here has no words."""
        if ids is None:
            return [one for one in self.of_project(project_id) if one.is_active]
        found = (self.get(id, project_id) for id in ids)
        return [one for one in found if one is not None]


@dataclass(frozen=True, slots=True)
class WordChoice:
    """Which dictionaries a text was asked to be spoken by; looked up for each chunk anew, so that a
    change is heard with the next."""

    shelf: DictionaryShelf
    project_id: int
    ids: tuple[int, ...] | None
    language: str

    def applied(self, text: str) -> str:
        entries = tuple(
            entry
            for dictionary in self.shelf.chosen(self.project_id, self.ids)
            if dictionary.language in (None, self.language)
            for entry in dictionary.entries
        )
        return with_words_said(text, entries) if entries else text


def with_words_said(text: str, entries: tuple[Entry, ...]) -> str:
    """`text` with every whole word that has an entry replaced, tags and sounds untouched. What was put
    in is not looked at again; of two entries for one word the first holds, a longer one before both."""
    pattern, exact, folded = _looked_for(entries)
    kept = tag_spans(text, prosody=False) if "<" in text or "/" in text else []

    def said(match: re.Match[str]) -> str:
        if any(start < match.end() and match.start() < end for start, end in kept):
            return match[0]
        entry = exact.get(match[0]) or folded.get(match[0].casefold())
        return match[0] if entry is None else entry.said

    return pattern.sub(said, text)


@lru_cache(maxsize=16)
def _looked_for(
    entries: tuple[Entry, ...],
) -> tuple[re.Pattern[str], dict[str, Entry], dict[str, Entry]]:
    exact: dict[str, Entry] = {}
    folded: dict[str, Entry] = {}
    for entry in entries:
        if entry.case_sensitive:
            exact.setdefault(entry.word, entry)
        else:
            folded.setdefault(entry.word.casefold(), entry)
    words = sorted({entry.word for entry in entries}, key=len, reverse=True)
    written = "|".join(map(re.escape, words))
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)", re.IGNORECASE), exact, folded


def with_entry(dictionary: Dictionary, entry: Entry) -> Dictionary:
    """`dictionary` with `entry` in the place of the one with its id, or at the end."""
    entries = [entry if one.id == entry.id else one for one in dictionary.entries]
    if entry not in entries:
        entries.append(entry)
    return replace(dictionary, entries=tuple(entries))
