"""How loud a sound gets between its samples, as it will once a device draws the curve through them."""

from __future__ import annotations

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

REACH = 16
"""Frames on each side that decide what lies between two frames."""

_PHASES = 8
_TILE, _PRODUCT = 256, 1024
_FIRST = 3


def _between() -> NDArray[np.float32]:
    """For each place between two frames, what the 32 frames around it add to it."""
    at = np.arange(1, _PHASES)[None, :] / _PHASES + REACH - 1 - np.arange(2 * REACH)[:, None]
    window = np.i0(8.0 * np.sqrt(np.clip(1 - (at / REACH) ** 2, 0, None))) / np.i0(8.0)
    return np.asarray(np.sinc(at) * window, np.float32)


_BETWEEN = _between()
_ACROSS = np.ascontiguousarray(_BETWEEN.T)

MOST_OVERSHOOT = float(np.abs(_BETWEEN).sum(axis=0).max())
"""No sound gets louder between its samples than this many times the loudest of them."""


def peaks_between(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each frame of one channel the loudest from it up to the next one.

    Beyond both ends is silence; where it is not, leave `REACH` frames there unused."""
    padded = np.pad(sound, (REACH - 1, REACH))
    windows = sliding_window_view(padded, 2 * REACH)
    between = np.empty(len(sound), np.float32)
    # Tile by tile: in one great product the library would start threads, which takes longer.
    for start in range(0, len(sound), _PRODUCT):
        tile = _ACROSS @ windows[start : start + _PRODUCT].T
        np.abs(tile, out=tile)
        np.max(tile, axis=0, out=between[start : start + _PRODUCT])
    loudest: NDArray[np.float32] = np.maximum(between, np.abs(sound))
    return loudest


class TruePeakMeter:
    """The true peak of a sound that arrives in pieces of (frames, channels)."""

    def __init__(self, channels: int = 2) -> None:
        self.peak = 0.0
        self._before: NDArray[np.float32] = np.zeros((2 * REACH, channels), np.float32)

    @property
    def peak_db(self) -> float:
        return 20 * math.log10(self.peak) if self.peak > 0 else -math.inf

    def add(self, piece: NDArray[np.float32]) -> None:
        sound = np.concatenate([self._before, piece])
        self._before = sound[-2 * REACH :].copy()
        for channel in sound.T:
            self._look_at(np.ascontiguousarray(channel))

    def _look_at(self, channel: NDArray[np.float32]) -> None:
        """Only tiles that could hold a new peak are looked at between their samples."""
        levels = np.maximum.reduceat(np.abs(channel), np.arange(0, len(channel), _TILE))
        self.peak = max(self.peak, float(levels.max()))
        around = np.pad(levels, 1)
        loudest = np.maximum(np.maximum(around[:-2], around[2:]), levels)
        # The loudest first: the higher the peak is already, the fewer are left.
        for tile in np.argsort(loudest)[: -_FIRST - 1 : -1]:
            self._look_between(channel, int(tile), int(tile) + 1)
        left = np.flatnonzero(loudest * MOST_OVERSHOOT > self.peak)
        if len(left):
            for run in np.split(left, np.flatnonzero(np.diff(left) > 1) + 1):
                self._look_between(channel, int(run[0]), int(run[-1]) + 1)

    def _look_between(self, channel: NDArray[np.float32], first: int, end: int) -> None:
        """What lies within reach of the end waits for the next piece."""
        start = max(0, first * _TILE - REACH)
        found = peaks_between(channel[start : end * _TILE + REACH])[REACH:-REACH]
        self.peak = max(self.peak, float(found.max(initial=0.0)))
