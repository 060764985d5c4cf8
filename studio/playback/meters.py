"""The levels of what is being heard: measured where the output takes its sound, looked at when asked.

Nothing here runs by itself. Loudness goes on counting as long as it is asked for at least every few
seconds; what was played in a longer absence is left out of it.
"""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.audio.loudness import LoudnessMeter
from studio.audio.true_peak import TruePeakMeter
from studio.frames import PROJECT_RATE
from studio.playback.heard_sound import HeardSound
from studio.playback.ring import CHANNELS

Sides = tuple[float, float]

_PEAK_FRAMES = PROJECT_RATE // 20
_RMS_FRAMES = PROJECT_RATE * 3 // 10
_HOLD_FRAMES = PROJECT_RATE * 3 // 2


@dataclass(frozen=True, slots=True)
class Levels:
    """Left and right in dB of full scale; loudness in LUFS; -inf is silence."""

    peak_db: Sides
    """The highest sample of the latest 50 ms."""
    rms_db: Sides
    """Over the latest 0.3 s; a full-scale sine is at -3."""
    held_peak_db: Sides
    """The highest sample of the latest 1.5 s."""
    true_peak_db: float
    """The highest since `reset`, between the samples too."""
    momentary: float
    short_term: float
    integrated: float
    """Of everything since `reset`."""


class Meters:
    """Safe from every thread."""

    def __init__(self, heard: HeardSound) -> None:
        self._heard = heard
        self._lock = threading.Lock()
        self._position = 0
        self._loudness = LoudnessMeter(PROJECT_RATE)
        self._true_peak = TruePeakMeter()

    def levels(self) -> Levels:
        """As they are at this moment."""
        with self._lock:
            now = self._heard.heard(time.perf_counter_ns())
            sound = self._heard.between(min(now - _HOLD_FRAMES, self._position), now)
            if now > self._position:
                new = sound[-(now - self._position) :]
                self._loudness.add(new)
                self._true_peak.add(new)
                self._position = now
            return Levels(
                _peaks(sound[-_PEAK_FRAMES:]),
                _rms(sound[-_RMS_FRAMES:]),
                _peaks(sound[-_HOLD_FRAMES:]),
                self._true_peak.peak_db,
                self._loudness.momentary,
                self._loudness.short_term,
                self._loudness.integrated,
            )

    def reset(self) -> None:
        """Count loudness and true peak from now on."""
        with self._lock:
            self._position = self._heard.heard(time.perf_counter_ns())
            self._loudness = LoudnessMeter(PROJECT_RATE)
            self._true_peak = TruePeakMeter()


def _peaks(sound: NDArray[np.float32]) -> Sides:
    if not len(sound):
        return -math.inf, -math.inf
    return _db(float(np.abs(sound[:, 0]).max())), _db(float(np.abs(sound[:, 1]).max()))


def _rms(sound: NDArray[np.float32]) -> Sides:
    if not len(sound):
        return -math.inf, -math.inf
    power = np.einsum("ij,ij->j", sound, sound) / len(sound)
    return _db(math.sqrt(power[0])), _db(math.sqrt(power[CHANNELS - 1]))


def _db(level: float) -> float:
    return 20 * math.log10(level) if level > 0 else -math.inf
