"""The lowest and highest samples of a sound, for drawing it at any size while it still grows."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BUCKET = 256
"""Samples of one value of the finest level; for a finer drawing the samples themselves are read."""

COARSER = 4
"""How many values of a level make one of the next."""

_AT_ONCE = 65_536
_LOWEST, _HIGHEST = -32_768, 32_767
_PER_COLUMN = 4  # So many values at least, or a peak would be drawn one column too wide.

Samples = NDArray[np.int16]


class Peaks:
    """Of one sound. It is counted in on one thread; what is counted in may be read on any."""

    def __init__(self) -> None:
        self._levels: list[_Level] = [_Level()]
        self._rest = _Rest()

    @property
    def length(self) -> int:
        """How many samples are counted in."""
        return self._rest.end

    def count_in(self, samples: Samples) -> None:
        """Look at what is new in `samples`, which is all of the sound so far."""
        whole = len(samples) // BUCKET * BUCKET
        lows, highs = _finest(samples[self._levels[0].count * BUCKET : whole])
        self._count(lows, highs)
        rest = samples[whole:]
        low = int(rest.min(initial=_HIGHEST))
        self._rest = _Rest(len(samples), low, int(rest.max(initial=_LOWEST)))

    def _count(self, lows: Samples, highs: Samples) -> None:
        level = 0
        while len(lows):
            if level == len(self._levels):
                self._levels.append(_Level())
            finer = self._levels[level]
            finer.append(lows, highs)
            level += 1
            done = self._levels[level].count * COARSER if level < len(self._levels) else 0
            whole = finer.count // COARSER * COARSER
            lows, highs = _extremes(finer.lows[done:whole], finer.highs[done:whole], COARSER)

    def between(
        self, samples: Samples, start: int, end: int, columns: int
    ) -> tuple[Samples, Samples]:
        """The lowest and highest of each of `columns` equal parts of `samples` from `start` to
        `end`. Parts beyond what is counted in are silent."""
        found = self.overview(start, end, columns)
        if found is not None:
            return found
        lows, highs, edges, here = self._columns(start, end, columns)
        if here:
            fine = samples[start : min(end, self._rest.end)]
            lows[:here], highs[:here] = _parts(fine, fine, edges[:here] - start)
        return lows, highs

    def overview(self, start: int, end: int, columns: int) -> tuple[Samples, Samples] | None:
        """The same without the samples; None where so few of them make a column that they are
        needed."""
        found = self._level((end - start) / max(columns, 1))
        if found is None:
            return None
        level, bucket = found
        lows, highs, edges, here = self._columns(start, end, columns)
        if not here:
            return lows, highs
        rest, count = self._rest, level.count
        first, last = start // bucket, -(-min(end, rest.end) // bucket)
        level_lows = level.lows[first : min(last, count)]
        level_highs = level.highs[first : min(last, count)]
        if last > count:
            finest, done = self._levels[0], count * bucket // BUCKET
            left = slice(done, finest.count)
            low = min(int(finest.lows[left].min(initial=_HIGHEST)), rest.low)
            high = max(int(finest.highs[left].max(initial=_LOWEST)), rest.high)
            level_lows = np.append(level_lows, np.int16(low))
            level_highs = np.append(level_highs, np.int16(high))
        places = np.minimum(edges[:here] // bucket - first, len(level_lows) - 1)
        lows[:here], highs[:here] = _parts(level_lows, level_highs, places)
        return lows, highs

    def _columns(
        self, start: int, end: int, columns: int
    ) -> tuple[Samples, Samples, NDArray[np.int64], int]:
        """Room for what is found, where each part begins, and how many begin within the sound."""
        edges = start + (end - start) * np.arange(columns + 1) // max(columns, 1)
        here = int(np.searchsorted(edges[:-1], self._rest.end)) if end > start else 0
        return np.zeros(columns, np.int16), np.zeros(columns, np.int16), edges, here

    def _level(self, samples_per_column: float) -> tuple[_Level, int] | None:
        found = None
        for number, level in enumerate(self._levels):
            size = BUCKET * COARSER**number
            if size * _PER_COLUMN <= samples_per_column and level.count:
                found = level, size
        return found


class _Rest(NamedTuple):
    """What lies behind the last whole bucket, up to the end of what was counted in."""

    end: int = 0
    low: int = _HIGHEST
    high: int = _LOWEST


class _Level:
    """Values in arrays with room to grow; they are in place before `count` says so."""

    __slots__ = ("count", "highs", "lows")

    def __init__(self) -> None:
        self.count = 0
        self.lows = np.zeros(0, np.int16)
        self.highs = np.zeros(0, np.int16)

    def append(self, lows: Samples, highs: Samples) -> None:
        end = self.count + len(lows)
        if end > len(self.lows):
            more = np.zeros(max(end, 2 * len(self.lows)) - self.count, np.int16)
            self.lows = np.concatenate([self.lows[: self.count], more])
            self.highs = np.concatenate([self.highs[: self.count], more])
        self.lows[self.count : end] = lows
        self.highs[self.count : end] = highs
        self.count = end


def _finest(samples: Samples) -> tuple[Samples, Samples]:
    """Of whole buckets; piece by piece, so that what was read for the lowest is still near for the
    highest."""
    lows, highs = np.empty((2, len(samples) // BUCKET), np.int16)
    starts = np.arange(0, min(_AT_ONCE, len(samples)), BUCKET)
    for start in range(0, len(samples), _AT_ONCE):
        piece = samples[start : start + _AT_ONCE]
        first = start // BUCKET
        here = starts[: len(piece) // BUCKET]
        np.minimum.reduceat(piece, here, out=lows[first : first + len(here)])
        np.maximum.reduceat(piece, here, out=highs[first : first + len(here)])
    return lows, highs


def _extremes(lows: Samples, highs: Samples, size: int) -> tuple[Samples, Samples]:
    return _parts(lows, highs, np.arange(0, len(lows), size))


def _parts(lows: Samples, highs: Samples, starts: NDArray[np.int64]) -> tuple[Samples, Samples]:
    """Of each part from its start up to the next one's; an empty part takes the sample at it."""
    if not len(starts):
        return lows[:0], highs[:0]
    return np.minimum.reduceat(lows, starts), np.maximum.reduceat(highs, starts)
