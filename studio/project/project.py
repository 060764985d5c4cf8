"""An open project: its Document saved by itself, its Takes, versions, sounds, copies and backups.

Call `save` after every edit. Everything here returns at once, with a future where there is something
to wait for; the work is done on the store thread.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from studio.document.values import Document
from studio.errors import StorageError
from studio.observers import Observers
from studio.project.backups import HOURLY_SECONDS, Backup, backups_of, is_changed, make_backup
from studio.project.checks import Findings
from studio.project.document_rows import Stored, write_document
from studio.project.freeing import Freeable, find_freeable
from studio.project.lock import Owner
from studio.project.project_file import ProjectFile, refuse_onto_itself
from studio.project.sounds import ProjectSounds
from studio.project.store import Database
from studio.project.stored_takes import StoredTakes
from studio.project.version_rows import (
    Version,
    VersionId,
    list_versions,
    put_version,
    read_version,
    remove_version,
)
from studio.project.working_copy import BACK_EVERY_SECONDS, work_in_a_copy
from studio.sentences import Message
from studio.takes.recipe import TakeKey

T = TypeVar("T")

CLOSE_SECONDS = 5.0

_log = logging.getLogger(__name__)


def local_now() -> datetime:
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True, slots=True)
class Saved:
    """A Document that is on the disk, and since when."""

    document: Document
    at: datetime


class Project:
    """Made by `open_project` and `new_project`; raises StorageError for what cannot be opened."""

    def __init__(
        self, path: Path, *, to_write: bool = True, now: Callable[[], datetime] = local_now
    ) -> None:
        self.saved: Observers[[Saved]] = Observers()
        """Told on the store thread, after each commit of the Document."""
        self._now = now
        self._wanted = Document()
        """What was to be saved last."""
        self._backed_up_at: datetime | None = None
        self._brought_back_at = now()
        self._copy = work_in_a_copy(path, now()) if to_write else None
        self._not_brought_back: StorageError | None = None
        try:
            opened = path if self._copy is None else self._copy.path
            self._file = file = ProjectFile(opened, to_write=to_write, now=now)
        except BaseException:
            if self._copy is not None:
                self._copy.release()
            raise
        self._thread = file.thread
        self.takes = StoredTakes(file.thread, "project", now)
        self.sounds = ProjectSounds(file.thread, lambda: self.path.parent)
        if file.read_only_because is None:
            self._thread.in_background(self._back_up_if_changed)

    @property
    def path(self) -> Path:
        """Where the project is at home, be it that the work is done in a copy."""
        return self._file.path if self._copy is None else self._copy.home

    @property
    def first_page(self) -> Document:
        """The beginning of the script, there at once; `document` is all of it."""
        return self._file.opened.first_page

    @property
    def document(self) -> Future[Document]:
        """The Document as it was when the project was opened."""
        return self._file.document

    @property
    def findings(self) -> Future[Findings]:
        """What the checks found; the project can be written to from then on."""
        return self._file.findings

    @property
    def notes(self) -> tuple[Message, ...]:
        """What happened on opening and should be said."""
        return (*(self._copy.notes if self._copy else ()), *self._file.opened.notes)

    @property
    def read_only_because(self) -> Message | None:
        """Why nothing can be changed; it may turn out only when the checks are done."""
        return self._file.read_only_because

    @property
    def owner(self) -> Owner | None:
        """Who else has the project open."""
        return self._file.opened.owner

    @property
    def trouble(self) -> StorageError | None:
        """Why nothing can be saved at present; it is tried again by itself."""
        return self._thread.trouble or self._not_brought_back

    @property
    def trouble_changed(self) -> Observers[[]]:
        """Told on the store thread."""
        return self._thread.trouble_changed

    def try_again(self) -> None:
        """Room was made, or the disk is back: save now."""
        self._thread.try_again()
        if self._not_brought_back is not None:
            self._thread.in_background(self._bring_back)

    def save(self, document: Document) -> Future[Stored | None]:
        """Have the file say `document`, within half a second; done when it is on the disk."""

        def tell(done: Future[Stored | None]) -> None:
            stored = None if done.cancelled() or done.exception() else done.result()
            # None came from a later save that took this one's place, and tells for itself.
            if stored is not None:
                self._file.stored = stored
                self.saved.tell(Saved(document, self._now()))
                self._back_up_if_an_hour_old()
                self._bring_back_after_a_while()

        self._wanted = document
        future = self._thread.write_soon(
            lambda database: write_document(database, document, self._file.stored)
        )
        future.add_done_callback(tell)
        return future

    def when_loaded(self, work: Callable[[], T]) -> Future[T]:
        """Have this done on the store thread, where what it asks of the file is there at once."""
        return self._thread.read(lambda _: work())

    def save_version(self, name: str, document: Document) -> Future[Version]:
        now = self._now()
        return self._thread.write(lambda database: put_version(database, document, name, now))

    def versions(self) -> Future[tuple[Version, ...]]:
        """The latest first."""
        return self._thread.read(list_versions)

    def version(self, id: VersionId) -> Future[Document]:
        """The Document as it was then: restoring it is an edit like any other."""
        return self._thread.read(lambda database: read_version(database, id))

    def remove_version(self, id: VersionId) -> Future[None]:
        return self._thread.write(lambda database: remove_version(database, id))

    def setting(self, name: str) -> Future[object]:
        """What belongs to the project and is never undone; None when it was not set."""

        def read(_: Database) -> object:
            value = self._file.setting(f"project.{name}")
            try:
                return None if value is None else json.loads(value)
            except (ValueError, RecursionError):
                return None

        return self._thread.read(read)

    def set_setting(self, name: str, value: object) -> Future[None]:
        row = (f"project.{name}", json.dumps(value))

        def write(database: Database) -> None:
            database.run("INSERT OR REPLACE INTO settings VALUES (?, ?)", row)

        return self._thread.write(write)

    def freeable(self, document: Document) -> Future[Freeable]:
        """Which Takes nobody needs any more, with `document` as it is now, and their room."""
        return self._thread.in_background(
            lambda let_pass: find_freeable(self._file.database, document, let_pass)
        )

    def free(self, keys: Iterable[TakeKey]) -> Future[int]:
        """Remove Takes from this project, because somebody chose to; how many bytes that made its
        file smaller."""
        return self._thread.in_background(lambda let_pass: self._file.free(keys, let_pass))

    def save_copy(self, path: Path, document: Document) -> Future[None]:
        """All of it, with `document`, in another project; this one stays where it is."""

        def copy(let_pass: Callable[[], None]) -> None:
            refuse_onto_itself(path, self.path)
            self._file.copy_to(path, document, let_pass)

        return self._thread.in_background(copy)

    def save_as(self, path: Path, document: Document) -> Future[None]:
        """The same, and go on there, with what is edited meanwhile too. The file it was stays, as it
        was last saved."""
        self._wanted = document
        if self._copy is not None and Path(os.path.realpath(path)) == self._copy.home:
            self.save(document)
            self._thread.write(lambda _: None)
            return self._thread.in_background(self._bring_back_over_others)
        return self._thread.in_background(lambda let_pass: self._move(path, let_pass))

    def back_up(self) -> Future[Path | None]:
        """A backup now; None when there is no room for one."""
        return self._thread.in_background(self._back_up)

    def backups(self) -> Future[tuple[Backup, ...]]:
        """The latest first, once those under way are made; each opens like any project."""
        return self._thread.in_background(lambda _: backups_of(self._file.id))

    def close(self, wait_seconds: float = CLOSE_SECONDS) -> StorageError | None:
        """Save what is left and let the file go; tells what could not be saved in that time."""
        if self._copy is None:
            return self._file.close(wait_seconds)
        ends_at = time.monotonic() + wait_seconds
        self._thread.write(lambda _: None)
        brought_back = self._thread.in_background(self._bring_back)
        with suppress(TimeoutError, CancelledError):
            brought_back.exception(wait_seconds)
        left = self._file.close(max(1.0, ends_at - time.monotonic())) or self._not_brought_back
        if left is None and brought_back.done() and not brought_back.cancelled():
            self._copy.remove()
        self._copy.release()
        return left

    def _move(self, path: Path, let_pass: Callable[[], None]) -> None:
        copy = self._copy
        self._file.move_to(path, lambda: self._wanted, let_pass)
        if copy is not None:
            # What was not brought back is kept here, for whoever opens the old file again.
            self._copy = None
            copy.release()

    def _bring_back(self, let_pass: Callable[[], None]) -> None:
        """The copy that is worked in, to where it is at home; what keeps it away is the trouble."""
        copy, before = self._copy, self._not_brought_back
        if copy is None or self._file.read_only_because is not None:
            return
        try:
            copy.bring_back(self._file.database, let_pass)
            self._not_brought_back = None
        except StorageError as error:
            self._not_brought_back = error
        if self._not_brought_back is not before:
            self.trouble_changed.tell()

    def _bring_back_over_others(self, let_pass: Callable[[], None]) -> None:
        if self._copy is not None:
            self._copy.bring_back(self._file.database, let_pass, over_others=True)
        self._not_brought_back = None
        self.trouble_changed.tell()

    def _bring_back_after_a_while(self) -> None:
        now = self._now()
        if self._copy and now - self._brought_back_at >= timedelta(seconds=BACK_EVERY_SECONDS):
            self._brought_back_at = now
            self._thread.in_background(self._bring_back)

    def _back_up(self, let_pass: Callable[[], None]) -> Path | None:
        file = self._file
        self._backed_up_at = self._now()
        return make_backup(
            file.database, file.stored.document, file.id, self._backed_up_at, let_pass
        )

    def _back_up_if_changed(self, let_pass: Callable[[], None]) -> None:
        try:
            if self.read_only_because is None and is_changed(self._file.path, self._file.id):
                self._back_up(let_pass)
        except (OSError, StorageError) as error:
            # Nobody asked for it, and the next one may be possible.
            _log.info("no backup was made: %s", error)

    def _back_up_if_an_hour_old(self) -> None:
        now = self._now()
        if self._backed_up_at is None:
            self._backed_up_at = now
        if now - self._backed_up_at >= timedelta(seconds=HOURLY_SECONDS):
            self._backed_up_at = now
            self._thread.in_background(self._back_up_if_changed)
