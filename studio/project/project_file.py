"""The file of an open project: looked at first, then written to, and let go at the end.

Owns the store thread and the lock. The Document comes before the checks end; nothing is written
before they did.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from studio.document.values import Document
from studio.errors import InputError, StorageError
from studio.project.backups import make_backup
from studio.project.checks import (
    BACKGROUND_BYTES,
    Findings,
    content_findings,
    is_broken,
    structure_problems,
    structure_sentence,
)
from studio.project.copies import PROJECT_ID, copy_whole
from studio.project.document_codec import Loss
from studio.project.document_rows import Stored, read_document, read_places, write_document
from studio.project.freeing import free
from studio.project.lock import Lock
from studio.project.new_file import write_new_file
from studio.project.opening import OpenedFile, lock_to_replace, open_file
from studio.project.schema import Age
from studio.project.store import CannotWrite, Database, open_to_write, replaced, size_of
from studio.project.store_thread import StoreThread
from studio.project.unnamed import is_unnamed
from studio.project.upgrades import read_older_document, upgrade_file
from studio.sentences import Message, sentence
from studio.takes.recipe import TakeKey

_onto_itself = sentence(
    "project.onto-itself",
    "{path} is this project itself, and every edit is in it already. Name another file for the copy.",
)


class ProjectFile:
    def __init__(self, path: Path, *, to_write: bool, now: Callable[[], datetime]) -> None:
        """Open as far as the first page; raises StorageError for what cannot be opened."""
        self.now = now
        self.read_only_because: Message | None = None
        self.stored = Stored(Document(), {})
        """What the file has. Used on the store thread."""
        self._in_file = Document()
        self._losses: list[Loss] = []
        self.thread = StoreThread("store")
        try:
            opening = self.thread.do(lambda: self._open(path, to_write))
            self._opened: OpenedFile = opening.result()
        except BaseException:
            self.thread.close(None)
            raise
        self.read_only_because = self._opened.read_only_because
        self.document: Future[Document] = self.thread.read(self._load)
        self.findings: Future[Findings] = self.thread.in_background(self._check)

    @property
    def path(self) -> Path:
        return self._opened.path

    @property
    def opened(self) -> OpenedFile:
        return self._opened

    @property
    def database(self) -> Database:
        """On the store thread."""
        return self.thread.open_database()

    @property
    def id(self) -> str:
        """Of the project, under which its backups lie. On the store thread."""
        return str(json.loads(self.setting(PROJECT_ID) or '""'))

    def setting(self, name: str) -> str | None:
        """On the store thread."""
        row = self.database.row("SELECT value FROM settings WHERE name = ?", (name,))
        return None if row is None else str(row[0])

    def close(self, wait_seconds: float) -> StorageError | None:
        """Write what is left, then let the file go; tells what could not be written."""
        left = self.thread.close(wait_seconds)
        if not self.thread.is_alive:
            self._opened.release()
        return left

    def free(self, keys: Iterable[TakeKey], let_pass: Callable[[], None]) -> int:
        """On the store thread."""
        if self.read_only_because is not None:
            raise StorageError(self.read_only_because)
        return free(self.database, keys, let_pass)

    def copy_to(self, path: Path, document: Document, let_pass: Callable[[], None]) -> None:
        """Copy everything to `path`, with `document`, and stay here. On the store thread."""
        path = Path(os.path.realpath(path))
        refuse_onto_itself(path, self.path)
        lock = lock_to_replace(path, self.now())
        try:
            self._copied(path, lambda: document, let_pass, let_pass)
        finally:
            lock.release()

    def move_to(
        self, path: Path, wanted: Callable[[], Document], let_pass: Callable[[], None]
    ) -> None:
        """Copy everything to `path`, with the Document that is `wanted` in the end, and go on there.
        On the store thread."""
        path = Path(os.path.realpath(path))
        has_lock = path == self.path and self._opened.lock is not None
        lock = None if has_lock else lock_to_replace(path, self.now())
        try:
            stored = self._copied(path, wanted, let_pass, lambda: None)
            database = open_to_write(path)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        if self.thread.database is not None:
            self.thread.database.close()
        self._become(path, database, stored, lock)

    def _become(self, path: Path, database: Database, stored: Stored, lock: Lock | None) -> None:
        self.thread.database = self._last = database
        self.stored = stored
        if lock is not None:
            self._opened.release()
            self._opened.lock = lock
        left, self._opened.path = self.path, path
        self.read_only_because = None
        self.thread.opener = self._open_again
        self.thread.let_write()
        self.thread.try_again()
        if is_unnamed(left) and left != path:
            with suppress(OSError):
                left.unlink(missing_ok=True)

    def _copied(
        self,
        path: Path,
        wanted: Callable[[], Document],
        let_pass: Callable[[], None],
        meanwhile: Callable[[], None],
    ) -> Stored:
        try:
            database = self.database
        except CannotWrite:
            # The file is gone with its disk, and its Takes with it; the words are still here.
            return write_new_file(path, wanted())
        written: list[Stored] = []

        def prepare() -> Callable[[Database], None]:
            stored, document = self.stored, wanted()
            return lambda copy: written.append(write_document(copy, document, stored))

        copy_whole(database, path, let_pass, prepare, meanwhile)
        return written[-1]

    def _open_again(self) -> Database:
        """The file, opened to write to, if it still is the one that was read or written last."""
        database, before = open_to_write(self.path), self._last.state
        if before is None or database.state is None or not before.may_become(database.state):
            database.close()
            raise replaced(self.path)
        self._last = database
        return database

    def _open(self, path: Path, to_write: bool) -> OpenedFile:
        opened = open_file(path, to_write=to_write, now=self.now())
        self.thread.database = self._last = opened.database
        return opened

    def _load(self, database: Database) -> Document:
        if self._opened.age is Age.OLDER:
            self._in_file = read_older_document(database, self._losses)
            return self._in_file
        document, self._in_file = read_document(database, self._losses)
        return document

    def _check(self, let_pass: Callable[[], None]) -> Findings:
        try:
            return self._checked(let_pass)
        except StorageError as error:
            self.read_only_because = error.message
            self.thread.refuse_writes(error)
            raise

    def _checked(self, let_pass: Callable[[], None]) -> Findings:
        database = self.database
        # Wanted only for the first edit, so the Document did not wait for it.
        self.stored = read_places(database, self._in_file)
        size = size_of(self.path)
        problems = structure_problems(database, size)
        findings = Findings(problems=problems, losses=tuple(self._losses))
        if not is_broken(problems) and size <= BACKGROUND_BYTES:
            findings = self._with_content(findings, let_pass)
        self._let_write(findings, let_pass)
        if not is_broken(problems) and size > BACKGROUND_BYTES:
            findings = self._with_content(findings, let_pass)
        return findings

    def _with_content(self, findings: Findings, let_pass: Callable[[], None]) -> Findings:
        content = content_findings(self.database, let_pass)
        return replace(content, problems=findings.problems, losses=findings.losses)

    def _let_write(self, findings: Findings, let_pass: Callable[[], None]) -> None:
        if is_broken(findings.problems) and self.read_only_because is None:
            self.read_only_because = structure_sentence(findings.problems)
        if self.read_only_because is not None:
            self.thread.refuse_writes(StorageError(self.read_only_because))
            return
        self.database.close()
        self.thread.database = None
        self.thread.opener = self._open_again
        if self._opened.age is Age.OLDER:
            document = self.stored.document
            make_backup(self.database, document, self.id, self.now(), let_pass)
            self.stored = upgrade_file(self.database, document)
        self.thread.let_write()


def refuse_onto_itself(path: Path, project: Path) -> None:
    if os.path.realpath(path) == os.path.realpath(project):
        raise InputError(_onto_itself(path=path))
