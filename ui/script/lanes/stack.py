"""Where cards stand below each other. Pure: knows no Qt and no words, only heights.

A card stands below everything before it, or beside the end of the one it interrupts. Only what is
looked at is measured; of the rest the height is guessed, in chunks, so that a long script costs no
more than a short one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import accumulate
from operator import is_

from studio.document.ordered import Block
from studio.document.values import Script, ScriptItem

GAP = 6
"""Between a card and what stands below it."""

_CHUNK = 32
_LEAST_STEP = 10
"""A card that begins after another one stands at least so much lower."""


class Join(Enum):
    """How a card stands to the one before: below it, beside its end, or beside its start."""

    BELOW, BESIDE_END, BESIDE_START = range(3)


@dataclass(frozen=True, slots=True)
class Slot:
    """What a card needs. `column` None: across all of them. `space` is left free above it, or is how
    far it reaches up beside the one before."""

    column: int | None
    height: int
    join: Join = Join.BELOW
    space: int = 0


@dataclass(frozen=True, slots=True)
class Ends:
    """Where cards ended, counted from the end of all of them: what the next one has to know."""

    column: int | None = None
    top: int = 0
    bottom: int = 0
    bottoms: tuple[tuple[int, int], ...] = ()
    """Of every column that has a card, its last one's bottom."""


NOTHING_BEFORE = Ends()


def stacked(slots: Iterable[Slot], before: Ends) -> tuple[list[int], int, Ends]:
    """The top of each card, the height of all, and how they end."""
    tops: list[int] = []
    floor, last_column, last_top, last_bottom = 0, before.column, before.top, before.bottom
    bottoms = dict(before.bottoms)
    for slot in slots:
        column = slot.column
        is_beside = slot.join is not Join.BELOW and None not in (column, last_column)
        if column is None or not is_beside or column == last_column:
            top = floor + GAP + (slot.space if slot.join is Join.BELOW else 0)
        else:
            wanted = last_top
            if slot.join is Join.BESIDE_END:
                wanted = max(last_bottom - slot.space, last_top + _LEAST_STEP)
            top = max(wanted, bottoms.get(column, wanted - GAP) + GAP)
        tops.append(top)
        last_column, last_top, last_bottom = column, top, top + slot.height
        floor = max(floor, last_bottom)
        if column is not None:
            bottoms[column] = last_bottom
    ends = tuple((column, bottom - floor) for column, bottom in bottoms.items())
    return tops, floor, Ends(last_column, last_top - floor, last_bottom - floor, ends)


@dataclass(slots=True, eq=False)
class _Chunk:
    items: tuple[ScriptItem, ...]
    height: int
    is_known: bool = False
    before: Ends = NOTHING_BEFORE
    ends: Ends = NOTHING_BEFORE
    tops: list[int] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)


class Stack:
    """`slot_of` measures a card, `likely_height` guesses that of many."""

    def __init__(
        self,
        slot_of: Callable[[ScriptItem], Slot],
        likely_height: Callable[[Sequence[ScriptItem]], int],
    ) -> None:
        self._slot_of, self._likely_height = slot_of, likely_height
        self._chunks: list[_Chunk] = []
        self._of_blocks: dict[int, tuple[Block, list[_Chunk]]] = {}
        self._places: list[int] = [0]
        self._tops: list[int] = [0]

    def __len__(self) -> int:
        """How many cards there are."""
        return self._places[-1]

    @property
    def height(self) -> int:
        return self._tops[-1] + GAP

    def show(self, script: Script) -> None:
        """From now on these cards; of those that are the same as before, what is known is kept."""
        known: dict[str, _Chunk] = {chunk.items[0].id: chunk for chunk in self._chunks}
        blocks: dict[int, tuple[Block, list[_Chunk]]] = {}
        for block in script.blocks:
            was = self._of_blocks.get(id(block))
            blocks[id(block)] = was or (block, self._chunks_of(block, known))
        self._of_blocks = blocks
        self._chunks = [chunk for _, chunks in blocks.values() for chunk in chunks]
        self._places = [0, *accumulate(len(chunk.items) for chunk in self._chunks)]
        self._set_tops()

    def forget(self) -> None:
        """Everything may have another height now."""
        for chunk in self._chunks:
            chunk.height, chunk.is_known = self._likely_height(chunk.items), False
            chunk.tops, chunk.slots = [], []
        self._set_tops()

    def forget_card(self, place: int) -> None:
        """One card may have another height."""
        if 0 <= place < len(self):
            self._chunks[self._chunk_of(place)].is_known = False

    def look(self, top: int, height: int) -> int:
        """Measure what is between `top` and so much below; answers where `top` went by that."""
        at = max(0, min(bisect_right(self._tops, top) - 1, len(self._chunks) - 1))
        if not self._chunks:
            return top
        below = top - self._tops[at]
        chunk = self._chunks[at]
        place = self._card_above(chunk, below)
        if place is not None:
            below -= chunk.tops[place]
        share = below / chunk.height if chunk.height else 0.0
        self._know(at)
        if place is not None and place < len(chunk.tops):
            top = self._tops[at] + chunk.tops[place] + below
        else:
            top = self._tops[at] + round(share * chunk.height)
        last = at
        while last + 1 < len(self._chunks) and self._tops[last + 1] < top + height:
            last += 1
            self._know(last)
        return top

    def box(self, place: int) -> tuple[int, int]:
        """Top and height of a card."""
        at = self._chunk_of(place)
        self._know(at)
        chunk, within = self._chunks[at], place - self._places[at]
        return self._tops[at] + chunk.tops[within], chunk.slots[within].height

    def column(self, place: int) -> int | None:
        at = self._chunk_of(place)
        self._know(at)
        return self._chunks[at].slots[place - self._places[at]].column

    def join(self, place: int) -> Join:
        at = self._chunk_of(place)
        self._know(at)
        return self._chunks[at].slots[place - self._places[at]].join

    def between(self, top: int, bottom: int) -> list[int]:
        """The places of the cards of which something is between two heights that were looked at."""
        first = max(0, bisect_right(self._tops, top) - 2)
        found = []
        for at in range(first, len(self._chunks)):
            start = self._tops[at]
            if start > bottom:
                break
            chunk = self._chunks[at]
            for within, (card_top, slot) in enumerate(zip(chunk.tops, chunk.slots, strict=True)):
                if start + card_top < bottom and start + card_top + slot.height > top:
                    found.append(self._places[at] + within)
        return found

    def _chunks_of(self, block: Block, known: Mapping[str, _Chunk]) -> list[_Chunk]:
        made = []
        for start in range(0, len(block.items), _CHUNK):
            items: tuple[ScriptItem, ...] = block.items[start : start + _CHUNK]
            was = known.get(items[0].id)
            is_same = was is not None and _same(was.items, items)
            made.append(was if was and is_same else _Chunk(items, self._likely_height(items)))
        return made

    def _know(self, at: int) -> None:
        chunk = self._chunks[at]
        earlier = self._chunks[at - 1] if at else None
        before = earlier.ends if earlier is not None and earlier.is_known else NOTHING_BEFORE
        if chunk.is_known and chunk.before == before:
            return
        if not chunk.is_known:
            chunk.slots = [self._slot_of(item) for item in chunk.items]
        chunk.tops, height, chunk.ends = stacked(chunk.slots, before)
        chunk.is_known, chunk.before = True, before
        if height != chunk.height:
            chunk.height = height
            self._set_tops()

    def _set_tops(self) -> None:
        self._tops = [0, *accumulate(chunk.height for chunk in self._chunks)]

    def _chunk_of(self, place: int) -> int:
        return bisect_right(self._places, place) - 1

    @staticmethod
    def _card_above(chunk: _Chunk, below: int) -> int | None:
        above = [at for at, top in enumerate(chunk.tops) if top <= below]
        return above[-1] if above else None


def _same(one: tuple[ScriptItem, ...], other: tuple[ScriptItem, ...]) -> bool:
    return len(one) == len(other) and all(map(is_, one, other))
