"""Sparse numbers that keep rows in order, so that a Line put between two others writes one row.

Pure: which rows get which new numbers. When a gap is used up, the rows around it are spread out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

STEP = 1 << 40
"""Between neighbours in a new file; eight million of them fit."""
_NEAR = 1 << 20
"""From the row before to a new one, so that a million more fit behind it, one after the other."""
_LEAST = 1 << 10
"""Between neighbours after they were spread out."""
_WINDOW = 64
_END = 1 << 62


def first_places(count: int) -> range:
    return range(STEP, (count + 1) * STEP, STEP)


def new_places(
    order: Sequence[str], known: Mapping[str, int], fresh: Sequence[int]
) -> dict[str, int]:
    """Numbers for the rows at the indexes `fresh` of `order`, rising, which are new or moved, and
    for those neighbours that have to give way. `known` has the numbers of all others."""
    return _Placing(order, known, fresh).placed()


class _Placing:
    def __init__(
        self, order: Sequence[str], known: Mapping[str, int], fresh: Sequence[int]
    ) -> None:
        self._order = order
        self._known = known
        self._open = set(fresh)
        self._fresh = fresh
        self._given: dict[str, int] = {}

    def placed(self) -> dict[str, int]:
        for index in self._fresh:
            if index not in self._open:
                continue
            last = self._end_of_open(index)
            before, behind = self._bounds(index, last)
            if behind is None:
                self._fill(index, last, before, STEP)
            elif behind - before > last - index + 1:
                self._fill(index, last, before, min(_NEAR, _step(before, behind, last - index + 1)))
            else:
                self._spread(index, last)
        if any(place >= _END for place in self._given.values()):
            return dict(zip(self._order, first_places(len(self._order)), strict=True))
        return self._given

    def _bounds(self, first: int, last: int) -> tuple[int, int | None]:
        before = self._place(first - 1) if first > 0 else 0
        return before, self._place(last + 1) if last + 1 < len(self._order) else None

    def _place(self, index: int) -> int:
        id = self._order[index]
        return self._given[id] if id in self._given else self._known[id]

    def _end_of_open(self, index: int) -> int:
        while index + 1 in self._open:
            index += 1
        return index

    def _fill(self, first: int, last: int, before: int, step: int) -> None:
        for place, index in enumerate(range(first, last + 1), start=1):
            self._given[self._order[index]] = before + place * step
            self._open.discard(index)

    def _spread(self, first: int, last: int) -> None:
        width = _WINDOW
        while True:
            low, high = max(0, first - width), min(len(self._order) - 1, last + width)
            while low - 1 in self._open:
                low -= 1
            high = self._end_of_open(high)
            before, behind = self._bounds(low, high)
            step = STEP if behind is None else _step(before, behind, high - low + 1)
            if step >= _LEAST:
                self._fill(low, high, before, step)
                return
            width *= 2


def _step(before: int, behind: int, count: int) -> int:
    return (behind - before) // (count + 1)
