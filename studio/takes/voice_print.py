"""How high a voice is and what colour it has, so that two that are hard to tell apart are noticed.

Pure numbers over one Take. What a listener makes of a difference is a rule of thumb, not a measure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.frames import TAKE_RATE

_FRAME, _HOP, _FFT = 1024, 480, 4096
_LOWEST_HZ, _HIGHEST_HZ = 60.0, 500.0
_BANDS = 24
_VOICED = 0.5
"""A frame whose best period repeats itself at least so well is a vowel or close to one."""
_QUIETEST_DB = 30.0
"""Frames so far below the loudest say little about the voice."""
_MOST_SECONDS = 12

_ALIKE_SEMITONES, _ALIKE_DB = 2.0, 4.0


@dataclass(frozen=True, slots=True)
class VoicePrint:
    """`pitch_hz` is None when nothing in it is voiced; `timbre_db` is the shape of the spectrum in
    bands of hearing, its mean taken away."""

    pitch_hz: float | None
    timbre_db: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    pitch_semitones: float
    timbre_db: float

    @property
    def apart(self) -> float:
        """Below 1 the two are hard to tell apart; twice that is some distance."""
        return max(self.pitch_semitones / _ALIKE_SEMITONES, self.timbre_db / _ALIKE_DB)

    @property
    def is_hard_to_hear(self) -> bool:
        return self.apart < 1


def voice_print(samples: NDArray[np.int16], rate: int = TAKE_RATE) -> VoicePrint | None:
    """None for a sound too short or too quiet to tell anything by."""
    sound = samples[: _MOST_SECONDS * rate].astype(np.float64) / 32768
    if len(sound) < 4 * _FRAME:
        return None
    starts = np.arange(0, len(sound) - _FRAME, _HOP)
    frames = sound[starts[:, None] + np.arange(_FRAME)]
    power = np.mean(frames**2, axis=1)
    if power.max() < 1e-8:
        return None
    frames = frames[power > power.max() * 10 ** (-_QUIETEST_DB / 10)]
    spectra = np.abs(np.fft.rfft(frames * np.hanning(_FRAME), _FFT)) ** 2
    bands = 10 * np.log10(np.mean(spectra, axis=0) @ _filters(rate) + 1e-12)
    timbre = bands - bands.mean()
    return VoicePrint(_pitch(frames, rate), tuple(map(float, timbre)))


def difference(one: VoicePrint, other: VoicePrint) -> Difference:
    """How far apart two voices are; a pitch that is not known makes none."""
    timbre = np.array(one.timbre_db) - np.array(other.timbre_db)
    semitones = 0.0
    if one.pitch_hz and other.pitch_hz:
        semitones = abs(12 * float(np.log2(one.pitch_hz / other.pitch_hz)))
    return Difference(semitones, float(np.sqrt(np.mean(timbre**2))))


def _pitch(frames: NDArray[np.float64], rate: int) -> float | None:
    """The middle one of the pitches of all voiced frames, by autocorrelation."""
    centred = frames - frames.mean(axis=1, keepdims=True)
    spectra = np.fft.rfft(centred, _FFT)
    correlation = np.fft.irfft(np.abs(spectra) ** 2)[:, : _FRAME // 2]
    # A longer lag overlaps less of the frame: without this, high pitches would always win.
    overlap = 1 - np.arange(_FRAME // 2) / _FRAME
    correlation = correlation / (correlation[:, :1] * overlap + 1e-12)
    shortest, longest = int(rate / _HIGHEST_HZ), min(int(rate / _LOWEST_HZ), _FRAME // 2 - 1)
    window = correlation[:, shortest:longest]
    best = window.max(axis=1)
    voiced = best > _VOICED
    if not voiced.any():
        return None
    # The first lag that is nearly as good as the best: whole multiples of it are as good.
    nearly = window[voiced] > 0.9 * best[voiced, None]
    first = nearly.argmax(axis=1)
    lags = [
        shortest + start + int(row[start : start + 12].argmax())
        for row, start in zip(window[voiced], first, strict=True)
    ]
    return float(np.median(rate / np.array(lags)))


def _filters(rate: int) -> NDArray[np.float64]:
    """Triangles equally wide to the ear, from 80 Hz to 8 kHz."""
    highest = min(8000.0, rate / 2)
    edges = _hz(np.linspace(_mel(80.0), _mel(highest), _BANDS + 2))
    hz = np.linspace(0, rate / 2, _FFT // 2 + 1)[:, None]
    rising = (hz - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - hz) / (edges[2:] - edges[1:-1])
    triangles: NDArray[np.float64] = np.clip(np.minimum(rising, falling), 0, None)
    filters: NDArray[np.float64] = triangles / triangles.sum(axis=0)
    return filters


def _mel(hz: float) -> float:
    return 2595 * float(np.log10(1 + hz / 700))


def _hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(700 * (10 ** (mel / 2595) - 1))
