"""Named versions: whole Documents put aside under a name, with a checksum, to be gone back to."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

import msgspec

from studio.document.values import Document
from studio.errors import StorageError
from studio.identity import new_id
from studio.project import schema
from studio.project.document_codec import Loss, storable
from studio.project.plain_document import from_plain, to_plain
from studio.project.store import Database
from studio.project.upgrades import upgraded
from studio.sentences import sentence

VersionId = NewType("VersionId", str)

_MOST_BYTES = 500_000_000

_gone = sentence("versions.gone", "That version is no longer in the project. Choose another one.")
_damaged = sentence(
    "versions.damaged",
    "The version {name} is damaged and cannot be read. Choose another one, or a backup.",
)
_newer = sentence(
    "versions.newer",
    "The version {name} was saved by a newer Dialogue Studio. Open the project with that one.",
)


@dataclass(frozen=True, slots=True)
class Version:
    """A state of the Document that was given a name."""

    id: VersionId
    name: str
    at: str
    lines: int


def put_version(database: Database, document: Document, name: str, now: datetime) -> Version:
    version = Version(
        VersionId(new_id()),
        storable(name),
        now.isoformat(timespec="seconds"),
        len(document.lines),
    )
    content = zlib.compress(msgspec.json.encode(to_plain(document)), 6)
    database.run(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            version.id,
            version.name,
            version.at,
            schema.SCHEMA_VERSION,
            version.lines,
            zlib.crc32(content),
            content,
        ),
    )
    return version


def list_versions(database: Database) -> tuple[Version, ...]:
    """The latest first."""
    rows = database.rows("SELECT id, name, at, lines FROM versions ORDER BY at DESC, rowid DESC")
    return tuple(Version(*row) for row in rows)


def read_version(database: Database, id: VersionId) -> Document:
    """The Document of that version; raises StorageError when it cannot be had."""
    row = database.row("SELECT name, schema, checksum, document FROM versions WHERE id = ?", (id,))
    if row is None:
        raise StorageError(_gone())
    name, version, checksum, content = row
    if version > schema.SCHEMA_VERSION:
        raise StorageError(_newer(name=name))
    plain = _content(content) if zlib.crc32(content) == checksum else None
    if not isinstance(plain, dict) or version < 1:
        raise StorageError(_damaged(name=name))
    losses: list[Loss] = []
    return from_plain(upgraded(plain, version, schema.SCHEMA_VERSION), losses)


def remove_version(database: Database, id: VersionId) -> None:
    database.run("DELETE FROM versions WHERE id = ?", (id,))


def _content(packed: bytes) -> object:
    """What was packed, of which no more is unpacked than any Document has."""
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(packed, _MOST_BYTES)
        return None if unpacker.unconsumed_tail else msgspec.json.decode(content)
    except (zlib.error, msgspec.MsgspecError, RecursionError):
        return None
