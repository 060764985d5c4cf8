"""The door to SQLite: one connection, its safety settings, its errors in our words.

What is stored, and the statements for it, stand in the modules named `…_rows`; they run what they
have to say through here. Used on one thread.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from studio.errors import StorageError
from studio.sentences import Sentence, sentence

BUSY_SECONDS = 5.0
PAGE_BYTES = 4096
"""Of every file of ours: known also where the page that says it is gone."""

_full = sentence(
    "store.full",
    "{path} could not be written: the disk is full. Free some space there or save a copy elsewhere.",
)
_read_only = sentence(
    "store.read-only",
    "{path} could not be written: the file or its folder is read-only. Save a copy elsewhere.",
)
_busy = sentence("store.busy", "{path} is in use by another program. Close it there and try again.")
_replaced = sentence(
    "store.replaced",
    "{path} was removed or replaced by another program. Save a copy, or save over what is there now.",
)
_failed = sentence(
    "store.failed",
    "{path} could not be read or written: {reason}. Check the disk, or save a copy elsewhere.",
)
_damaged = sentence(
    "store.damaged",
    "{path} is damaged: {reason}. Salvage it into a new project; the file itself is kept.",
)
_cannot_open = sentence(
    "store.cannot-open", "{path} could not be opened: {reason}. Check the name and the permissions."
)


class CannotWrite(StorageError):
    """The disk refuses at present; the same may work once it is cured."""


class Replaced(CannotWrite):
    """Another file, or none, has the name of the one that is open. What is open can still be read."""


class Damaged(StorageError):
    """What the file holds is not what was written to it."""

    @property
    def reason(self) -> str:
        """In the words of SQLite."""
        return str(self.message.values.get("reason", ""))


_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)
_CURABLE: dict[int, Sentence] = {
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_READONLY: _read_only,
    sqlite3.SQLITE_PERM: _read_only,
    sqlite3.SQLITE_BUSY: _busy,
    sqlite3.SQLITE_LOCKED: _busy,
    sqlite3.SQLITE_IOERR: _failed,
    sqlite3.SQLITE_CANTOPEN: _failed,
    sqlite3.SQLITE_NOMEM: _failed,
}


def sqlite_version() -> tuple[int, int, int]:
    """Of the library this Python is linked with, which the system may update by itself."""
    return sqlite3.sqlite_version_info


class Database:
    """One open file. Nothing in it is trusted: no trigger runs, no view is expanded, no extension
    is loaded, whatever stands in its schema."""

    def __init__(self, path: Path, connection: sqlite3.Connection, user_version: int) -> None:
        self.path = path
        self._connection = connection
        self._user_version = user_version
        self.state = state_of(path)
        """Of the file as it was last seen or written here."""

    @property
    def is_in_transaction(self) -> bool:
        return self._connection.in_transaction

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        with _translated(self.path):
            try:
                return self._connection.execute(statement, values).fetchall()
            except sqlite3.OperationalError as error:
                if "decode to UTF-8" not in str(error):
                    raise
            # Some text is none. Reading on with marks in its place is slower, so only now.
            self._connection.text_factory = _text
            return self._connection.execute(statement, values).fetchall()

    def row(self, statement: str, values: Sequence[object] = ()) -> Any:
        """The first row, or None."""
        with _translated(self.path):
            return self._connection.execute(statement, values).fetchone()

    def each(self, statement: str, values: Sequence[object] = ()) -> Iterator[Any]:
        """The rows one by one, for what is too much at once."""
        with _translated(self.path):
            yield from self._connection.execute(statement, values)

    def run(self, statement: str, values: Sequence[object] = ()) -> int:
        """Do it; tells how many rows it was about."""
        with _translated(self.path):
            return self._connection.execute(statement, values).rowcount

    def run_many(self, statement: str, values: Iterable[Sequence[object]]) -> None:
        with _translated(self.path):
            self._connection.executemany(statement, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block or nothing; when this returns, it is on the disk."""
        if _identity(self.path) != (self.state and self.state.identity):
            # What is written now would be gone with the last program that has the old file open.
            raise replaced(self.path)
        self.run("BEGIN IMMEDIATE")
        try:
            # Writes the first page to the journal before any other, so that `journal` can tell
            # what a journal found beside a file belongs to.
            self.set_user_version(self._user_version)
            yield
            self.run("COMMIT")
        except BaseException:
            # Some errors end the transaction by themselves.
            if self._connection.in_transaction:
                with suppress(StorageError):
                    self.run("ROLLBACK")
            raise
        self.state = state_of(self.path)

    @property
    def user_version(self) -> int:
        return self._user_version

    def set_user_version(self, value: int) -> None:
        """The number that the file's first page has for us, within a transaction."""
        self.run(f"PRAGMA user_version={value}")
        self._user_version = value

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Within a transaction: undo the block alone should it raise."""
        self.run("SAVEPOINT part")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self.run("ROLLBACK TO part")
                self.run("RELEASE part")
            raise
        self.run("RELEASE part")

    def copy_to(self, path: Path, between: Callable[[], object], pages: int = 128) -> None:
        """Copy everything into the empty file at `path`, some pages at a time.

        `between` is called between pieces and may use this database; what it changes is in the copy
        too. The copy is not yet certain to be on the disk when this returns.
        """

        def progress(_: int, remaining: int, __: int) -> None:
            if remaining:
                between()

        with _translated(path):
            target = sqlite3.connect(path, isolation_level=None)
            try:
                target.execute("PRAGMA synchronous=OFF")
                target.execute("PRAGMA journal_mode=OFF")
                self._connection.backup(target, pages=pages, progress=progress, sleep=0.001)
            finally:
                target.close()

    def close(self) -> None:
        with _translated(self.path):
            self._connection.close()


def open_to_read(path: Path, *, is_a_copy: bool = False) -> Database:
    """Open a file that must not change; `is_a_copy` also looks at no journal beside it."""
    return _opened(path, "immutable=1" if is_a_copy else "mode=ro")


def open_to_write(path: Path) -> Database:
    """Open a file that is there; a journal left by a crash is rolled back first."""
    database = _opened(path, "mode=rw")
    try:
        # With FULL a power cut could bring a journal back and undo what was said to be saved.
        database.rows("PRAGMA journal_mode=DELETE")
        database.run("PRAGMA synchronous=EXTRA")
        database.run("PRAGMA foreign_keys=ON")
    except BaseException:
        database.close()
        raise
    return database


def open_to_fill(path: Path) -> Database:
    """Open a file that has no place yet: it is brought to the disk as a whole when it gets one."""
    database = _opened(path, "mode=rw")
    try:
        database.run(f"PRAGMA page_size={PAGE_BYTES}")
        database.run("PRAGMA auto_vacuum=INCREMENTAL")
        database.rows("PRAGMA journal_mode=MEMORY")
        database.run("PRAGMA synchronous=OFF")
        database.run("PRAGMA foreign_keys=ON")
    except BaseException:
        database.close()
        raise
    return database


def _opened(path: Path, how: str) -> Database:
    _look_at(path)
    uri = f"file:{quote(str(path.absolute()))}?{how}"
    with _translated(path):
        connection = sqlite3.connect(
            uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=True
        )
        try:
            for setting in (
                "trusted_schema=OFF",
                "cell_size_check=ON",
                "mmap_size=0",
                "temp_store=MEMORY",
            ):
                connection.execute(f"PRAGMA {setting}")
            # Nothing has been read until now: this says whether it is a database at all.
            (user_version,) = connection.execute("PRAGMA user_version").fetchone()
        except BaseException:
            connection.close()
            raise
    return Database(path, connection, user_version)


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def size_of(path: Path) -> int:
    """In bytes; 0 when the file is gone."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


@dataclass(frozen=True, slots=True)
class FileState:
    """By which a file is known again: where it lies on the disk, its number (see `schema.stamp`), and
    how often it was changed."""

    identity: tuple[int, int]
    number: int
    changes: int

    def may_become(self, later: FileState) -> bool:
        """Whether the same program may have left the file as `later`; a last write of unknown outcome
        may be in it, or a disk that was taken out and put in again."""
        if self.number != later.number:
            return False
        if self.identity == later.identity:
            return later.changes - self.changes in (0, 1)
        return later.changes == self.changes


def state_of(path: Path) -> FileState | None:
    """None when there is no file, or none that has a first page."""
    try:
        with path.open("rb") as file:
            found, header = os.fstat(file.fileno()), file.read(100)
    except OSError:
        return None
    numbers = (int.from_bytes(header[at : at + 4], "big") for at in (60, 24))
    return FileState((found.st_dev, found.st_ino), *numbers)


def replaced(path: Path) -> Replaced:
    return Replaced(_replaced(path=path))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _look_at(path: Path) -> None:
    """SQLite tells little about why a file cannot be opened; the system tells."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        reason = error.strerror or os.strerror(errno.EIO)
        raise CannotWrite(_cannot_open(path=path, reason=reason)) from error


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        reason = str(error)
        if code in _DAMAGE or "malformed" in reason:
            raise Damaged(_damaged(path=path, reason=reason)) from error
        if code in _CURABLE:
            raise CannotWrite(_CURABLE[code](path=path, reason=reason)) from error
        raise StorageError(_failed(path=path, reason=reason)) from error
