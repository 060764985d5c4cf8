"""The tables of a project file, and whether a file is one.

Lines are rows; what most Lines do not have lies in one JSON column, so that a new field of a Line
needs no new column. `upgrades` carries older files over. Orders are sparse numbers, see `places`.
"""

from __future__ import annotations

import secrets
from enum import Enum
from pathlib import Path

from studio.errors import StorageError
from studio.project.store import Database
from studio.sentences import sentence

APPLICATION_ID = 0x4469616C
"""`Dial`, at byte 68 of the file."""
SCHEMA_VERSION = 1
_VERSION_BITS = 8
_NUMBER_BITS = 23
SUFFIX = ".dialogue"

_HEADER = b"SQLite format 3\0"

_not_a_project = sentence(
    "project.not-one", "{path} is not a project of Dialogue Studio. Choose a .dialogue file."
)
_cannot_open = sentence(
    "project.cannot-open",
    "{path} could not be opened: {reason}. Check the name and the permissions.",
)
_strange = sentence(
    "project.strange",
    "{path} was refused: it holds {what}, which no project has. Open it only with the program that"
    " made it.",
)

TABLES = {
    "settings": "name TEXT PRIMARY KEY, value TEXT NOT NULL",
    "speakers": "id TEXT PRIMARY KEY, place INTEGER NOT NULL, value TEXT NOT NULL",
    "items": "id TEXT PRIMARY KEY, place INTEGER NOT NULL, kind TEXT NOT NULL,"
    " speaker TEXT REFERENCES speakers(id) DEFERRABLE INITIALLY DEFERRED,"
    " text TEXT NOT NULL, rest TEXT",
    "parts": "kind TEXT NOT NULL, id TEXT NOT NULL, place INTEGER NOT NULL,"
    " value TEXT NOT NULL, PRIMARY KEY (kind, id)",
    "recipes": "key TEXT PRIMARY KEY, text TEXT NOT NULL, service TEXT NOT NULL,"
    " voice INTEGER NOT NULL, model TEXT NOT NULL, delivery TEXT NOT NULL,"
    " rate INTEGER NOT NULL, retake INTEGER NOT NULL, is_paid INTEGER NOT NULL",
    "takes": "key TEXT PRIMARY KEY, samples_count INTEGER NOT NULL,"
    " words TEXT NOT NULL, seconds REAL, cost INTEGER, currency TEXT NOT NULL,"
    " origin TEXT NOT NULL, made_at TEXT NOT NULL, used_at TEXT NOT NULL",
    "take_samples": "key TEXT PRIMARY KEY REFERENCES takes(key) ON DELETE CASCADE,"
    " checksum INTEGER NOT NULL, samples BLOB NOT NULL",
    "partial_takes": "key TEXT PRIMARY KEY, proof TEXT NOT NULL, words TEXT NOT NULL,"
    " seconds REAL, cost INTEGER, currency TEXT NOT NULL",
    "partial_samples": "key TEXT NOT NULL REFERENCES partial_takes(key) ON DELETE CASCADE,"
    " start INTEGER NOT NULL, checksum INTEGER NOT NULL, samples BLOB NOT NULL,"
    " PRIMARY KEY (key, start)",
    "requests": "id TEXT PRIMARY KEY, key TEXT NOT NULL, line TEXT NOT NULL,"
    " speaker TEXT NOT NULL, scene TEXT NOT NULL, purpose TEXT NOT NULL, service TEXT NOT NULL,"
    " text_hash TEXT NOT NULL, asked_at TEXT NOT NULL, state TEXT NOT NULL,"
    " received_samples INTEGER NOT NULL",
    "ledger": "id TEXT PRIMARY KEY, request TEXT NOT NULL, key TEXT NOT NULL, line TEXT NOT NULL,"
    " speaker TEXT NOT NULL, scene TEXT NOT NULL, purpose TEXT NOT NULL, at TEXT NOT NULL,"
    " audio_seconds REAL NOT NULL, cost INTEGER, currency TEXT NOT NULL, model TEXT NOT NULL",
    "versions": "id TEXT PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL,"
    " schema INTEGER NOT NULL, lines INTEGER NOT NULL, checksum INTEGER NOT NULL,"
    " document BLOB NOT NULL",
    "sounds": "sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL",
    "sound_parts": "sha256 TEXT NOT NULL REFERENCES sounds(sha256) ON DELETE CASCADE,"
    " start INTEGER NOT NULL, checksum INTEGER NOT NULL, content BLOB NOT NULL,"
    " PRIMARY KEY (sha256, start)",
}
_STATEMENTS = {
    **{name: f"CREATE TABLE {name} ({columns}) STRICT" for name, columns in TABLES.items()},
    "items_by_place": "CREATE INDEX items_by_place ON items (place)",
}


class Age(Enum):
    """How a file's schema stands to ours."""

    OLDER = "older"
    OURS = "ours"
    NEWER = "newer"


def create_tables(database: Database) -> None:
    """Make an empty file a project, within a transaction."""
    for statement in _STATEMENTS.values():
        database.run(statement)
    database.run(f"PRAGMA application_id={APPLICATION_ID}")
    stamp(database)


def stamp(database: Database) -> None:
    """Mark the file as of our version, and as a file of its own: the number beside the version
    tells its journal from that of any other project."""
    number = secrets.randbits(_NUMBER_BITS)
    database.set_user_version((number << _VERSION_BITS) | SCHEMA_VERSION)


def version_of(database: Database) -> int:
    return database.user_version & ((1 << _VERSION_BITS) - 1)


def refuse_others(path: Path) -> None:
    """Look at the first bytes, before anything of the file is understood."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(_cannot_open(path=path, reason=reason)) from error
    if header[:16] != _HEADER or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise not_a_project(path)


def not_a_project(path: Path) -> StorageError:
    return StorageError(_not_a_project(path=path))


def age_of(database: Database) -> Age:
    """Older, ours or newer; raises StorageError when it holds what a project of its age cannot."""
    version = version_of(database)
    if version > SCHEMA_VERSION:
        _refuse_what_runs(database)
        return Age.NEWER
    if version < 1:
        raise not_a_project(database.path)
    _refuse_what_runs(database)
    if version < SCHEMA_VERSION:
        return Age.OLDER
    found = {
        name: statement
        for name, statement in database.rows("SELECT name, sql FROM sqlite_schema")
        if statement is not None
    }
    for name in found.keys() | _STATEMENTS.keys():
        if found.get(name) != _STATEMENTS.get(name):
            raise StorageError(_strange(path=database.path, what=f"a table {name!r} of its own"))
    return Age.OURS


def _refuse_what_runs(database: Database) -> None:
    """Triggers and views carry statements; virtual tables carry code."""
    strange = database.row(
        "SELECT type, name FROM sqlite_schema WHERE type NOT IN ('table', 'index')"
        " OR (type = 'table' AND (rootpage = 0 OR sql NOT LIKE 'CREATE TABLE %'))"
        " OR (type = 'index' AND sql IS NOT NULL AND sql LIKE '%(%(%')"
    )
    if strange is not None:
        raise StorageError(_strange(path=database.path, what=f"a {strange[0]} {strange[1]!r}"))
