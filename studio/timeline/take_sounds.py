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

from studio.audio.resample import resampled
from studio.audio.rumble import REACH_SAMPLES
from studio.audio.speech import loudness_of_clean, speech_loudness, without_rumble
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.takes.growing_take import GrowingTake
from studio.takes.recipe import TakeKey
from studio.takes.take import Take

Mono = NDArray[np.float32]

Find = Callable[[TakeKey], Take | GrowingTake | None]
"""Takes at hand, and those that are just arriving."""

LEVEL_LUFS = -23.0
"""How loud every Line is before its own gain and its Lane's."""
MOST_GAIN_DB = 12.0
"""A whisper is not made into a shout, nor its noise into a sound."""

_RATIO = PROJECT_RATE // TAKE_RATE
_STRETCH = 4 * TAKE_RATE
_AROUND = TAKE_RATE // 10  # Further than rumble and resampler look.
_MOST_FRAMES = 5_000_000  # 20 MB
_ENOUGH_TO_MEASURE = TAKE_RATE // 2
_DECIDED = 600 + REACH_SAMPLES  # So many samples later nothing changes one any more.


class TakeSounds:
    """Takes are asked for by key each time, so that they may come and go. Safe from every thread; two
    that want the same stretch at once both make it."""

    def __init__(self, take: Find) -> None:
        self._take = take
        self._gains: dict[TakeKey, float] = {}
        self._usual_gains: dict[str, float] = {}
        self._stretches: OrderedDict[tuple[TakeKey, int], Mono] = OrderedDict()
        self._arriving: OrderedDict[tuple[TakeKey, int], tuple[Mono, float]] = OrderedDict()
        self._frames_kept = 0
        self._lock = threading.Lock()

    def piece(self, key: TakeKey, start_frame: int, frames: int, voice: str = "") -> Mono:
        """So much of the Take from `start_frame` on, not to be written to; silence behind its end.

        Less, or nothing, while no more of it is at hand. A Take that has just begun to arrive is
        held to be as loud as others of the same `voice`."""
        size = _STRETCH * _RATIO
        pieces = []
        at, end = start_frame, start_frame + frames
        while at < end:
            number, within = divmod(at, size)
            wanted = min(end - at, size - within)
            piece = self._within(key, number, within, wanted, voice)
            pieces.append(piece)
            if len(piece) < wanted:
                break
            at += wanted
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces or [_NOTHING])

    def _within(self, key: TakeKey, number: int, start: int, frames: int, voice: str) -> Mono:
        with self._lock:
            stretch = self._stretches.get((key, number))
            if stretch is not None:
                self._stretches.move_to_end((key, number))
        if stretch is None:
            take = self._take(key)
            if take is None:
                return _NOTHING
            if isinstance(take, GrowingTake):
                return self._arrived(take, number, start + frames, voice)[start : start + frames]
            stretch = self._made(take, number, voice)
            self._keep(key, number, stretch)
        piece = stretch[start : start + frames]
        return piece if len(piece) == frames else np.pad(piece, (0, frames - len(piece)))

    def _keep(self, key: TakeKey, number: int, stretch: Mono) -> None:
        with self._lock:
            self._arriving.pop((key, number), None)
            if self._stretches.setdefault((key, number), stretch) is stretch:
                self._frames_kept += len(stretch)
            while self._frames_kept > _MOST_FRAMES and len(self._stretches) > 1:
                _, oldest = self._stretches.popitem(last=False)
                self._frames_kept -= len(oldest)

    def _made(self, take: Take, number: int, voice: str) -> Mono:
        start = number * _STRETCH
        if start >= take.length_samples:
            return _NOTHING
        gain = self._gains.get(take.key)
        if gain is None and take.length_samples <= _STRETCH + _AROUND:
            clean = without_rumble(take.samples)
            gain = gain_to_level(loudness_of_clean(clean))
        else:
            gain = level_gain(take) if gain is None else gain
            first = max(0, start - _AROUND)
            clean = without_rumble(take.samples[first : start + _STRETCH + _AROUND])
        self._gains[take.key] = self._usual_gains[voice] = gain
        return _stretch_of(clean, start, gain)

    def _arrived(self, take: GrowingTake, number: int, end: int, voice: str) -> Mono:
        """As much of the stretch as is there already and no longer changes."""
        start = number * _STRETCH
        place = take.key, number
        known, gain = self._arriving.get(place, (_NOTHING, 0.0))
        samples = take.samples
        if len(known) >= min(end, (len(samples) - _DECIDED - start) * _RATIO):
            return known
        if not gain:
            usual = self._usual_gains.get(voice)
            if usual is None and len(samples) < _ENOUGH_TO_MEASURE:
                return _NOTHING
            earlier = self._arriving.get((take.key, number - 1))
            gain = earlier[1] if earlier else usual or _gain_so_far(samples)
        first = max(0, start - _AROUND)
        clean = without_rumble(samples[first : start + _STRETCH + _AROUND])
        ready = min(len(samples) - _DECIDED - start, _STRETCH) * _RATIO
        stretch = _stretch_of(clean, start, gain)[:ready]
        with self._lock:
            self._arriving[place] = stretch, gain
            while len(self._arriving) > _MOST_ARRIVING:
                self._arriving.popitem(last=False)
        return stretch


_MOST_ARRIVING = 64


def _stretch_of(clean: Mono, start: int, gain: float) -> Mono:
    """At the project rate, of a part of the Take that begins a little before the stretch."""
    clean *= np.float32(gain)
    skipped = min(start, _AROUND) * _RATIO
    return resampled(clean, TAKE_RATE, PROJECT_RATE)[skipped : skipped + _STRETCH * _RATIO]


_NOTHING: Mono = np.zeros(0, np.float32)


def level_gain(take: Take) -> float:
    """What the Take is multiplied by to be as loud as the others; silence stays as it is."""
    return gain_to_level(speech_loudness(take.samples))


def _gain_so_far(samples: NDArray[np.int16]) -> float:
    return gain_to_level(speech_loudness(samples))


def gain_to_level(loudness: float) -> float:
    if loudness == -math.inf:
        return 1.0
    return float(10 ** (min(LEVEL_LUFS - loudness, MOST_GAIN_DB) / 20))
