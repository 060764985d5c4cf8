"""How loud a sound came out: what the report says, and what is checked against rules."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.audio.loudness import LoudnessMeter
from studio.audio.true_peak import TruePeakMeter
from studio.frames import PROJECT_RATE

_STEP_FRAMES = PROJECT_RATE // 10
_FLOOR_STEPS = 5
"""The floor is the quietest half second."""


@dataclass(frozen=True, slots=True)
class Measured:
    """`lufs`, `rms_db` and the peaks of the whole; `floor_db` of its quietest half second; silence at
    both ends in seconds. -inf is silence."""

    seconds: float
    lufs: float
    true_peak_db: float
    peak_db: float
    rms_db: float
    floor_db: float
    silence_before: float
    silence_after: float


class SoundMeter:
    """Measures what is handed over in pieces of (frames, channels), at the project rate. What lies between
    samples takes as long as all the rest, so it is left out unless asked for."""

    def __init__(self, channels: int, *, between_samples: bool = True) -> None:
        self._loudness = LoudnessMeter(PROJECT_RATE, channels)
        self._true_peak = TruePeakMeter(channels) if between_samples else None
        self._begun = np.zeros((0, channels), np.float32)
        self.powers: list[float] = []
        """Mean square of each tenth of a second, of the louder channel."""
        self.peaks: list[float] = []
        self._frames = 0

    def add(self, piece: NDArray[np.float32]) -> None:
        self._frames += len(piece)
        self._loudness.add(piece)
        if self._true_peak is not None:
            self._true_peak.add(piece)
        sound = np.concatenate([self._begun, piece]) if len(self._begun) else piece
        steps = len(sound) // _STEP_FRAMES
        self._begun = sound[steps * _STEP_FRAMES :].copy()
        self._add_steps(sound[: steps * _STEP_FRAMES], steps)

    def result(self) -> Measured:
        if len(self._begun):
            rest, self._begun = self._begun, self._begun[:0]
            self._add_steps(rest, 1)
        powers, peaks = np.array(self.powers), np.array(self.peaks)
        whole = float(powers.mean()) if len(powers) else 0.0
        windows = np.convolve(powers, np.full(_FLOOR_STEPS, 1 / _FLOOR_STEPS), "valid")
        peak_db = _db(float(peaks.max(initial=0.0)), 20)
        loud = np.flatnonzero(peaks > 10 ** (-60 / 20))
        step = _STEP_FRAMES / PROJECT_RATE
        return Measured(
            self._frames / PROJECT_RATE,
            self._loudness.integrated,
            peak_db if self._true_peak is None else self._true_peak.peak_db,
            peak_db,
            _db(whole, 10),
            _db(float(windows.min(initial=whole)) if len(powers) >= _FLOOR_STEPS else whole, 10),
            float(loud[0]) * step if len(loud) else self._frames / PROJECT_RATE,
            float(len(peaks) - 1 - loud[-1]) * step if len(loud) else 0.0,
        )

    def _add_steps(self, sound: NDArray[np.float32], steps: int) -> None:
        if not steps:
            return
        sides = [np.ascontiguousarray(channel).reshape(steps, -1) for channel in sound.T]
        powers = np.max([np.einsum("ij,ij->i", side, side) for side in sides], axis=0)
        self.powers += (powers / sides[0].shape[1]).tolist()
        runs = sound.reshape(steps, -1)
        self.peaks += np.maximum(runs.max(axis=1), -runs.min(axis=1)).tolist()


def _db(value: float, factor: float) -> float:
    return factor * math.log10(value) if value > 0 else -math.inf


def loss_at_most(meter: SoundMeter, gain: float, ceiling: float) -> float:
    """By how many dB the limiter may lower the whole: no more than if each tenth of a second that has
    too high a peak were lowered throughout."""
    powers, peaks = np.array(meter.powers), np.array(meter.peaks)
    whole = float(powers.sum())
    if whole <= 0:
        return 0.0
    down = np.minimum(1.0, ceiling / np.maximum(peaks * gain, 1e-12)) ** 2
    return -10 * math.log10(max(float((powers * down).sum()) / whole, 1e-12))
