"""Keeps a sound under a ceiling, also between its samples, and touches nothing that stays under it.

Pure: what comes before and after decides how a piece is held down, so it is handed in with it. The
gain falls ahead of each peak and comes back behind it, slowly enough to be a change of level and not
of sound. There is no memory between pieces, so every way to cut a sound into pieces gives the same.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from studio.audio.sides import on_both_sides, one_side
from studio.audio.true_peak import EDGE, MOST_OVERSHOOT, REACH, peaks_above

_RAMP = 240
_HOLD = 1_440

AHEAD_FRAMES = 2 * _RAMP + REACH
"""How much of what follows a piece decides about it: 10 ms at the project rate."""
BEHIND_FRAMES = 2 * _RAMP + _HOLD + REACH
"""How much of what came before it does."""

_WORTH_LEAVING_OUT = 2_048
"""So many quiet frames in a row are passed over; with fewer, beginning anew takes longer."""

_MARGIN = 0.995
"""What the gain's own movement may add between two samples."""


def limited(
    sound: NDArray[np.float32], first: int, frames: int, ceiling: float
) -> NDArray[np.float32]:
    """The `frames` of `sound`, (frames, channels), from its frame `first` on, held under `ceiling`."""
    side = one_side(sound)
    if side is not None and len(side):
        return on_both_sides(limited(side[:, None], first, frames, ceiling))
    piece = sound[first : first + frames]
    start = max(0, first - BEHIND_FRAMES)
    around = sound[start : first + frames + AHEAD_FRAMES]
    if not len(around) or max(around.max(), -around.min()) * MOST_OVERSHOOT <= ceiling:
        return piece
    peaks = np.max([_peaks(channel, ceiling) for channel in around.T], axis=0)
    over = np.flatnonzero(peaks)
    if not len(over):
        return piece
    gain = np.ones(len(around))
    # What lies further apart than this has nothing to do with each other.
    for first_over, last_over in _runs(over, _HOLD + 4 * _RAMP):
        begins = max(0, first_over - 2 * _RAMP)
        ends = last_over + _HOLD + 2 * _RAMP + 1
        near = peaks[begins:ends]
        needed = np.minimum(1.0, _MARGIN * ceiling / np.maximum(near, _MARGIN * ceiling))
        gain[begins:ends] = _smoothed(_lowest_around(needed))
    gain = gain[first - start : first - start + frames]
    return np.where(gain[:, None] < 1.0, piece * gain[:, None], piece).astype(np.float32)


def _peaks(channel: NDArray[np.float32], ceiling: float) -> NDArray[np.float64]:
    """Per frame, the loudest on either side of it; 0 where that is not above the ceiling."""
    level = np.abs(channel)
    hot = np.flatnonzero(level * MOST_OVERSHOOT > ceiling)
    peaks = level.astype(np.float64)
    for first, last in _runs(hot, _WORTH_LEAVING_OUT):
        start, end = max(0, first - REACH), last + REACH
        reach = min(start, EDGE)
        found = peaks_above(channel[start - reach : end + EDGE], ceiling)
        found = found[reach : reach + end - start]
        peaks[start:end] = np.maximum(peaks[start:end], found)
        after = peaks[start + 1 : end + 1]
        np.maximum(after, found[: len(after)], out=after)
    return np.where(peaks > ceiling, peaks, 0.0)


def _runs(places: NDArray[np.intp], gap: int) -> list[tuple[int, int]]:
    """The first and last of each run of places that lie no further apart than the gap."""
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) > gap)
    firsts = places[np.concatenate([[0], breaks + 1])]
    lasts = places[np.concatenate([breaks, [len(places) - 1]])]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))


def _lowest_around(needed: NDArray[np.float64]) -> NDArray[np.float64]:
    """The lowest from the hold and the ramp before each frame to the ramp after it."""
    width = _HOLD + 2 * _RAMP + 1
    padded = np.pad(needed, (_HOLD + _RAMP, _RAMP), constant_values=1.0)
    lowest, reach = padded, 1
    while reach < width:
        step = min(reach, width - reach)
        lowest = np.minimum(lowest[:-step], lowest[step:])
        reach += step
    return lowest


def _smoothed(gain: NDArray[np.float64]) -> NDArray[np.float64]:
    """A raised cosine over the ramp before and after; what was 1 all around stays exactly 1."""
    reduction = 1.0 - np.pad(gain, _RAMP, constant_values=1.0)
    size = 1 << (len(reduction) - 1).bit_length()
    spectrum = np.fft.rfft(reduction, size) * _window(size)
    # What wraps around lies before the first frame that is wanted.
    smoothed = np.fft.irfft(spectrum, size)[2 * _RAMP : len(reduction)]
    # The sum of many zeros may come out as less than nothing.
    smoothed[smoothed < 1e-9] = 0.0
    return 1.0 - smoothed


@lru_cache(8)
def _window(size: int) -> NDArray[np.complex128]:
    window = np.hanning(2 * _RAMP + 3)[1:-1]
    spectrum: NDArray[np.complex128] = np.fft.rfft(window / window.sum(), size)
    return spectrum
