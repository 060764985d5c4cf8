"""All Takes at hand, by key. Safe from every thread: Takes are immutable, the table has a lock."""

from __future__ import annotations

import threading

from studio.takes.recipe import TakeKey
from studio.takes.take import Take


class Shelf:
    def __init__(self) -> None:
        self._takes: dict[TakeKey, Take] = {}
        self._lock = threading.Lock()

    def put(self, take: Take) -> None:
        with self._lock:
            self._takes[take.key] = take

    def take(self, key: TakeKey) -> Take | None:
        with self._lock:
            return self._takes.get(key)

    def keys(self) -> frozenset[TakeKey]:
        with self._lock:
            return frozenset(self._takes)
