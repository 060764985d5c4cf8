"""The thread that owns the only connection: reads and writes in the order they came.

Writes that wait together share a commit, and their futures are done only after it. A disk that
refuses costs nothing: everything stays in memory and is tried again until it is cured; `trouble`
says so meanwhile. What takes long is background work, which lets others pass between its steps.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeVar

from studio.errors import StorageError
from studio.observers import Observers
from studio.project.jobs import Job, Stopped, fulfil, give_way, settle, tried
from studio.project.store import CannotWrite, Database, Replaced
from studio.sentences import sentence

T = TypeVar("T")

RETRY_SECONDS = 5.0
_LATE_SECONDS = 0.2

_closed = sentence("store-thread.closed", "The project is closed. Open it again.")
_not_kept = sentence(
    "store-thread.not-kept",
    "The last edit could not be saved ({reason}). Undo it and make it in another way.",
)

_log = logging.getLogger(__name__)


_Background = tuple[Callable[[Callable[[], None]], Any], Future[Any]]


class StoreThread:
    """Safe from every thread. Holds writes back until `let_write` says that the file may change."""

    def __init__(self, name: str) -> None:
        self.trouble: StorageError | None = None
        """Why nothing can be saved at present; None when all is well."""
        self.trouble_changed: Observers[[]] = Observers()
        """Told on the store thread."""
        self.database: Database | None = None
        """Set and used on the store thread, by the work given to it."""
        self.opener: Callable[[], Database] | None = None
        """How to get a database when there is none; may fail, and is tried again."""
        self.takes_what_is_there = False
        """Another file of the same name is as good as the one that was open."""
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._background: deque[_Background] = deque()
        self._in_background = False
        self._held: list[Job] = []
        self._late: Job | None = None
        self._late_at = 0.0
        self._retry_at = 0.0
        self._may_write = False
        self._refusal: StorageError | None = None
        self._closing = False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name=name)
        self._thread.start()

    def do(self, work: Callable[[], T]) -> Future[T]:
        """In its turn, whether or not there is a database."""
        return self._put(lambda _: work(), is_write=False)

    def read(self, work: Callable[[Database], T]) -> Future[T]:
        return self._put(lambda _: work(self.open_database()), is_write=False)

    def write(self, work: Callable[[Database], T]) -> Future[T]:
        """Done when it is on the disk. `work` may be done again after a failed commit, so doing it
        twice must come to the same."""
        return self._put(work, is_write=True)

    def ask(self, work: Callable[[Database], T]) -> T:
        """`read`, waited for; from the store thread itself too."""
        if threading.current_thread() is self._thread:
            return work(self.open_database())
        return self.read(work).result()

    def write_soon(self, work: Callable[[Database], T]) -> Future[T | None]:
        """Within a moment, with whatever else is written; takes the place of what was to be
        written soon and has not been, which is then done with None."""
        future: Future[T | None] = Future()
        job = Job(work, future, is_write=True, is_late=True)
        if self._closing:
            future.set_exception(StorageError(_closed()))
            return future
        with self._lock:
            replaced, self._late = self._late, job
            if replaced is None:
                self._late_at = time.monotonic() + _LATE_SECONDS
        if replaced is None:
            self._wake()
        else:
            give_way(replaced, job)
        return future

    def in_background(self, work: Callable[[Callable[[], None]], T]) -> Future[T]:
        """When nothing else is to do. `work` gets a function to call between its steps, which lets
        others pass and raises Stopped when the thread is to end."""
        future: Future[T] = Future()
        self._background.append((work, future))
        self._wake()
        return future

    def let_write(self) -> None:
        """The file may change from now on."""
        self._refusal = None
        self._may_write = True
        self._wake()

    def refuse_writes(self, why: StorageError) -> None:
        """The file is only read; what was or will be written fails with `why`."""
        self._refusal = why
        self._wake()

    def try_again(self) -> None:
        """The disk may be cured: try what failed at once."""
        self._retry_at = 0.0
        self._wake()

    @property
    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def close(self, wait_seconds: float | None) -> StorageError | None:
        """Write what is left and end; tells why something could not be written in that time."""
        self._closing = True
        self.try_again()
        self._thread.join(wait_seconds)
        if self._thread.is_alive():
            return self.trouble or StorageError(_closed())
        return self.trouble

    def _put(self, work: Callable[[Any], T], *, is_write: bool) -> Future[T]:
        future: Future[T] = Future()
        if self._closing:
            future.set_exception(StorageError(_closed()))
        else:
            self._jobs.put(Job(work, future, is_write))
        return future

    def _wake(self) -> None:
        self._jobs.put(None)

    def _run(self) -> None:
        try:
            while not self._is_over():
                self._wait()
                self._serve()
                self._do_background()
        finally:
            self._fail_all(StorageError(_closed()))
            if self.database is not None:
                try:
                    self.database.close()
                except StorageError as error:
                    _log.info("closing: %s", error)

    def _is_over(self) -> bool:
        """Closing, and nothing left that could still be written."""
        if not self._closing or not self._jobs.empty():
            return False
        left = bool(self._held or self._late)
        return (
            self.trouble is not None or not left or (not self._can_write() and self._is_stopping())
        )

    def _is_stopping(self) -> bool:
        """Closing, and no background work is to end first so that what is left can be written."""
        waits = bool(self._held or self._late) and not self._can_write()
        return self._closing and not (waits and (self._background or self._in_background))

    def _wait(self) -> None:
        if self._background and not self._closing and self._jobs.empty():
            return
        try:
            job = self._jobs.get(timeout=self._patience())
        except queue.Empty:
            return
        if job is not None:
            self._held.append(job)

    def _patience(self) -> float | None:
        now = time.monotonic()
        if self._closing:
            return 0.0
        if self._held and self._can_write():
            return max(0.0, self._retry_at - now)
        if self._late is not None and self._can_write():
            return max(0.0, self._late_at - now, self._retry_at - now if self.trouble else 0.0)
        return None

    def _can_write(self) -> bool:
        return self._may_write or self._refusal is not None

    def _serve(self) -> None:
        """Do what has come so far."""
        while True:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is not None:
                self._held.append(job)
        reads = [job for job in self._held if not job.is_write]
        writes = [job for job in self._held if job.is_write]
        if not self._can_write() or (self.trouble and time.monotonic() < self._retry_at):
            self._held = writes
            self._do_reads(reads)
            return
        with self._lock:
            due = self._closing or time.monotonic() >= self._late_at
            if self._late is not None and (writes or due):
                writes.append(self._late)
                self._held.append(self._late)
                self._late = None
        jobs, self._held = self._held, []
        if self._refusal is not None:
            for job in writes:
                settle(job.future, None, self._refusal)
            self._do_reads(reads)
        elif writes:
            self._do_writes(jobs)
        else:
            self._do_reads(reads)

    def _do_reads(self, jobs: list[Job]) -> None:
        for job in jobs:
            if job.future.set_running_or_notify_cancel():
                fulfil(job.future, lambda job=job: job.work(None))  # type: ignore[misc]

    def _do_writes(self, jobs: list[Job]) -> None:
        """All of `jobs` in one transaction, in their order; none of the writes is told to be done
        before the commit."""
        results: list[tuple[Job, Any, BaseException | None]] = []
        try:
            database = self.open_database()
            with database.transaction():
                for job in jobs:
                    results.append((job, *tried(database, job)))
        except CannotWrite as error:
            self._keep_for_later(jobs, error)
            return
        except StorageError as error:
            self._set_trouble(error)
            for job in jobs:
                settle(job.future, None, error)
            return
        unsaved = [failed for job, _, failed in results if job.is_late and failed is not None]
        self._set_trouble(StorageError(_not_kept(reason=repr(unsaved[0]))) if unsaved else None)
        for job, result, failed in results:
            settle(job.future, result, failed)

    def _keep_for_later(self, jobs: list[Job], error: CannotWrite) -> None:
        self._retry_at = time.monotonic() + RETRY_SECONDS
        self._held = [job for job in jobs if job.is_write and not job.is_late] + self._held
        for job in jobs:
            if job.is_late:
                self._put_back(job)
        self._set_trouble(error)
        self._do_reads([job for job in jobs if not job.is_write])
        if (
            self.opener is not None
            and self.database is not None
            and not self._in_background
            and (self.takes_what_is_there or not isinstance(error, Replaced))
        ):
            # SQLite opens to read only what it cannot open to write at first, and stays with that.
            with suppress(StorageError):
                self.database.close()
            self.database = None

    def _put_back(self, job: Job) -> None:
        with self._lock:
            newer = self._late
            if newer is None:
                self._late = job
        if newer is not None:
            give_way(job, newer)

    def _do_background(self) -> None:
        if not self._background or self._is_stopping():
            return
        work, future = self._background.popleft()

        def let_pass() -> None:
            if self._is_stopping():
                raise Stopped
            self._serve()

        self._in_background = True
        fulfil(future, lambda: work(let_pass))
        self._in_background = False

    def open_database(self) -> Database:
        """The database, opened if it is not; on the store thread."""
        if self.database is None:
            if self.opener is None:
                raise StorageError(_closed())
            self.database = self.opener()
        return self.database

    def _set_trouble(self, error: StorageError | None) -> None:
        if (error and str(error)) == (self.trouble and str(self.trouble)):
            return
        if error is not None:
            _log.info("not saved: %s", error)
        self.trouble = error
        self.trouble_changed.tell()

    def _fail_all(self, error: StorageError) -> None:
        self._closing = True
        late = [self._late] if self._late else []
        while not self._jobs.empty():
            job = self._jobs.get_nowait()
            if job is not None:
                self._held.append(job)
        for job in (*self._held, *late):
            settle(job.future, None, self.trouble or error)
        for _, future in self._background:
            future.cancel()
