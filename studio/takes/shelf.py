"""All Takes at hand, by key. Safe from every thread: Takes are immutable, the table has a lock.

With a store behind it, what has not been heard for long leaves the memory and comes back from there;
without one nothing leaves, because it would be lost.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable
from concurrent.futures import Future

from studio.observers import Observers
from studio.takes.keeping import TakeStore
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.take import Take, TakeOutline

log = logging.getLogger(__name__)

MEMORY_BYTES = 512 * 1024 * 1024


class Shelf:
    def __init__(self, store: TakeStore | None = None, memory_bytes: int = MEMORY_BYTES) -> None:
        self.lost: Observers[[TakeKey]] = Observers()
        """A Take that was counted on turned out not to be there; told on whoever asked for it."""
        self._store = store
        self._memory_bytes = memory_bytes
        self._takes: OrderedDict[TakeKey, Take] = OrderedDict()
        """Least recently used first."""
        self._partial: dict[TakeKey, Take] = {}
        self._outlines: dict[TakeKey, TakeOutline] = dict(store.outlines()) if store else {}
        """Of all whole Takes, in memory or not."""
        self._kept: set[TakeKey] = set(self._outlines)
        """What the store has for certain."""
        self._keys: frozenset[TakeKey] | None = None
        self._lock = threading.Lock()
        self.bytes_in_memory = 0

    def expect(self, recipe: Recipe) -> None:
        """A Take of this Recipe is about to come."""
        if self._store is not None:
            self._store.keep_recipe(recipe)

    def put(self, take: Take) -> None:
        """Keep a Take. One that is not whole stands aside until a whole one comes."""
        with self._lock:
            if take.is_whole:
                self._outlines[take.key] = take.outline
                self._place(take)
                self._partial.pop(take.key, None)
                self._keys = None
            elif take.key not in self._takes:
                self._partial[take.key] = take
        if self._store is not None:
            kept = self._store.keep_take(take)
            if take.is_whole:
                kept.add_done_callback(lambda done: self._was_kept(take.key, done))

    def take(self, key: TakeKey) -> Take | None:
        """The whole Take, fetched from the store when it is no longer in memory."""
        with self._lock:
            take = self._takes.get(key)
            if take is not None:
                self._takes.move_to_end(key)
                return take
            if self._store is None or key not in self._kept:
                return None
        fetched = self._store.take(key)
        with self._lock:
            if fetched is None:
                # Damaged or removed there: it is wanted anew.
                self._kept.discard(key)
                self._outlines.pop(key, None)
                self._keys = None
            else:
                self._place(fetched)
        if fetched is None:
            self.lost.tell(key)
        return fetched

    def fetch(self, key: TakeKey) -> Take | None:
        """The whole Take, also when only the Takes of other projects have it. May take a while."""
        take = self.take(key)
        if take is None and self._store is not None:
            take = self._store.take(key)
            if take is not None:
                with self._lock:
                    self._outlines[key] = take.outline
                    self._place(take)
                    self._kept.add(key)
                    self._keys = None
        return take

    def outline(self, key: TakeKey) -> TakeOutline | None:
        """What is known of the whole Take without its sound; answers at once."""
        return self._outlines.get(key)

    def partial(self, key: TakeKey) -> Take | None:
        """What came of a Take that is not whole, as long as no whole one is there."""
        with self._lock:
            take = self._partial.get(key)
            if take is not None or key in self._takes or self._store is None:
                return take
        return self._store.partial_take(key)

    def forget(self, keys: Iterable[TakeKey]) -> None:
        """They were removed from the store because somebody chose to."""
        with self._lock:
            for key in keys:
                self._kept.discard(key)
                self._outlines.pop(key, None)
                gone = self._takes.pop(key, None)
                self.bytes_in_memory -= gone.samples.nbytes if gone is not None else 0
            self._keys = None

    def keys(self) -> frozenset[TakeKey]:
        """Those of all whole Takes, in memory or not; the same set until one comes or goes."""
        with self._lock:
            if self._keys is None:
                self._keys = frozenset(self._outlines)
            return self._keys

    def _place(self, take: Take) -> None:
        before = self._takes.pop(take.key, None)
        self.bytes_in_memory += take.samples.nbytes - (before.samples.nbytes if before else 0)
        self._takes[take.key] = take
        self._make_room(take.key)

    def _make_room(self, keep: TakeKey | None = None) -> None:
        if self.bytes_in_memory <= self._memory_bytes or not self._kept:
            return
        for key in list(self._takes):
            if self.bytes_in_memory <= self._memory_bytes:
                return
            if key in self._kept and key != keep:
                self.bytes_in_memory -= self._takes.pop(key).samples.nbytes

    def _was_kept(self, key: TakeKey, done: Future[None]) -> None:
        if done.cancelled() or done.exception() is not None:
            # The store says so itself; here the Take just stays in memory.
            log.info("a Take could not be stored and stays in memory")
            return
        with self._lock:
            self._kept.add(key)
            self._make_room()
