from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import replace

import numpy as np

from studio.document.values import Delivery
from studio.takes.keeping import MemoryStore
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.shelf import Shelf
from studio.takes.take import Proof, Take


def _take(name: str, samples: int = 500, proof: Proof = Proof.WHOLE) -> Take:
    return Take(TakeKey(name), np.full(samples, ord(name[0]), np.int16), (), proof)


def test_what_was_not_heard_for_long_leaves_the_memory_and_comes_back() -> None:
    """Never more than the cap is in memory; every Take is still at hand, sample for sample."""
    shelf = Shelf(MemoryStore(), memory_bytes=3000)
    for name in "abcdef":
        shelf.put(_take(name))
        assert shelf.bytes_in_memory <= 3000
    assert shelf.keys() == set("abcdef")
    for name in "abcdef":
        take = shelf.take(TakeKey(name))
        assert take is not None
        assert take.samples.tolist() == _take(name).samples.tolist()
        assert shelf.bytes_in_memory <= 3000


def test_what_is_used_stays() -> None:
    """The least recently used Take goes first."""
    store = _Counting()
    shelf = Shelf(store, memory_bytes=3000)
    for name in "abc":
        shelf.put(_take(name))
    shelf.take(TakeKey("a"))
    shelf.put(_take("d"))
    shelf.take(TakeKey("a"))
    assert store.asked == []
    shelf.take(TakeKey("b"))
    assert store.asked == ["b"]


class _Counting(MemoryStore):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def take(self, key: TakeKey) -> Take | None:
        self.asked.append(key)
        return super().take(key)


def test_nothing_leaves_before_the_store_has_it() -> None:
    """A Take whose storing is not done, or failed, stays in memory whatever the cap."""

    class Slow(MemoryStore):
        def __init__(self) -> None:
            super().__init__()
            self.waiting: list[Future[None]] = []

        def keep_take(self, take: Take) -> Future[None]:
            super().keep_take(take)
            self.waiting.append(Future())
            return self.waiting[-1]

    store = Slow()
    shelf = Shelf(store, memory_bytes=1000)
    shelf.put(_take("a"))
    shelf.put(_take("b"))
    assert shelf.bytes_in_memory == 2000
    store.waiting[0].set_exception(OSError("full"))
    assert shelf.bytes_in_memory == 2000
    store.waiting[1].set_result(None)
    assert shelf.bytes_in_memory == 1000
    assert shelf.take(TakeKey("a")) is not None


def test_without_a_store_nothing_is_thrown_away() -> None:
    """There is nowhere it could come back from."""
    shelf = Shelf(memory_bytes=100)
    shelf.put(_take("a"))
    shelf.put(_take("b"))
    assert shelf.take(TakeKey("a")) is not None


def test_takes_of_an_earlier_run_are_at_hand() -> None:
    """What the store has is never asked for again; what it lost is."""
    store = MemoryStore()
    store.keep_take(_take("a"))
    shelf = Shelf(store)
    assert shelf.keys() == {"a"}
    store._takes.clear()
    assert shelf.take(TakeKey("a")) is None
    assert shelf.keys() == frozenset()


def test_the_store_knows_what_a_take_to_come_is_made_of() -> None:
    """Its Recipe is handed over before the first sound; without a store nobody needs it."""

    class Knowing(MemoryStore):
        known: list[Recipe] = []  # noqa: RUF012  # one store, one test

        def keep_recipe(self, recipe: Recipe) -> Future[None]:
            self.known.append(recipe)
            return super().keep_recipe(recipe)

    recipe = Recipe("Hello.", "embedded", 1001, "", Delivery())
    Shelf(store := Knowing()).expect(recipe)
    Shelf().expect(recipe)
    assert store.known == [recipe]


def test_a_take_that_is_not_whole_stands_aside() -> None:
    """It is no Take at hand, can be heard all the same, and goes when the whole one comes."""
    shelf = Shelf()
    shelf.put(_take("a", 10, Proof.PARTIAL))
    assert shelf.take(TakeKey("a")) is None
    assert shelf.keys() == frozenset()
    partial = shelf.partial(TakeKey("a"))
    assert partial is not None
    assert partial.length_samples == 10
    shelf.put(_take("a"))
    shelf.put(_take("a", 10, Proof.PARTIAL))
    assert shelf.partial(TakeKey("a")) is None
    assert shelf.take(TakeKey("a")) is not None


def test_many_threads_at_once() -> None:
    """Puts and looks from several threads lose nothing and keep to the cap."""
    shelf = Shelf(MemoryStore(), memory_bytes=20_000)

    def work(number: int) -> None:
        for at in range(200):
            key = TakeKey(f"{number}-{at}")
            shelf.put(replace(_take("x"), key=key))
            shelf.take(TakeKey(f"{number}-{at // 2}"))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keys = shelf.keys()
    assert len(keys) == 800
    assert shelf.bytes_in_memory <= 20_000
    assert all(shelf.take(key) is not None for key in keys)


def test_a_flipped_bit_changes_the_checksum() -> None:
    """The checksum of a Take tells damage that no database notices."""
    take = _take("a")
    damaged = take.samples.copy()
    damaged[17] ^= 1
    assert replace(take, samples=damaged).checksum != take.checksum
    assert take.checksum == _take("a").checksum
