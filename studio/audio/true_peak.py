"""How loud a sound gets between its samples, as it will once a device draws the curve through them.

Eight places are looked at for each frame, but not everywhere: first halfway between the samples, then,
only where a quarter could be loud enough to matter, at the quarters, and so on to the eighths.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

REACH = 16
"""Frames on each side that decide what lies between two frames."""

_PHASES = 8
_ROW, _ROWS = 16, 256
# Sizes at which a product is fast, and none is so great that the library starts threads for it.
_TILE = 4 * _ROW
_NEAR = 2
EDGE = REACH + _NEAR
"""Frames at an end behind which more follows, of which too little is seen to tell."""

Mono = NDArray[np.float32]


def _between() -> Mono:
    """For each place between two frames, what the 32 frames around them add to it."""
    at = np.arange(1, _PHASES)[None, :] / _PHASES + REACH - 1 - np.arange(2 * REACH)[:, None]
    window = np.i0(8.0 * np.sqrt(np.clip(1 - (at / REACH) ** 2, 0, None))) / np.i0(8.0)
    return np.asarray(np.sinc(at) * window, np.float32)


_BETWEEN = _between()

MOST_OVERSHOOT = float(np.abs(_BETWEEN).sum(axis=0).max())
"""No sound gets louder between its samples than this many times the loudest of them."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Some of the places between two frames. `row` turns the samples around a row of frames into what
    is at these places; `most` is how many times louder it may get there than at all the places looked
    at before, within `_NEAR` frames."""

    row: Mono
    count: int
    most: float


def _places(phases: tuple[int, ...], known: tuple[int, ...]) -> _Places:
    row = np.zeros((_ROW + 2 * REACH - 1, len(phases), _ROW), np.float32)
    for at in range(_ROW):
        row[at : at + 2 * REACH, :, at] = _BETWEEN[:, [phase - 1 for phase in phases]]
    all_known = [(frame, each) for frame in range(1 - _NEAR, _NEAR + 1) for each in known]
    most = max(_most(phase, all_known) for phase in phases if phase <= _PHASES // 2)
    return _Places(row.reshape(len(row), -1), len(phases), most)


def _weights(frame: int, phase: int) -> NDArray[np.float64]:
    """What each sample adds to one place."""
    weights = np.zeros(2 * (REACH + _NEAR))
    first = frame + _NEAR
    if phase:
        weights[first : first + 2 * REACH] = _BETWEEN[:, phase - 1]
    else:
        weights[first + REACH - 1] = 1.0
    return weights


def _most(phase: int, known: list[tuple[int, int]]) -> float:
    """A place is nearly a sum of some near it, which bounds it; so does what is left of its samples."""
    wanted = _weights(0, phase)
    nearest = sorted(known, key=lambda each: abs(_PHASES * each[0] + each[1] - phase))
    found = math.inf
    for count in range(2, 9):
        near = np.stack([_weights(*each) for each in nearest[:count]], axis=1)
        parts = np.linalg.lstsq(near, wanted, rcond=None)[0]
        left = wanted - near @ parts
        found = min(found, float(np.abs(parts).sum() + np.abs(left).sum()))
    return found


_HALVES = _places((4,), (0,))
_QUARTERS = _places((2, 6), (0, 4))
_EIGHTHS = _places((1, 3, 5, 7), (0, 2, 4, 6))


def peaks_above(sound: Mono, level: float) -> Mono:
    """For each frame of one channel the loudest from it up to the next one, where that is above
    `level`; elsewhere it may come out lower than it is.

    Beyond both ends is silence; where it is not, leave `EDGE` frames there unused."""
    return _looked_at(sound, level, is_rising=False)[_NEAR : _NEAR + len(sound)]


def _looked_at(sound: Mono, level: float, *, is_rising: bool) -> Mono:
    """From `_NEAR` frames before the sound on. While `is_rising`, what was found is the next level."""
    frames = len(sound) + 2 * _NEAR
    rows = -(-frames // _TILE) * (_TILE // _ROW)
    padded = np.zeros(rows * _ROW + 2 * REACH - 1, np.float32)
    padded[REACH - 1 + _NEAR :][: len(sound)] = sound
    windows = sliding_window_view(padded, _ROW + 2 * REACH - 1)[::_ROW]
    peaks = np.abs(padded[REACH - 1 : REACH - 1 + rows * _ROW]).reshape(rows, _ROW)
    tiles = np.arange(rows * _ROW // _TILE)
    for places in (_HALVES, _QUARTERS, _EIGHTHS):
        loudest = peaks.reshape(len(tiles), _TILE).max(axis=1)
        if is_rising:
            inner = peaks.reshape(-1)[_NEAR + EDGE : frames - _NEAR - EDGE]
            level = max(level, float(inner.max(initial=0.0)))
        around = np.pad(loudest, 1)
        loudest = np.maximum(np.maximum(around[:-2], around[2:]), loudest)
        wanted = tiles[loudest * places.most > level]
        at_once = _ROWS * _ROW // _TILE // places.count
        for start in range(0, len(wanted), at_once):
            some = wanted[start : start + at_once]
            at = (some[:, None] * (_TILE // _ROW) + np.arange(_TILE // _ROW)).reshape(-1)
            found = windows[at] @ places.row
            np.abs(found, out=found)
            found = found.reshape(len(at), places.count, _ROW).max(axis=1)
            peaks[at] = np.maximum(peaks[at], found)
    return peaks.reshape(-1)


class TruePeakMeter:
    """The true peak of a sound that arrives in pieces of (frames, channels)."""

    def __init__(self, channels: int = 2) -> None:
        self.peak = 0.0
        self._before: Mono = np.zeros((2 * EDGE, channels), np.float32)

    @property
    def peak_db(self) -> float:
        return 20 * math.log10(self.peak) if self.peak > 0 else -math.inf

    def add(self, piece: Mono) -> None:
        """What lies within reach of the end waits for the next piece."""
        sound = np.concatenate([self._before, piece])
        self._before = sound[-2 * EDGE :].copy()
        looked_at: list[Mono] = []
        for channel in map(np.ascontiguousarray, sound.T):
            # A voice in the middle is the same on both sides.
            if not any(np.array_equal(channel, other) for other in looked_at):
                looked_at.append(channel)
                self._look_at(channel)

    def _look_at(self, channel: Mono) -> None:
        highest = max(float(channel.max()), -float(channel.min()))
        self.peak = max(self.peak, highest)
        if highest * MOST_OVERSHOOT > self.peak:
            found = _looked_at(channel, self.peak, is_rising=True)[_NEAR + EDGE :]
            inner = found[: len(channel) - 2 * EDGE]
            self.peak = max(self.peak, float(inner.max(initial=0.0)))
