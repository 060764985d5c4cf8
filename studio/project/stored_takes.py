"""The Takes of one file, with what was asked for and what it cost: a TakeStore behind a store thread.

The same for a project and for the store that all projects of a user share.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

import numpy as np

from studio.identity import new_id
from studio.project import ledger_rows, take_rows
from studio.project.store_thread import StoreThread
from studio.project.take_rows import TakeRow
from studio.takes.ledger_entry import LedgerEntry
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.request_record import RequestRecord
from studio.takes.take import Take, TakeOutline


class StoredTakes:
    """Safe from every thread; what reads waits for the store thread."""

    def __init__(self, thread: StoreThread, origin: str, now: Callable[[], datetime]) -> None:
        self._thread = thread
        self._origin = origin
        self._now = now
        self._growing: dict[TakeKey, Take] = {}
        """What of Takes still growing was handed over already."""
        self._lock = threading.Lock()

    def folder(self) -> Path:
        """Where the file grows that they are written into."""
        return self._thread.ask(lambda database: database.path.parent)

    def keep_recipe(self, recipe: Recipe) -> Future[None]:
        """What a Take to come is made of: so it can be told from others without the script."""
        return self._thread.write(lambda database: take_rows.put_recipe(database, recipe))

    def keep_take(self, take: Take) -> Future[None]:
        """Store a whole Take, or what has newly come of a growing one."""
        now = self._now()
        with self._lock:
            if take.is_whole:
                self._growing.pop(take.key, None)
                return self._thread.write(
                    lambda database: take_rows.put_take(database, take, self._origin, now)
                )
            start = _length_in_common(self._growing.get(take.key), take)
            self._growing[take.key] = take
        return self._thread.write(lambda database: take_rows.put_partial(database, take, start))

    def take(self, key: TakeKey) -> Take | None:
        return self._thread.ask(lambda database: take_rows.read_take(database, key))

    def partial_take(self, key: TakeKey) -> Take | None:
        return self._thread.ask(lambda database: take_rows.read_partial(database, key))

    def take_keys(self) -> frozenset[TakeKey]:
        return self._thread.ask(take_rows.take_keys)

    def outlines(self) -> dict[TakeKey, TakeOutline]:
        found = self._thread.ask(lambda database: list(take_rows.outlines(database)))
        return {outline.key: outline for outline in found}

    def recipe(self, key: TakeKey) -> Recipe | None:
        return self._thread.ask(lambda database: take_rows.recipe_of(database, key))

    def rows(self) -> list[TakeRow]:
        """Every whole Take without its samples, most recently used first."""
        return self._thread.ask(take_rows.take_rows)

    def was_used(self, keys: Iterable[TakeKey]) -> Future[None]:
        used, now = tuple(keys), self._now()
        return self._thread.write(lambda database: take_rows.was_used(database, used, now))

    def remove_takes(self, keys: Iterable[TakeKey]) -> Future[None]:
        """Free their room; only because somebody chose to, or for drafts by the rule about them."""
        gone = tuple(keys)
        return self._thread.write(lambda database: take_rows.remove_takes(database, gone))

    def write_request(self, record: RequestRecord) -> Future[None]:
        return self._thread.write(lambda database: ledger_rows.put_request(database, record))

    def requests(self) -> tuple[RequestRecord, ...]:
        return self._thread.ask(lambda database: tuple(ledger_rows.read_requests(database)))

    def add_entries(self, entries: Iterable[LedgerEntry]) -> Future[None]:
        added = [(new_id(), entry) for entry in entries]
        return self._thread.write(lambda database: ledger_rows.put_entries(database, added))

    def entries(self) -> tuple[LedgerEntry, ...]:
        return self._thread.ask(lambda database: tuple(ledger_rows.read_entries(database)))


def _length_in_common(before: Take | None, take: Take) -> int:
    """How many samples of `take` were handed over already; 0 when it began anew."""
    if before is None or before.length_samples > take.length_samples:
        return 0
    same = np.array_equal(before.samples, take.samples[: before.length_samples])
    return before.length_samples if same else 0
