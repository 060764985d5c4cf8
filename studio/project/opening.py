"""Opening a project file: lock, look without touching, and only then let anybody write.

Nothing is cleaned up here. Whatever keeps a file from being written to opens it to read, and says
why; only what is no project, or broken at its base, is not opened.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from studio.atomic_file import cannot_write
from studio.document.values import Document
from studio.errors import StorageError
from studio.project.document_rows import read_first_items
from studio.project.journal import has_journal, settle, settled_copy
from studio.project.lock import Lock, Owner, try_lock
from studio.project.schema import Age, age_of, refuse_others
from studio.project.store import CannotWrite, Damaged, Database, open_to_read
from studio.sentences import Message, sentence

FIRST_ITEMS = 60
"""About what fits on a screen."""

_by_whom = sentence("opening.by-whom", ", by {user} on {computer}")
_since = sentence("opening.since", " since {time} ({date})")
_file_protected = sentence("opening.file-protected", "the file is read-only")
_in_use = sentence(
    "opening.in-use",
    "{path} is open in another window{by}{since}. Here it can be read, or a copy can be edited.",
)
_target_in_use = sentence(
    "opening.target-in-use",
    "{path} is open in another window{by}{since}, so nothing is put in its place. Close it there, or choose"
    " another name.",
)
_protected = sentence(
    "opening.protected",
    "{path} cannot be written to: {reason}. It is open to read; save a copy to edit it.",
)
made_by_newer = sentence(
    "opening.newer",
    "{path} was made by a newer Dialogue Studio. It is open to read; use that one to edit it.",
)
_no_room = sentence(
    "opening.no-room",
    "{path} was left half written by a crash and could not be looked at in {folder}: {reason}. Make"
    " room there and try again; the file is as it was.",
)
_newer_still = sentence(
    "opening.newer-still",
    "{path} was made by a newer Dialogue Studio and cannot be read by this one. Use that one; the"
    " file is as it was.",
)
_asked = sentence("opening.asked", "{path} is open to read, as was asked for.")


@dataclass(slots=True)
class OpenedFile:
    """A file that was looked at. `database` only reads; `lock` is held when writing may follow."""

    path: Path
    database: Database
    age: Age
    lock: Lock | None
    first_page: Document
    read_only_because: Message | None
    owner: Owner | None
    notes: list[Message] = field(default_factory=list)
    folder_of_copy: tempfile.TemporaryDirectory[str] | None = None

    def release(self) -> None:
        if self.lock is not None:
            self.lock.release()
            self.lock = None
        if self.folder_of_copy is not None:
            self.folder_of_copy.cleanup()
            self.folder_of_copy = None


def open_file(path: Path, *, to_write: bool, now: datetime) -> OpenedFile:
    """Open `path` as far as the first page; raises StorageError for what cannot be opened at all."""
    try:
        return _opened(Path(os.path.realpath(path)), to_write, now)
    except OSError as error:
        # A journal is tried on a copy, for which there must be room.
        raise StorageError(
            _no_room(path=path, folder=tempfile.gettempdir(), reason=error.strerror or str(error))
        ) from error


def _opened(path: Path, to_write: bool, now: datetime) -> OpenedFile:
    refuse_others(path)
    lock, owner, because = _locked(path, to_write, now)
    folder: tempfile.TemporaryDirectory[str] | None = None
    notes: list[Message] = []
    try:
        readable = path
        if has_journal(path):
            if lock is not None:
                because = _settled(path, notes)
            elif owner is None:
                folder = tempfile.TemporaryDirectory(prefix="dialogue-studio-")
                readable = settled_copy(path, Path(folder.name))
        # A file that no rollback mends is read as it stands, without its journal.
        database = open_to_read(readable, is_a_copy=lock is not None and because is not None)
        try:
            age = age_of(database)
            if age is Age.NEWER:
                because = because or made_by_newer(path=path)
            first_page = _first_page(database, age)
        except BaseException:
            database.close()
            raise
    except BaseException:
        if lock is not None:
            lock.release()
        if folder is not None:
            folder.cleanup()
        raise
    if because is not None and lock is not None:
        lock.release()
        lock = None
    return OpenedFile(path, database, age, lock, first_page, because, owner, notes, folder)


def _first_page(database: Database, age: Age) -> Document:
    try:
        return read_first_items(database, FIRST_ITEMS)
    except StorageError as error:
        if age is Age.NEWER and not isinstance(error, CannotWrite):
            raise StorageError(_newer_still(path=database.path)) from error
        raise


def _settled(path: Path, notes: list[Message]) -> Message | None:
    """Why the file cannot be written to, if nothing mends it; what is to be said goes to `notes`."""
    try:
        note = settle(path)
    except Damaged as error:
        return error.message
    notes += [note] if note else []
    return None


def _locked(
    path: Path, to_write: bool, now: datetime
) -> tuple[Lock | None, Owner | None, Message | None]:
    """The lock, or why there is none, and who has it."""
    if not to_write:
        return None, None, _asked(path=path)
    if not os.access(path, os.W_OK):
        return None, None, _protected(path=path, reason=_file_protected())
    try:
        found = try_lock(path, now)
    except OSError as error:
        return None, None, _protected(path=path, reason=error.strerror or str(error))
    if isinstance(found, Lock):
        return found, None, None
    return None, found, _in_use(path=path, **_by(found))


def lock_to_replace(path: Path, now: datetime) -> Lock:
    """The lock on what may be at `path`; raises StorageError when somebody has it open."""
    try:
        found = try_lock(path, now)
    except OSError as error:
        raise cannot_write(path, error) from error
    if isinstance(found, Lock):
        return found
    raise StorageError(_target_in_use(path=path, **_by(found)))


def _by(owner: Owner) -> dict[str, Message | str]:
    """Who and since when, as far as anybody can tell."""
    by = _by_whom(user=owner.user, computer=owner.computer) if owner.user else ""
    date, time = owner.since[:10], owner.since[11:16]
    return {"by": by, "since": _since(time=time, date=date) if owner.since else ""}
