"""Builds that are wrong on purpose, to show that the campaigns notice: a net without holes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from studio.project import copies, lock, store_thread, take_rows
from studio.project.store import CannotWrite, Database
from studio.project.store_thread import StoreThread


def acknowledge_early() -> None:
    """Says that a write is done as soon as it was asked for."""
    write, write_soon = StoreThread.write, StoreThread.write_soon

    def early(self: StoreThread, work: Any) -> Future[Any]:
        write(self, work)
        return _done()

    def early_soon(self: StoreThread, work: Any) -> Future[Any]:
        real = write_soon(self, work)
        # What the project itself does with the result still needs the real one.
        done = _Both(real)
        done.set_result(None)
        return done

    StoreThread.write = early  # type: ignore[method-assign]
    StoreThread.write_soon = early_soon  # type: ignore[method-assign]


class _Both(Future[Any]):
    """Done at once; the first to ask to be told (the project itself) is told the truth."""

    def __init__(self, real: Future[Any]) -> None:
        super().__init__()
        self._real: Future[Any] | None = real

    def add_done_callback(self, fn: Any) -> None:
        real, self._real = self._real, None
        if real is not None:
            real.add_done_callback(fn)
        else:
            super().add_done_callback(fn)


def _done() -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(None)
    return future


def no_checksum() -> None:
    """Believes whatever samples a file has."""
    take_rows.is_sound = lambda samples_count, checksum, samples: samples is not None


def no_lock() -> None:
    """Lets everybody write."""
    lock._locks = lambda descriptor: True


def no_transaction() -> None:
    """Commits each statement by itself."""

    @contextmanager
    def nothing(self: Database) -> Iterator[None]:
        yield

    Database.transaction = nothing  # type: ignore[method-assign]
    Database.savepoint = nothing  # type: ignore[method-assign]


def forget_what_failed() -> None:
    """Takes a disk that refuses for one that has written."""

    def forget(self: StoreThread, jobs: Any, error: CannotWrite) -> None:
        for job in jobs:
            store_thread.settle(job.future, None, None)

    StoreThread._keep_for_later = forget  # type: ignore[method-assign]


def copy_in_place() -> None:
    """Writes a copy where it is to be in the end, over what stands there."""

    @contextmanager
    def in_place(path: Path) -> Iterator[Path]:
        path.write_bytes(b"")
        yield path

    copies.replacement = in_place


def never_flush() -> None:
    """Leaves it to the system when something comes to the disk."""
    run = Database.run

    def lazy(self: Database, statement: str, values: Any = ()) -> int:
        return run(self, statement.replace("synchronous=EXTRA", "synchronous=OFF"), values)

    Database.run = lazy  # type: ignore[method-assign]


BUILDS = {
    build.__name__: build
    for build in (
        acknowledge_early,
        no_checksum,
        no_lock,
        no_transaction,
        forget_what_failed,
        copy_in_place,
        never_flush,
    )
}
