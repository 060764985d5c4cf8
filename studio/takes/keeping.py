"""Where Takes, request records and ledger rows are kept: what a store promises, and the one that
keeps them in memory for as long as the program runs.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable
from concurrent.futures import Future
from typing import Protocol

from studio.takes.ledger_entry import LedgerEntry
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.request_record import RequestRecord
from studio.takes.take import Take, TakeOutline


class TakeStore(Protocol):
    """Safe from every thread. A future is done when what was handed over survives a crash."""

    def keep_recipe(self, recipe: Recipe) -> Future[None]:
        """What a Take to come is made of, so that it can be told from others without its script."""

    def keep_take(self, take: Take) -> Future[None]: ...
    def take(self, key: TakeKey) -> Take | None:
        """The whole Take; None when there is none, or when it is damaged."""

    def partial_take(self, key: TakeKey) -> Take | None: ...
    def take_keys(self) -> frozenset[TakeKey]:
        """Those of the whole Takes."""

    def outlines(self, keys: Collection[TakeKey]) -> dict[TakeKey, TakeOutline]:
        """Of those of these Takes that are there as a whole, without looking at their samples."""

    def write_request(self, record: RequestRecord) -> Future[None]: ...
    def requests(self) -> tuple[RequestRecord, ...]: ...
    def add_entries(self, entries: Iterable[LedgerEntry]) -> Future[None]: ...
    def entries(self) -> tuple[LedgerEntry, ...]: ...


class MemoryStore:
    """Keeps everything, and only until the program ends."""

    def __init__(self) -> None:
        self._takes: dict[TakeKey, Take] = {}
        self._partial: dict[TakeKey, Take] = {}
        self._requests: dict[str, RequestRecord] = {}
        self._entries: list[LedgerEntry] = []
        self._lock = threading.Lock()

    def keep_recipe(self, recipe: Recipe) -> Future[None]:
        """Nobody looks at a Take of this store without its script."""
        return _done()

    def keep_take(self, take: Take) -> Future[None]:
        with self._lock:
            (self._takes if take.is_whole else self._partial)[take.key] = take
        return _done()

    def take(self, key: TakeKey) -> Take | None:
        with self._lock:
            return self._takes.get(key)

    def partial_take(self, key: TakeKey) -> Take | None:
        with self._lock:
            return self._partial.get(key)

    def take_keys(self) -> frozenset[TakeKey]:
        with self._lock:
            return frozenset(self._takes)

    def outlines(self, keys: Collection[TakeKey]) -> dict[TakeKey, TakeOutline]:
        with self._lock:
            return {key: self._takes[key].outline for key in keys if key in self._takes}

    def write_request(self, record: RequestRecord) -> Future[None]:
        with self._lock:
            self._requests[record.id] = record
        return _done()

    def requests(self) -> tuple[RequestRecord, ...]:
        with self._lock:
            return tuple(self._requests.values())

    def add_entries(self, entries: Iterable[LedgerEntry]) -> Future[None]:
        with self._lock:
            self._entries += entries
        return _done()

    def entries(self) -> tuple[LedgerEntry, ...]:
        with self._lock:
            return tuple(self._entries)


def _done() -> Future[None]:
    future: Future[None] = Future()
    future.set_result(None)
    return future
