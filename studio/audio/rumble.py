"""What of a voice lies below speech: the hum of a room, the thump of a lip, an offset.

Taken from the sound it leaves a high-pass of the second order at 80 Hz that shifts nothing in time.
So low a sound is worked out a thousand times a second and drawn through the points between, which
takes a fourth of what a recursion at the full rate does.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from studio.frames import TAKE_RATE

CORNER_HERTZ = 80.0

_FIRST, _SECOND = 8, 3
_STEP = _FIRST * _SECOND
_HALF = 75
"""Of the low-pass, at a third of a thousandth of a second each: 25 ms, then it has died away."""
_AT_ONCE = 16
_WINDOW = _SECOND * (_AT_ONCE - 1) + 2 * _HALF + 1
_POINTS = 10
_BEFORE = _FIRST * _HALF + _FIRST - 1 + _STEP * (_POINTS // 2 - 1)

_LARGEST_PRODUCT = 250_000

REACH_SAMPLES = _BEFORE + 2 * _STEP
"""So far on either side does the sound decide what is low at a sample."""

Mono = NDArray[np.float32]


def rumble_of(sound: Mono) -> Mono:
    """At the rate of the Takes, as long as `sound`, with silence around it."""
    rows = -(-len(sound) // _STEP)
    groups = -(-(rows + _POINTS - 1) // _AT_ONCE)
    thirds = _SECOND * _AT_ONCE * (groups - 1) + _WINDOW
    padded = np.zeros(_FIRST * (thirds + 1), np.float32)
    padded[_BEFORE : _BEFORE + len(sound)] = sound
    halves = _product(padded.reshape(-1, _FIRST), _triangle())
    coarse = halves[:-1, 0] + halves[1:, 1]
    windows = _windows(coarse, groups, _WINDOW, _SECOND * _AT_ONCE)
    points = _product(windows, _low_pass()).reshape(-1)
    low = _product(_windows(points, rows, _POINTS, 1), _between())
    return low.reshape(-1)[: len(sound)]


def _product(rows: Mono, matrix: Mono) -> Mono:
    """So many rows at once that the library starts no threads for them, which takes longer than the
    product and disturbs whoever else is at work."""
    at_once = _LARGEST_PRODUCT // matrix.size
    product = np.empty((len(rows), matrix.shape[1]), np.float32)
    for start in range(0, len(rows), at_once):
        stop = start + at_once
        np.matmul(rows[start:stop], matrix, out=product[start:stop])
    return product


def _windows(sound: Mono, count: int, size: int, step: int) -> Mono:
    """Views of so many samples each, `step` apart. The library's own way takes ten times as long,
    which counts for short Takes."""
    return np.ndarray((count, size), np.float32, sound, 0, (4 * step, 4))


@lru_cache
def _triangle() -> Mono:
    """The rising and the falling half of a mean over almost two steps."""
    rising = np.arange(1, _FIRST + 1) / _FIRST**2
    falling = np.arange(_FIRST - 1, -1, -1) / _FIRST**2
    return np.stack([rising, falling], axis=1).astype(np.float32)


@lru_cache
def _low_pass() -> Mono:
    """What a Butterworth high-pass would take away, one point in three, for a whole group of them."""
    rate, size = TAKE_RATE // _FIRST, 4_096
    hertz = np.fft.rfftfreq(size, 1 / rate)
    ratio = (hertz / CORNER_HERTZ) ** 2
    taken = 1 - ratio / np.sqrt(1 + ratio**2)
    mean = np.sinc(hertz / rate) / np.sinc(hertz / TAKE_RATE)
    response = np.roll(np.fft.irfft(taken / mean**2, size), _HALF)[: 2 * _HALF + 1]
    response /= response.sum()
    matrix = np.zeros((_WINDOW, _AT_ONCE))
    for point in range(_AT_ONCE):
        matrix[_SECOND * point : _SECOND * point + len(response), point] = response
    return matrix.astype(np.float32)


@lru_cache
def _between() -> Mono:
    """From the points around to the samples between two of them."""
    half = _POINTS / 2
    at = np.arange(_POINTS)[:, None] - (half - 1) - np.arange(_STEP)[None, :] / _STEP
    window = np.i0(7.0 * np.sqrt(np.clip(1 - (at / half) ** 2, 0, None))) / np.i0(7.0)
    matrix = np.sinc(at) * window
    return np.asarray(matrix / matrix.sum(axis=0), np.float32)
