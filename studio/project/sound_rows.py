"""Files of music and effects, kept in pieces with checksums under the hash of their bytes."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator
from pathlib import Path

from studio.document.sounds import LARGEST_COPIED_BYTES, SoundSource
from studio.errors import InputError, StorageError
from studio.project.document_codec import storable
from studio.project.store import Database
from studio.sentences import sentence

_PIECE_BYTES = 1_000_000

_unreadable = sentence(
    "sounds.unreadable", "{path} could not be read: {reason}. Check the name and the permissions."
)
_damaged = sentence(
    "sounds.damaged", "The sound {name} in the project is damaged. Add the file again."
)
_missing = sentence("sounds.missing", "The sound {name} is not in the project. Add the file again.")
_other = sentence(
    "sounds.other-file",
    "{path} is not the sound {name} that the project links to. Put that file back, or add this one.",
)


def source_of(path: Path, folder: Path) -> SoundSource:
    """What `path` is, and whether a project in `folder` copies it or links to it."""
    digest = hashlib.sha256()
    size = 0
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE_BYTES):
                digest.update(piece)
                size += len(piece)
    except OSError as error:
        raise InputError(_unreadable(path=path, reason=error.strerror)) from error
    linked = None
    if size > LARGEST_COPIED_BYTES:
        linked = _linked(path.absolute(), folder.absolute())
    return SoundSource(path.name, digest.hexdigest(), size, linked)


def put_sound(database: Database, source: SoundSource, path: Path) -> None:
    """Copy the bytes of `path`, which is what `source` says, into the project."""
    if database.row("SELECT 1 FROM sounds WHERE sha256 = ?", (source.sha256,)):
        return
    database.run(
        "INSERT INTO sounds VALUES (?, ?, ?)",
        (source.sha256, storable(source.name), source.size_bytes),
    )
    start = 0
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE_BYTES):
                database.run(
                    "INSERT INTO sound_parts VALUES (?, ?, ?, ?)",
                    (source.sha256, start, zlib.crc32(piece), piece),
                )
                start += len(piece)
    except OSError as error:
        raise InputError(_unreadable(path=path, reason=error.strerror)) from error
    if start != source.size_bytes:
        raise InputError(_unreadable(path=path, reason="it changed meanwhile"))


def sound_pieces(database: Database, source: SoundSource) -> Iterator[bytes]:
    """The bytes of a sound in the project, piece by piece; raises StorageError where they end early."""
    if database.row("SELECT 1 FROM sounds WHERE sha256 = ?", (source.sha256,)) is None:
        raise StorageError(_missing(name=source.name))
    start = 0
    while start < source.size_bytes:
        row = database.row(
            "SELECT checksum, content FROM sound_parts WHERE sha256 = ? AND start = ?",
            (source.sha256, start),
        )
        if row is None or not row[1] or zlib.crc32(row[1]) != row[0]:
            raise StorageError(_damaged(name=source.name))
        yield row[1]
        start += len(row[1])


def sounds_in(database: Database) -> frozenset[str]:
    return frozenset(sha256 for (sha256,) in database.rows("SELECT sha256 FROM sounds"))


def _linked(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        # On another drive there is no way from here to there.
        return path.as_posix()
