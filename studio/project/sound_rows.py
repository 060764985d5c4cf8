"""Files of music and effects in their tables: pieces with checksums under the hash of all bytes."""

from __future__ import annotations

import zlib

from studio.document.sounds import SoundSource
from studio.errors import StorageError
from studio.project.document_codec import storable
from studio.project.store import Database
from studio.sentences import sentence

_damaged = sentence(
    "sounds.damaged", "The sound {name} in the project is damaged. Add the file again."
)
_missing = sentence("sounds.missing", "The sound {name} is not in the project. Add the file again.")


def put_sound(database: Database, source: SoundSource) -> None:
    database.run(
        "INSERT OR IGNORE INTO sounds VALUES (?, ?, ?)",
        (source.sha256, storable(source.name), source.size_bytes),
    )


def put_piece(database: Database, source: SoundSource, start: int, piece: bytes) -> None:
    database.run(
        "INSERT OR REPLACE INTO sound_parts VALUES (?, ?, ?, ?)",
        (source.sha256, start, zlib.crc32(piece), piece),
    )


def read_piece(database: Database, source: SoundSource, start: int) -> bytes:
    """The bytes from `start` on, as many as lie together; raises StorageError where they are not."""
    row = database.row(
        "SELECT checksum, content FROM sound_parts WHERE sha256 = ? AND start = ?",
        (source.sha256, start),
    )
    if row is None:
        raise StorageError((_damaged if start else _missing)(name=source.name))
    checksum, content = row
    if not content or zlib.crc32(content) != checksum:
        raise damaged(source)
    return bytes(content)


def damaged(source: SoundSource) -> StorageError:
    return StorageError(_damaged(name=source.name))
