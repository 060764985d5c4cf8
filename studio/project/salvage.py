"""Out of a broken project into a new one: every row that can still be read, and who lost what.

First the tables are asked, from both ends; what they cannot tell is carved out of the pages. The
broken file is only read.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.atomic_file import replacement
from studio.document.values import Document
from studio.errors import InputError, StorageError
from studio.project.carving import Row, carved_rows
from studio.project.checks import is_broken, structure_problems
from studio.project.copies import give_new_id, put_rows
from studio.project.document_codec import ASIDE, HEADING, LINE, Loss, speaker_json, unknown_speaker
from studio.project.document_rows import read_document
from studio.project.journal import has_journal, settled_copy
from studio.project.part_forms import PARTS
from studio.project.schema import TABLES, create_tables
from studio.project.store import Database, open_to_fill, open_to_read
from studio.project.take_rows import is_sound
from studio.sentences import Message, sentence
from studio.takes.recipe import TakeKey

_log = logging.getLogger(__name__)

_same_file = sentence(
    "salvage.same-file", "A project is not salvaged into itself. Name another file for the new one."
)
_exists = sentence("salvage.exists", "{path} is there already. Name a new file.")
_nothing = sentence(
    "salvage.nothing",
    "Nothing could be read out of {path}. If there is a backup, open that; the file is kept as it is.",
)
_missing = sentence(
    "salvage.missing",
    "Parts of the script could not be read: at least {count} of its entries are missing. A backup may"
    " still have them.",
)
_may_be_missing = sentence(
    "salvage.may-be-missing",
    "Parts of the script could not be read: lines may be missing, how many cannot be told. A backup"
    " may still have them.",
)
_rest_may_be_missing = sentence(
    "salvage.rest-may-be-missing",
    "All of the script could be read, but not all that belongs to it: takes, sounds or versions may"
    " be missing. A backup may still have them.",
)
_SCRIPT_TABLES = frozenset({"settings", "speakers", "items", "parts"})


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What the new project has; `carved` counts rows its tables could no longer tell, `unread` are
    the tables of which some may be gone, `missing_items` those known to be gone."""

    document: Document
    takes: int
    lost_takes: tuple[TakeKey, ...]
    losses: tuple[Loss, ...]
    carved: int
    unread: frozenset[str]
    missing_items: int

    @property
    def is_whole(self) -> bool:
        return not (self.lost_takes or self.losses or self.carved or self.unread)

    def missing_in_words(self) -> Message | None:
        """What is gone without being named, if anything may be."""
        if self.missing_items:
            return _missing(count=self.missing_items)
        if self.unread & _SCRIPT_TABLES:
            return _may_be_missing()
        return _rest_may_be_missing() if self.unread else None


def salvage(path: Path, new: Path) -> Salvaged:
    """Make a project at `new`, where nothing is yet, of what can be read of `path`."""
    if os.path.realpath(path) == os.path.realpath(new):
        raise InputError(_same_file())
    if new.exists():
        raise InputError(_exists(path=new))
    with tempfile.TemporaryDirectory(prefix="dialogue-studio-") as folder:
        source = path
        if has_journal(path):
            source = settled_copy(path, Path(folder))
        read = _read(source)
        found = read.rows
        if not any(found[table] for table in ("items", "take_samples", "versions")):
            raise InputError(_nothing(path=path))
        return _write(read, new)


Found = dict[str, dict[object, Row]]
"""Rows by table and by their ids."""


@dataclass(frozen=True, slots=True)
class _Read:
    rows: Found
    carved: int
    unread: frozenset[str]
    missing_items: int


def _read(path: Path) -> _Read:
    found: Found = {table: {} for table in TABLES}
    incomplete = set(TABLES)
    listed: set[object] = set()
    with suppress(StorageError):
        database = open_to_read(path, is_a_copy=True)
        try:
            for table in TABLES:
                if _read_table(database, table, found[table]):
                    incomplete.discard(table)
            # Tables may tell less than they had without noticing it themselves.
            if is_broken(structure_problems(database, 0)):
                incomplete = set(TABLES)
                listed = _listed_items(database)
        finally:
            database.close()
    unread = frozenset(incomplete)
    if _drop_unsound(found):
        incomplete |= {"takes", "take_samples"}
    carved = _carve(path, incomplete, found) if incomplete else 0
    return _Read(found, carved, unread, len(listed - found["items"].keys()))


def _listed_items(database: Database) -> set[object]:
    """The ids that the table's index still knows, also of rows that are gone."""
    found: set[object] = set()
    for order in ("ASC", "DESC"):
        with suppress(StorageError):
            for (id,) in database.each(f"SELECT id FROM items ORDER BY id {order}"):
                found.add(id)
    return found


def _read_table(database: Database, table: str, found: dict[object, Row]) -> bool:
    """All rows that can be had; whether that is all there are."""
    for order in ("ASC", "DESC"):
        try:
            for row in database.each(f"SELECT * FROM {table} ORDER BY rowid {order}"):
                found.setdefault(_id(table, row), row)
        except StorageError as error:
            _log.info("reading %s: %s", table, error)
            continue
        return True
    return False


def _drop_unsound(found: Found) -> bool:
    """Take out samples that are not what their checksum says; whether there were any."""
    unsound = [key for key, row in found["take_samples"].items() if not _is_sound_row(row)]
    for key in unsound:
        del found["take_samples"][key]
    return bool(unsound)


def _is_sound_row(row: Row) -> bool:
    _, checksum, samples = row
    return (
        isinstance(checksum, int)
        and isinstance(samples, bytes)
        and is_sound(len(samples) // 2, checksum, samples)
    )


def _carve(path: Path, tables: set[str], found: Found) -> int:
    count = 0
    try:
        for row in carved_rows(path):
            for table in _tables_like(row):
                if table == "take_samples" and not _is_sound_row(row):
                    continue
                if table in tables and _id(table, row) not in found[table]:
                    found[table][_id(table, row)] = row
                    count += 1
    except (OSError, ValueError) as error:
        _log.info("carving: %s", error)
    return count


def _write(read: _Read, new: Path) -> Salvaged:
    found = read.rows
    lost: list[TakeKey] = []
    losses: list[Loss] = []
    _mend(found, lost)
    with replacement(new) as unfinished:
        database = open_to_fill(unfinished)
        try:
            with database.transaction():
                create_tables(database)
                for table, rows in found.items():
                    _put(database, table, rows, losses)
                give_new_id(database)
            document, _ = read_document(database, losses)
        finally:
            database.close()
    return Salvaged(
        document,
        len(found["takes"]),
        tuple(lost),
        tuple(losses),
        read.carved,
        read.unread,
        read.missing_items,
    )


def _put(database: Database, table: str, rows: dict[object, Row], losses: list[Loss]) -> None:
    for id, row in rows.items():
        try:
            with database.savepoint():
                put_rows(database, table, [row])
        except StorageError as error:
            _log.info("a row of %s does not fit: %s", table, error)
            losses.append(Loss(table, str(id)))


def _mend(found: Found, lost: list[TakeKey]) -> None:
    """Leave out what is not sound, and put in what the rest cannot be without."""
    for row in list(found["items"].values()):
        speaker = row[3]
        if isinstance(speaker, str) and speaker not in found["speakers"]:
            found["speakers"][speaker] = (speaker, 1 << 30, speaker_json(unknown_speaker(speaker)))
    takes, samples = found["takes"], found["take_samples"]
    _drop_unsound(found)
    for key, (_, _, content) in samples.items():
        count = len(content) // 2 if isinstance(content, bytes) else 0
        if key not in takes or takes[key][1] != count:
            takes[key] = (key, count, "[]", None, None, "", "salvaged", "", "")
    for key in list(takes.keys() - samples.keys()):
        lost.append(TakeKey(str(key)))
        del takes[key]
    for child, parent in (("partial_samples", "partial_takes"), ("sound_parts", "sounds")):
        for id, row in list(found[child].items()):
            if row[0] not in found[parent]:
                del found[child][id]


def _id(table: str, row: Row) -> object:
    return row[:2] if table in ("parts", "partial_samples", "sound_parts") else row[0]


def _tables_like(row: Row) -> Iterator[str]:
    """The tables such a row may be of."""
    for table, is_like in _SHAPES.items():
        if is_like(row):
            yield table


def _shape(kinds: str) -> Callable[[Row], bool]:
    """Whether a row has columns of these kinds: t text, k a key or hash, i integer, r number, b
    bytes; a capital letter may be nothing."""

    def is_like(row: Row) -> bool:
        return len(row) == len(kinds) and all(map(_fits, row, kinds))

    return is_like


def _fits(value: Any, kind: str) -> bool:
    if value is None:
        return kind.isupper()
    match kind.lower():
        case "t":
            return isinstance(value, str)
        case "k":
            return isinstance(value, str) and len(value) == 64
        case "i":
            return isinstance(value, int)
        case "r":
            return isinstance(value, int | float)
        case _:
            return isinstance(value, bytes)


def _is_item(row: Row) -> bool:
    return len(row) == 6 and _shape("titTtT")(row) and row[2] in (LINE, HEADING, ASIDE)


_SHAPES: dict[str, Callable[[Row], bool]] = {
    "settings": _shape("tt"),
    "speakers": lambda row: _shape("tit")(row) and '"name"' in str(row[2]),
    "items": _is_item,
    "parts": lambda row: _shape("ttit")(row) and row[0] in PARTS,
    "recipes": _shape("kttittiii"),
    "takes": _shape("kitRItttt"),
    "take_samples": _shape("kib"),
    "partial_takes": _shape("kttRIt"),
    "partial_samples": _shape("kiib"),
    "requests": _shape("tktttttttti"),
    "ledger": _shape("ttktttttrItt"),
    "versions": _shape("tttiiib"),
    "sounds": _shape("kti"),
    "sound_parts": _shape("kiib"),
}
