"""Takes as the Mix needs them: at the project rate, without rumble, and all equally loud.

Worked out in stretches of a few seconds, each from the same samples whoever asks, and kept within a
fixed amount of memory.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from studio.audio.filters import Filter, high_pass
from studio.audio.loudness import loudness_of
from studio.audio.resample import resampled
from studio.audio.samples import float_samples
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.takes.recipe import TakeKey
from studio.takes.take import Take

Mono = NDArray[np.float32]

LEVEL_LUFS = -23.0
"""How loud every Line is before its own gain and its Lane's."""
MOST_GAIN_DB = 12.0
"""A whisper is not made into a shout, nor its noise into a sound."""
RUMBLE_HERTZ = 80.0

_RATIO = PROJECT_RATE // TAKE_RATE
_STRETCH = 4 * TAKE_RATE
_AROUND = TAKE_RATE // 10  # So long does the high-pass remember, and longer than the resampler.
_MOST_FRAMES = 5_000_000  # 20 MB
_HIGH_PASS = (high_pass(RUMBLE_HERTZ, TAKE_RATE),)


class TakeSounds:
    """Takes are asked for by key each time, so that they may come and go. Safe from every thread; two
    that want the same stretch at once both make it."""

    def __init__(self, take: Callable[[TakeKey], Take | None]) -> None:
        self._take = take
        self._gains: dict[TakeKey, float] = {}
        self._stretches: OrderedDict[tuple[TakeKey, int], Mono] = OrderedDict()
        self._frames_kept = 0
        self._lock = threading.Lock()

    def piece(self, key: TakeKey, start_frame: int, frames: int) -> Mono | None:
        """So much of the Take from `start_frame` on, less at its end; not to be written to. None
        while the Take is not at hand."""
        size = _STRETCH * _RATIO
        pieces = []
        end = start_frame + frames
        for number in range(start_frame // size, -(-end // size)):
            stretch = self._stretch(key, number)
            if stretch is None:
                return None
            pieces.append(stretch[max(0, start_frame - number * size) : end - number * size])
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces or [_NOTHING])

    def _stretch(self, key: TakeKey, number: int) -> Mono | None:
        with self._lock:
            stretch = self._stretches.get((key, number))
            if stretch is not None:
                self._stretches.move_to_end((key, number))
                return stretch
        take = self._take(key)
        if take is None:
            return None
        stretch = self._made(take, number)
        with self._lock:
            if self._stretches.setdefault((key, number), stretch) is stretch:
                self._frames_kept += len(stretch)
            while self._frames_kept > _MOST_FRAMES and len(self._stretches) > 1:
                _, oldest = self._stretches.popitem(last=False)
                self._frames_kept -= len(oldest)
        return stretch

    def _made(self, take: Take, number: int) -> Mono:
        start = number * _STRETCH
        first = max(0, start - _AROUND)
        samples = take.samples[first : start + _STRETCH + _AROUND]
        if start >= take.length_samples:
            return _NOTHING
        clean = Filter(_HIGH_PASS).filtered(float_samples(samples))
        skipped = (start - first) * _RATIO
        sound = resampled(clean, TAKE_RATE, PROJECT_RATE)[skipped : skipped + _STRETCH * _RATIO]
        return sound * np.float32(self._gain(take))

    def _gain(self, take: Take) -> float:
        gain = self._gains.get(take.key)
        if gain is None:
            gain = self._gains[take.key] = level_gain(take)
        return gain


_NOTHING: Mono = np.zeros(0, np.float32)


def level_gain(take: Take) -> float:
    """What the Take is multiplied by to be as loud as the others; silence stays as it is."""
    loudness = loudness_of(take.samples, TAKE_RATE)
    if loudness == -math.inf:
        return 1.0
    return float(10 ** (min(LEVEL_LUFS - loudness, MOST_GAIN_DB) / 20))
