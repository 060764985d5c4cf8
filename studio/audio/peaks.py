"""The lowest and highest samples of a sound, for drawing it at any size while it still grows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BUCKET = 256
"""Samples of one value of the finest level; for a finer drawing the samples themselves are read."""

COARSER = 4
"""How many values of a level make one of the next."""

_AT_ONCE = 65_536
_PER_COLUMN = 4  # So many values at least, or a peak would be drawn one column too wide.

Samples = NDArray[np.int16]


class Peaks:
    """Of one sound. It is counted in on one thread; what is counted in may be read on any."""

    def __init__(self) -> None:
        self._levels: list[_Level] = [_Level()]

    @property
    def length(self) -> int:
        """How many samples are counted in: whole buckets, of what was there."""
        return self._levels[0].count * BUCKET

    def count_in(self, samples: Samples) -> None:
        """Look at what is new in `samples`, which is all of the sound so far."""
        fresh = samples[self.length : len(samples) // BUCKET * BUCKET]
        if not len(fresh):
            return
        lows, highs = _finest(fresh)
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
        `end`. Parts beyond the end of the sound are silent."""
        lows, highs = np.zeros(columns, np.int16), np.zeros(columns, np.int16)
        edges = start + (end - start) * np.arange(columns + 1) // max(columns, 1)
        here = int(np.searchsorted(edges[:-1], len(samples)))
        if not here or end <= start:
            return lows, highs
        level, bucket = self._level((end - start) / columns)
        if level is None:
            first, last = edges[0], min(end, len(samples))
            fine = samples[first:last]
            lows[:here], highs[:here] = _parts(fine, fine, edges[:here] - first)
            return lows, highs
        first, last = start // bucket, -(-min(end, len(samples)) // bucket)
        count = level.count
        found = level.lows[first : min(last, count)], level.highs[first : min(last, count)]
        rest = samples[count * bucket :] if last > count else samples[:0]
        if len(rest):
            found = (
                np.append(found[0], rest.min()).astype(np.int16),
                np.append(found[1], rest.max()).astype(np.int16),
            )
        places = np.minimum(edges[:here] // bucket - first, len(found[0]) - 1)
        lows[:here], highs[:here] = _parts(*found, places)
        return lows, highs

    def _level(self, samples_per_column: float) -> tuple[_Level | None, int]:
        found, bucket = None, BUCKET
        for number, level in enumerate(self._levels):
            size = BUCKET * COARSER**number
            if size * _PER_COLUMN <= samples_per_column and level.count:
                found, bucket = level, size
        return found, bucket


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
