"""Where Takes, request records and ledger rows are kept: what a store promises, and the one that
keeps them in memory for as long as the program runs.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

from studio.errors import StorageError
from studio.sentences import Message
from studio.takes.ledger_entry import LedgerEntry
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.request_record import RequestRecord
from studio.takes.take import Take, TakeOutline


class TakeStore(Protocol):
    """Safe from every thread. A future is done when what was handed over survives a crash."""

    def folder(self) -> Path | None:
        """Where it needs room on a disk. May wait."""

    def keep_recipe(self, recipe: Recipe) -> Future[None]:
        """What a Take to come is made of, so that it can be told from others without its script."""

    def recipe(self, key: TakeKey) -> Recipe | None: ...
    def keep_take(self, take: Take) -> Future[None]: ...
    def take(self, key: TakeKey) -> Take | None:
        """The whole Take, wherever it can be had; None when there is none, or when it is damaged."""

    def partial_take(self, key: TakeKey) -> Take | None: ...
    def outlines(self) -> Mapping[TakeKey, TakeOutline]:
        """Those of the whole Takes that are here."""

    def write_request(self, record: RequestRecord) -> Future[None]: ...
    def requests(self) -> tuple[RequestRecord, ...]: ...
    def add_entries(self, entries: Iterable[LedgerEntry]) -> Future[None]: ...
    def entries(self) -> tuple[LedgerEntry, ...]: ...


class MemoryStore:
    """Keeps everything, and only until the program ends. What would be lost then is not paid for where
    there is a reason not to."""

    def __init__(self, buys_nothing_because: Message | None = None) -> None:
        self._buys_nothing_because = buys_nothing_because
        self._recipes: dict[TakeKey, Recipe] = {}
        self._takes: dict[TakeKey, Take] = {}
        self._partial: dict[TakeKey, Take] = {}
        self._requests: dict[str, RequestRecord] = {}
        self._entries: list[LedgerEntry] = []
        self._lock = threading.Lock()

    def folder(self) -> Path | None:
        return None

    def keep_recipe(self, recipe: Recipe) -> Future[None]:
        with self._lock:
            self._recipes[recipe.key] = recipe
        return _done()

    def recipe(self, key: TakeKey) -> Recipe | None:
        with self._lock:
            return self._recipes.get(key)

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

    def outlines(self) -> Mapping[TakeKey, TakeOutline]:
        with self._lock:
            return {key: take.outline for key, take in self._takes.items()}

    def write_request(self, record: RequestRecord) -> Future[None]:
        if self._buys_nothing_because is not None:
            refused: Future[None] = Future()
            refused.set_exception(StorageError(self._buys_nothing_because))
            return refused
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
