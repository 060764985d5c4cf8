"""The Takes of all projects of a user, in one file of the data folder: nothing is paid for twice.

The same tables and the same thread as a project, without a Document and without a lock: several
programs may use it at a time. What was paid for and what was auditioned stays until somebody frees
it; drafts stay up to a limit, the least recently used go first.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

from studio.atomic_file import cannot_write, replacement
from studio.errors import StorageError
from studio.folders import data_folder, make_folder
from studio.identity import new_id
from studio.project.freeing import Room, free, room_of
from studio.project.schema import SUFFIX, Age, age_of, create_tables, refuse_others
from studio.project.store import CannotWrite, Database, open_to_fill, open_to_write
from studio.project.store_thread import StoreThread
from studio.project.stored_takes import StoredTakes
from studio.project.take_rows import remove_takes, take_rows
from studio.sentences import sentence
from studio.takes.recipe import TakeKey
from studio.takes.take import Take

MOST_DRAFT_BYTES = 2_000_000_000
_LOOK_EVERY_BYTES = 50_000_000
_LEAVE = 0.9

_other_version = sentence(
    "shared-takes.other-version",
    "{path} was written by another version of Dialogue Studio. Takes of other projects are not found"
    " until that version is used.",
)

_log = logging.getLogger(__name__)


def shared_takes_file() -> Path:
    return data_folder() / f"takes{SUFFIX}"


class SharedTakes:
    """Opened in the background; should that fail, the program does without it."""

    def __init__(
        self,
        path: Path,
        now: Callable[[], datetime],
        most_draft_bytes: int = MOST_DRAFT_BYTES,
    ) -> None:
        self._path = path
        self._most_draft_bytes = most_draft_bytes
        self._unlooked_bytes = 0
        self._thread = StoreThread("shared takes")
        self._thread.do(self._open)
        self.takes = StoredTakes(self._thread, "shared", now)

    def keep_take(self, take: Take) -> Future[None]:
        self._unlooked_bytes += 2 * take.length_samples
        if self._unlooked_bytes >= _LOOK_EVERY_BYTES:
            self._unlooked_bytes = 0
            self._thread.write(self._let_old_drafts_go)
        return self.takes.keep_take(take)

    def take(self, key: TakeKey) -> Take | None:
        """The Take, which counts as used now; None also while the file cannot be had."""
        try:
            take = self.takes.take(key)
        except StorageError:
            return None
        if take is not None:
            self.takes.was_used((key,))
        return take

    def take_keys(self) -> frozenset[TakeKey]:
        try:
            return self.takes.take_keys()
        except StorageError:
            return frozenset()

    def room(self) -> Future[tuple[Room, Room]]:
        """What drafts take up here, and what else there is: paid for, and therefore kept until
        somebody frees it."""

        def read(database: Database) -> tuple[Room, Room]:
            rows = take_rows(database)
            drafts = room_of(row for row in rows if row.is_paid is False)
            return drafts, room_of(row for row in rows if row.is_paid is not False)

        return self._thread.read(read)

    def free(self, keys: Iterable[TakeKey]) -> Future[int]:
        """Because somebody chose to; how many bytes smaller the file is then. What no project has
        either must be made anew, and paid for anew."""
        gone = tuple(keys)
        return self._thread.in_background(
            lambda let_pass: free(self._thread.open_database(), gone, let_pass)
        )

    def close(self, wait_seconds: float) -> StorageError | None:
        return self._thread.close(wait_seconds)

    def _open(self) -> None:
        try:
            self._thread.database = _opened(self._path)
            self._thread.opener = lambda: _opened(self._path)
            self._thread.takes_what_is_there = True
        except StorageError as error:
            _log.info("the shared takes cannot be used: %s", error)
            self._thread.refuse_writes(error)
        else:
            self._thread.let_write()

    def _let_old_drafts_go(self, database: Database) -> None:
        room = self._most_draft_bytes
        drafts = [row for row in take_rows(database) if row.is_paid is False]
        if sum(row.size_bytes for row in drafts) <= room:
            return
        gone = []
        room = int(room * _LEAVE)
        for row in drafts:
            room -= row.size_bytes
            if room < 0:
                gone.append(row.key)
        remove_takes(database, gone)


def _opened(path: Path) -> Database:
    make_folder(path.parent)
    if not path.exists():
        _make(path)
    try:
        return _looked_at(path)
    except CannotWrite:
        raise
    except StorageError as error:
        # The projects have what they use; what is broken is kept for whoever wants to salvage it.
        aside = path.with_name(f"{path.stem} put aside {new_id()}{path.suffix}")
        _log.info("the shared takes are put aside as %s: %s", aside.name, error)
        os.replace(path, aside)
        _make(path)
        return _looked_at(path)


def _looked_at(path: Path) -> Database:
    refuse_others(path)
    database = open_to_write(path)
    try:
        if age_of(database) is not Age.OURS:
            raise CannotWrite(_other_version(path=path))
    except BaseException:
        database.close()
        raise
    return database


def _make(path: Path) -> None:
    """An empty file, unless another program was quicker: what that has open must not be replaced."""
    fresh = path.with_name(f".{new_id()}")
    try:
        _fill(fresh)
        try:
            os.link(fresh, path)
        except FileExistsError:
            return
        except OSError:
            # Not every file system knows two names of one file.
            os.replace(fresh, path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        fresh.unlink(missing_ok=True)


def _fill(path: Path) -> None:
    with replacement(path) as unfinished:
        database = open_to_fill(unfinished)
        try:
            with database.transaction():
                create_tables(database)
        finally:
            database.close()
