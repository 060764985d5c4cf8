"""Work on a project in a shared folder: done in a copy on this machine, and brought back as one file.

Brought back every ten minutes and at the end. The copy outlives a crash; should the file in the shared
folder have become another meanwhile, neither is lost.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from studio.atomic_file import replacement, write_atomically
from studio.errors import StorageError
from studio.folders import data_folder, make_folder
from studio.identity import new_id
from studio.project.journal import has_journal, settle
from studio.project.lock import Lock, try_lock
from studio.project.schema import SUFFIX, refuse_others
from studio.project.shared_folders import shared_by
from studio.project.store import Database, FileState, open_to_read, state_of
from studio.project.unnamed import unnamed_folder
from studio.sentences import Message, sentence

BACK_EVERY_SECONDS = 600.0
IN_PLACE = "project.works-in-place"

_kept_here = sentence(
    "working-copy.kept-here",
    "{path} lies in a folder that is shared ({service}). You work in a copy on this computer,"
    " which is brought back there every ten minutes and when the project is closed.",
)
_resumed = sentence(
    "working-copy.resumed",
    "The work on {path} that was not yet brought back when the program ended is all here.",
)
_parted = sentence(
    "working-copy.parted",
    "{path} was changed by another computer while work on it here was not yet brought back. That work"
    " is kept as a project without a name: {kept}.",
)
_changed = sentence(
    "working-copy.changed",
    "{path} was changed or removed by another computer, so this work was not put over it. Save it"
    " under another name, or save it as {path} to put it there all the same.",
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Contents:
    """By which two states of a file are told apart, wherever it lies."""

    number: int
    changes: int


def _contents(state: FileState | None) -> _Contents | None:
    return None if state is None else _Contents(state.number, state.changes)


class WorkingCopy:
    """Held by the project that works in it; used on its store thread, but for making one."""

    def __init__(self, home: Path, lock: Lock, notes: tuple[Message, ...]) -> None:
        self.home = home
        self.notes = notes
        self._lock = lock

    @property
    def path(self) -> Path:
        """Where the work is done."""
        return _place(self.home)

    def bring_back(
        self, database: Database, let_pass: Callable[[], None], *, over_others: bool = False
    ) -> None:
        """Put all of `database`, which is the copy, into its home, unless it is there already. Raises
        StorageError when it cannot be, or when somebody else's work is there."""
        was_home, was_here = _recorded(self.home)
        if not over_others and _contents(state_of(self.home)) != was_home:
            raise StorageError(_changed(path=self.home))
        if not over_others and _contents(database.state) == was_here:
            return
        with replacement(self.home) as unfinished:
            database.copy_to(unfinished, let_pass)
            here = database.state
        _record(self.home, state_of(self.home), here)

    def remove(self) -> None:
        """All of it is at home."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
            _record_file(self.home).unlink(missing_ok=True)

    def release(self) -> None:
        self._lock.release()


def work_in_a_copy(path: Path, now: datetime) -> WorkingCopy | None:
    """A copy to work in, when `path` lies in a shared folder, is a project, and nobody has it open;
    it is then held. None: open the file itself, which says what is the matter, or was wished so."""
    path = Path(os.path.realpath(path))
    service = shared_by(path)
    if service is None or not os.access(path, os.W_OK):
        return None
    try:
        refuse_others(path)
        lock = try_lock(path, now)
        if not isinstance(lock, Lock):
            return None
    except (OSError, StorageError) as error:
        _log.info("no copy of %s to work in: %s", path, error)
        return None
    try:
        notes = _prepared(path, service)
    except (OSError, StorageError) as error:
        _log.info("no copy of %s to work in: %s", path, error)
        notes = None
    except BaseException:
        lock.release()
        raise
    if notes is None:
        lock.release()
        return None
    return WorkingCopy(path, lock, notes)


def _prepared(path: Path, service: str | Message) -> tuple[Message, ...] | None:
    """The copy is there, and what is to be said; None when the file itself is to be worked in."""
    left = list(settled) if (settled := _settled(path)) else []
    here = _place(path)
    make_folder(here.parent)
    if here.exists():
        was_home, was_here = _recorded(path)
        if _contents(state_of(path)) == was_home:
            return (_resumed(path=path),)
        if has_journal(here) or _contents(state_of(here)) != was_here:
            kept = make_folder(unnamed_folder()) / f"{new_id()}{SUFFIX}"
            settle(here) if has_journal(here) else None
            os.replace(here, kept)
            left.append(_parted(path=path, kept=kept))
    if _works_in_place(path):
        return None
    with replacement(here) as unfinished:
        shutil.copyfile(path, unfinished)
    _record(path, state_of(path), state_of(here))
    return (*left, _kept_here(path=path, service=service))


def _settled(path: Path) -> tuple[Message, ...]:
    note = settle(path) if has_journal(path) else None
    return (note,) if note else ()


def _works_in_place(path: Path) -> bool:
    database = open_to_read(path)
    try:
        row = database.row("SELECT value FROM settings WHERE name = ?", (IN_PLACE,))
    finally:
        database.close()
    return row is not None and row[0] == "true"


def _place(home: Path) -> Path:
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:32]
    return data_folder() / "working" / f"{name}{SUFFIX}"


def _record_file(home: Path) -> Path:
    return _place(home).with_suffix(".json")


def _record(home: Path, there: FileState | None, here: FileState | None) -> None:
    states = {"there": _contents(there), "here": _contents(here)}
    plain = {name: None if state is None else asdict(state) for name, state in states.items()}
    write_atomically(_record_file(home), json.dumps({"path": str(home), **plain}).encode("ascii"))


def _recorded(home: Path) -> tuple[_Contents | None, _Contents | None]:
    """What was at home and what was here when both were the same."""
    try:
        record = json.loads(_record_file(home).read_bytes())
        there, here = (_Contents(**record[name]) for name in ("there", "here"))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None, None
    return there, here
