"""A long tuple of things with ids, kept in blocks, so that an edit copies one block and no more.

At 100,000 items a plain tuple costs a copy of 800 kB for each edit and for each step of the history,
and a search through all of it to find an id. Here an edit copies a few hundred references; blocks
that were not touched are shared, which is also how `change` finds out quickly what is different.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import accumulate, chain
from typing import Any, Protocol, TypeVar, cast, overload


class Identified(Protocol):
    """Something with an id that stands for it as long as it lives."""

    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=Identified)
T_co = TypeVar("T_co", bound=Identified, covariant=True)
K = TypeVar("K", bound=Identified)

BLOCK = 256
_MOST, _FEWEST = 2 * BLOCK, BLOCK // 4


class Block:
    """A run of items; what is worked out about it is kept, since it never changes."""

    __slots__ = ("_by_kind", "_places", "items")

    def __init__(self, items: tuple[Any, ...]) -> None:
        self.items = items
        self._places: dict[str, int] | None = None
        self._by_kind: dict[type, Block] | None = None

    @property
    def places(self) -> dict[str, int]:
        if self._places is None:
            self._places = {item.id: place for place, item in enumerate(self.items)}
        return self._places

    def only(self, kind: type) -> Block:
        if self._by_kind is None:
            self._by_kind = {}
        found = self._by_kind.get(kind)
        if found is None:
            items = tuple([item for item in self.items if type(item) is kind])
            found = self if len(items) == len(self.items) else Block(items)
            self._by_kind[kind] = found
        return found


class Ordered(Sequence[T_co]):
    """Reads like a tuple; a slice of it is one. Ids within it are unique: makers see to that."""

    __slots__ = ("_by_kind", "_found_in", "_starts", "blocks")

    def __init__(self, items: Iterable[T_co] = ()) -> None:
        self._set(_blocks_of(tuple(items)))

    def _set(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self._starts: list[int] | None = None
        self._by_kind: dict[type, Ordered[Any]] | None = None
        self._found_in = 0  # What is asked for next mostly stands near the latest.

    @property
    def _ends(self) -> list[int]:
        """Where each block begins, and at last where all end."""
        if self._starts is None:
            self._starts = [0, *accumulate([len(block.items) for block in self.blocks])]
        return self._starts

    def __len__(self) -> int:
        return self._ends[-1]

    def __iter__(self) -> Iterator[T_co]:
        return chain.from_iterable([block.items for block in self.blocks])

    @overload
    def __getitem__(self, at: int) -> T_co: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T_co, ...]: ...
    def __getitem__(self, at: int | slice) -> T_co | tuple[T_co, ...]:
        if isinstance(at, slice):
            return self._slice(at)
        place = at + len(self) if at < 0 else at
        if not 0 <= place < len(self):
            raise IndexError(f"{at} of {len(self)}")
        block, within = self._find(place)
        return cast(T_co, self.blocks[block].items[within])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ordered):
            return NotImplemented
        same = self.blocks == other.blocks or (
            len(self) == len(other) and tuple(self) == tuple(other)
        )
        return bool(same)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Ordered({tuple(self)!r})"

    def __contains__(self, item: object) -> bool:
        return self.get(getattr(item, "id", "")) == item

    def get(self, id: str) -> T_co | None:
        """The item of that id, if it is in here."""
        number = self._block_with(id)
        if number is None:
            return None
        block = self.blocks[number]
        return cast(T_co, block.items[block.places[id]])

    def place(self, id: str) -> int | None:
        """How many items stand before the one of that id."""
        number = self._block_with(id)
        return None if number is None else self._ends[number] + self.blocks[number].places[id]

    def only(self, kind: type[K]) -> Ordered[K]:
        """The items of exactly this class, in order; shares with every Ordered it shares blocks with."""
        if self._by_kind is None:
            self._by_kind = {}
        found = self._by_kind.get(kind)
        if found is None:
            found = self._by_kind[kind] = _ordered(
                tuple([block.only(kind) for block in self.blocks])
            )
        return found

    def spliced(self, start: int, stop: int, items: Iterable[T_co]) -> Ordered[T_co]:
        """With `items` in the place of those from `start` up to, not including, `stop`."""
        if not self.blocks:
            return Ordered(items)
        first, before = self._find(start)
        last, behind = self._find(stop)
        middle = (
            *self.blocks[first].items[:before],
            *items,
            *self.blocks[last].items[behind:],
        )
        last += 1
        if len(middle) < _FEWEST and last < len(self.blocks):
            middle = (*middle, *self.blocks[last].items)
            last += 1
        elif len(middle) < _FEWEST and first > 0:
            first -= 1
            middle = (*self.blocks[first].items, *middle)
        return _ordered((*self.blocks[:first], *_blocks_of(middle), *self.blocks[last:]))

    def pick(self, ids: Set[str]) -> tuple[T_co, ...]:
        """The items of these ids, in order; an id that is not in here is passed over."""
        found = [
            item
            for block in self.blocks
            if not block.places.keys().isdisjoint(ids)
            for item in block.items
            if item.id in ids
        ]
        return tuple(found)

    def without(self, ids: Set[str]) -> Ordered[T_co]:
        """All but the items of these ids."""
        return _ordered(_joined([_without(block, ids) for block in self.blocks]))

    def replaced(self, items: Mapping[str, T_co]) -> Ordered[T_co]:
        """With each of `items` in the place of the one that has its id; all of them are in here."""
        return _ordered(tuple([_replaced(block, items) for block in self.blocks]))

    def mapped(self, change: Callable[[T_co], T_co]) -> Ordered[T_co]:
        """With `change` made of every item; blocks it leaves alone are shared."""
        return _ordered(tuple([_mapped(block, change) for block in self.blocks]))

    def _block_with(self, id: str) -> int | None:
        near = self._found_in
        for number in chain(range(near, min(near + 2, len(self.blocks))), range(len(self.blocks))):
            if id in self.blocks[number].places:
                self._found_in = number
                return number
        return None

    def _find(self, place: int) -> tuple[int, int]:
        block = min(bisect_right(self._ends, place), len(self.blocks)) - 1
        return block, place - self._ends[block]

    def _slice(self, at: slice) -> tuple[T_co, ...]:
        start, stop, step = at.indices(len(self))
        if step != 1 or stop - start > len(self) // 2:
            return tuple(self)[at]
        if start >= stop:
            return ()
        (first, before), (last, _) = self._find(start), self._find(stop - 1)
        items = chain.from_iterable([block.items for block in self.blocks[first : last + 1]])
        return tuple(items)[before : before + stop - start]


def _ordered(blocks: tuple[Block, ...]) -> Ordered[Any]:
    made: Ordered[Any] = Ordered.__new__(Ordered)
    made._set(blocks)
    return made


def _blocks_of(items: tuple[Any, ...]) -> tuple[Block, ...]:
    if not items:
        return ()
    if len(items) <= _MOST:
        return (Block(items),)
    return tuple(Block(items[start : start + BLOCK]) for start in range(0, len(items), BLOCK))


def _without(block: Block, ids: Set[str]) -> Block:
    if block.places.keys().isdisjoint(ids):
        return block
    return Block(tuple([item for item in block.items if item.id not in ids]))


def _joined(blocks: list[Block]) -> tuple[Block, ...]:
    """The same items with tiny blocks put together."""
    made: list[Block] = []
    for block in blocks:
        if made and min(len(made[-1].items), len(block.items)) < _FEWEST:
            items = made.pop().items + block.items
            made.extend(_blocks_of(items))
        elif block.items:
            made.append(block)
    return tuple(made)


def _replaced(block: Block, items: Mapping[str, Any]) -> Block:
    if len(items) < len(block.items):
        places = [(block.places.get(id), item) for id, item in items.items()]
        found = {place: item for place, item in places if place is not None}
        if not found:
            return block
        new = list(block.items)
        for place, item in found.items():
            new[place] = item
        return Block(tuple(new))
    return _mapped(block, lambda item: items.get(item.id, item))


def _mapped(block: Block, change: Callable[[Any], Any]) -> Block:
    new = tuple([change(item) for item in block.items])
    return block if all(map(_is, new, block.items)) else Block(new)


def _is(one: object, other: object) -> bool:
    return one is other
