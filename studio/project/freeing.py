"""Which Takes nobody needs any more, how much room they take, and giving that room back.

Only ever done because somebody chose to. What is freed in a project may still be found in the store
of all projects; what is freed there is made anew, and paid for anew, when it is wanted again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from studio.document.values import Document
from studio.errors import StorageError
from studio.project.checks import lines_by_take
from studio.project.store import Database
from studio.project.take_rows import TakeRow, recipes, remove_takes, take_rows
from studio.project.version_rows import list_versions, read_version
from studio.takes.recipe import Recipe, TakeKey

_KEYS_AT_ONCE = 20
_PAGES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Room:
    """Some Takes and the room they take; `paid` is how many of them cost something."""

    keys: tuple[TakeKey, ...] = ()
    size_bytes: int = 0
    paid: int = 0


@dataclass(frozen=True, slots=True)
class Freeable:
    """A Take is in one of these only: discarded by hand, said by no Line now and in no version, or
    said in named versions alone. What somebody rated or remarked on is in none."""

    discarded: Room
    unused: Room
    in_versions: Room

    @property
    def size_bytes(self) -> int:
        return self.discarded.size_bytes + self.unused.size_bytes + self.in_versions.size_bytes


def find_freeable(
    database: Database, document: Document, let_pass: Callable[[], None] = lambda: None
) -> Freeable:
    """`document` is as it is now, saved or not."""
    made_of = recipes(database)
    needed = lines_by_take(document, made_of.values()).keys()
    marks = {mark.id: mark for mark in document.take_marks}
    discarded, unused = [], []
    for row in take_rows(database):
        mark = marks.get(row.key)
        if mark is not None and mark.is_discarded and not _is_pinned(document, row.key):
            discarded.append(row)
        elif row.key not in needed and (mark is None or mark.is_discarded):
            unused.append(row)
    let_pass()
    then = _said_in_versions(database, made_of, let_pass) if unused else frozenset[TakeKey]()
    return Freeable(
        room_of(discarded),
        room_of(row for row in unused if row.key not in then),
        room_of(row for row in unused if row.key in then),
    )


def free(database: Database, keys: Iterable[TakeKey], let_pass: Callable[[], None]) -> int:
    """Remove these Takes and make the file smaller; how many bytes smaller it is. On the store
    thread, outside of a transaction."""
    gone = tuple(keys)
    before = _pages(database)
    for start in range(0, len(gone), _KEYS_AT_ONCE):
        with database.transaction():
            remove_takes(database, gone[start : start + _KEYS_AT_ONCE])
        let_pass()
    _shrink(database, let_pass)
    return (before - _pages(database)) * int(database.row("PRAGMA page_size")[0])


def _shrink(database: Database, let_pass: Callable[[], None]) -> None:
    """Give empty pages back, some at a time. Files without the means for it keep them for later use."""
    empty = _empty_pages(database)
    while empty:
        with database.transaction():
            for _ in range(min(empty, _PAGES_AT_ONCE)):
                # One page each: the library steps through what has no columns only once.
                database.run("PRAGMA incremental_vacuum(1)")
        let_pass()
        before, empty = empty, _empty_pages(database)
        if empty >= before:
            return


def _empty_pages(database: Database) -> int:
    return int(database.row("PRAGMA freelist_count")[0])


def _pages(database: Database) -> int:
    return int(database.row("PRAGMA page_count")[0])


def _said_in_versions(
    database: Database, made_of: Mapping[TakeKey, Recipe], let_pass: Callable[[], None]
) -> frozenset[TakeKey]:
    found: set[TakeKey] = set()
    for version in list_versions(database):
        try:
            document = read_version(database, version.id)
        except StorageError:
            continue
        found |= lines_by_take(document, made_of.values()).keys()
        let_pass()
    return frozenset(found)


def _is_pinned(document: Document, key: TakeKey) -> bool:
    return any(line.pinned is not None and line.pinned.take == key for line in document.lines)


def room_of(rows: Iterable[TakeRow]) -> Room:
    found = list(rows)
    return Room(
        tuple(row.key for row in found),
        sum(row.size_bytes for row in found),
        # What nobody knows to be free counts as paid.
        sum(row.is_paid is not False for row in found),
    )
