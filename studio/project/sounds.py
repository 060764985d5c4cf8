"""The files of music and effects of an open project: copied into it, or linked to where they lie."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from studio.atomic_file import replacement
from studio.document.sounds import LARGEST_COPIED_BYTES, SoundSource
from studio.errors import InputError, StorageError
from studio.project.sound_rows import damaged, put_piece, put_sound, read_piece
from studio.project.store_thread import StoreThread
from studio.sentences import sentence

_PIECE_BYTES = 1_000_000

_unreadable = sentence(
    "sounds.unreadable", "{path} could not be read: {reason}. Check the name and the permissions."
)
_no_file = sentence("sounds.no-file", "{path} is no file. Choose a sound file.")
_elsewhere = sentence(
    "sounds.elsewhere",
    "{path} lies on another computer, which is not asked by itself. Add the sound again.",
)
_changed = sentence(
    "sounds.changed", "{path} was changed while it was read. Try again when nobody writes to it."
)
_other = sentence(
    "sounds.other-file",
    "{path} is not the sound {name} that the project links to. Put that file back, or add this one.",
)


class ProjectSounds:
    """For worker threads: what is called here reads and writes whole files, and waits."""

    def __init__(self, thread: StoreThread, folder: Callable[[], Path]) -> None:
        self._thread = thread
        self._folder = folder

    def add(self, path: Path) -> SoundSource:
        """Take the file into the project, or link to it when it is too large; raises InputError."""
        source = source_of(path, self._folder())
        if source.linked_path is not None:
            return source
        self._thread.write(lambda database: put_sound(database, source)).result()
        # Piece by piece, so that no edit has to wait for all of it.
        start = 0
        for piece in _pieces_of(path):
            self._put(source, start, piece)
            start += len(piece)
        if start != source.size_bytes:
            raise InputError(_changed(path=path))
        return source

    def write_to(self, source: SoundSource, path: Path) -> None:
        """Put the bytes of a sound into a file; raises StorageError or InputError when they cannot
        be had as they were."""
        linked = _safe_link(source, self._folder())
        digest, length = hashlib.sha256(), 0
        with replacement(path) as unfinished, unfinished.open("wb") as file:
            for piece in _pieces_of(linked) if linked else self._stored_pieces(source):
                length += len(piece)
                if length > source.size_bytes:
                    raise _not_that(source, linked or None)
                digest.update(piece)
                file.write(piece)
            if digest.hexdigest() != source.sha256:
                raise _not_that(source, linked or None)

    def _put(self, source: SoundSource, start: int, piece: bytes) -> None:
        self._thread.write(lambda database: put_piece(database, source, start, piece)).result()

    def _stored_pieces(self, source: SoundSource) -> Iterator[bytes]:
        start = 0
        while start < source.size_bytes:
            piece = self._piece(source, start)
            yield piece
            start += len(piece)

    def _piece(self, source: SoundSource, start: int) -> bytes:
        return self._thread.ask(lambda database: read_piece(database, source, start))


def source_of(path: Path, folder: Path) -> SoundSource:
    """What `path` is, and whether a project in `folder` copies it or links to it."""
    digest = hashlib.sha256()
    size = 0
    for piece in _pieces_of(path):
        digest.update(piece)
        size += len(piece)
    linked = _linked(path.absolute(), folder.absolute()) if size > LARGEST_COPIED_BYTES else None
    return SoundSource(path.name, digest.hexdigest(), size, linked)


def _safe_link(source: SoundSource, folder: Path) -> Path | None:
    """Where a linked sound lies. The link may be a stranger's: no other computer is asked for it."""
    if source.linked_path is None:
        return None
    if source.linked_path.replace("\\", "/").startswith("//"):
        raise InputError(_elsewhere(path=source.linked_path))
    if "\0" in source.linked_path:
        raise InputError(_no_file(path=source.name))
    return folder / source.linked_path


def _pieces_of(path: Path) -> Iterator[bytes]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # A device or a pipe may never end.
            raise InputError(_no_file(path=path))
        with path.open("rb") as file:
            while piece := file.read(_PIECE_BYTES):
                yield piece
    except OSError as error:
        raise InputError(_unreadable(path=path, reason=error.strerror)) from error


def _linked(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        # On another drive there is no way from here to there.
        return path.as_posix()


def _not_that(source: SoundSource, linked: Path | None) -> StorageError | InputError:
    return InputError(_other(path=linked, name=source.name)) if linked else damaged(source)
