"""How loud a sound is to people: ITU-R BS.1770-4, as it comes or as a whole. True peaks are measured
in `true_peak`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from studio.audio.filters import Filter, Section, response_db
from studio.audio.samples import float_samples

ABSOLUTE_GATE = -70.0
RELATIVE_GATE = -10.0

_STEPS_PER_SECOND = 10
_MOMENTARY_STEPS = 4
_SHORT_TERM_STEPS = 30
_SECONDS_AT_ONCE = 10
_SILENT = 1e-9
"""What a filter still holds of a sound that nobody hears any more."""


class LoudnessMeter:
    """Measures pieces of (frames, channels), in LUFS; -inf is silence.

    `momentary` is that of the latest 0.4 s, `short_term` of the latest 3 s, each moved on every
    0.1 s; `integrated` is that of everything so far that is loud enough to count.
    """

    def __init__(self, rate: int, channels: int = 2) -> None:
        self._filters = [Filter(weighting(rate)) for _ in range(channels)]
        self._step_frames = rate // _STEPS_PER_SECOND
        self._begun: NDArray[np.float32] = np.zeros((channels, 0), np.float32)
        self._steps: list[float] = []
        self._loudest_steps = {_MOMENTARY_STEPS: 0.0, _SHORT_TERM_STEPS: 0.0}

    def add(self, piece: NDArray[np.float32]) -> None:
        weighted = self._weighted(piece)
        if self._begun.size:
            weighted = [np.concatenate(parts) for parts in zip(self._begun, weighted, strict=True)]
        steps = len(weighted[0]) // self._step_frames
        whole = steps * self._step_frames
        powers = np.zeros(steps)
        for channel in weighted:
            runs = channel[:whole].reshape(steps, self._step_frames)
            powers += np.einsum("ij,ij->i", runs, runs) / self._step_frames
        self._begun = np.stack([channel[whole:] for channel in weighted])
        first = len(self._steps)
        self._steps.extend(powers.tolist())
        for window, loudest in self._loudest_steps.items():
            new = _windows(np.asarray(self._steps[max(0, first - window + 1) :]), window)
            self._loudest_steps[window] = max(loudest, float(new.max(initial=0.0)))

    def _weighted(self, piece: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """Silence stays silence, and what is the same on both sides is worked out once."""
        first, *others = self._filters
        before = first.state
        found = [_filtered(first, piece[:, 0])]
        for filter_, channel in zip(others, piece.T[1:], strict=True):
            if np.array_equal(filter_.state, before) and np.array_equal(channel, piece[:, 0]):
                filter_.state = first.state
                found.append(found[0])
            else:
                found.append(_filtered(filter_, channel))
        return found

    @property
    def momentary(self) -> float:
        return self._latest(_MOMENTARY_STEPS)

    @property
    def short_term(self) -> float:
        return self._latest(_SHORT_TERM_STEPS)

    @property
    def loudest_momentary(self) -> float:
        return _lufs(self._loudest_steps[_MOMENTARY_STEPS])

    @property
    def loudest_short_term(self) -> float:
        return _lufs(self._loudest_steps[_SHORT_TERM_STEPS])

    @property
    def integrated(self) -> float:
        return _integrated(np.asarray(self._steps))

    def _latest(self, steps: int) -> float:
        latest = self._steps[-steps:]
        return _lufs(sum(latest) / steps) if len(latest) == steps else -math.inf


def _filtered(filter_: Filter, channel: NDArray[np.float32]) -> NDArray[np.float32]:
    if np.abs(filter_.state).max() < _SILENT and not channel.any():
        filter_.state = np.zeros_like(filter_.state)
        return np.zeros(len(channel), np.float32)
    return filter_.filtered(channel)


def loudness_of(samples: NDArray[np.int16], rate: int) -> float:
    """Of one whole mono sound. One shorter than 0.4 s is measured as if nothing were around it."""
    size = rate * _SECONDS_AT_ONCE
    pieces = (samples[start : start + size] for start in range(0, len(samples), size))
    return loudness_of_pieces(map(float_samples, pieces), rate)


def loudness_of_pieces(pieces: Iterable[NDArray[np.float32]], rate: int) -> float:
    """The same of one that comes in pieces of whole seconds but for the last. What each tenth of a
    second adds is found in its spectrum, which takes half as long as the filters."""
    step = rate // _STEPS_PER_SECOND
    powers: list[NDArray[np.float32]] = []
    frames = 0
    for piece in pieces:
        frames += len(piece)
        is_short = frames < step * _MOMENTARY_STEPS
        padded = np.pad(piece, (0, -len(piece) % step)) if is_short else piece
        runs = padded[: len(padded) // step * step].reshape(-1, step)
        spectra = np.fft.rfft(runs).view(np.float32)
        squared = np.square(spectra, out=spectra)
        powers.append(np.einsum("ij,j->i", squared, _heard_power(rate)))
    steps = np.concatenate(powers or [np.zeros(0, np.float32)]).astype(np.float64)
    shortest = step * _MOMENTARY_STEPS
    if not 0 < frames < shortest:
        return _integrated(steps)
    whole = np.pad(steps, (0, _MOMENTARY_STEPS - len(steps)))
    return _integrated(whole) + 10 * math.log10(shortest / frames)


def _integrated(steps: NDArray[np.float64]) -> float:
    blocks = _windows(steps, _MOMENTARY_STEPS)
    loud = blocks[blocks > _power(ABSOLUTE_GATE)]
    if not len(loud):
        return -math.inf
    gate = _power(_lufs(float(loud.mean())) + RELATIVE_GATE)
    return _lufs(float(loud[loud > gate].mean()))


def _windows(steps: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    if len(steps) < length:
        return np.zeros(0)
    return np.convolve(steps, np.full(length, 1 / length), "valid")


def _lufs(power: float) -> float:
    return -0.691 + 10 * math.log10(power) if power > 0 else -math.inf


def _power(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


@lru_cache
def _heard_power(rate: int) -> NDArray[np.float32]:
    """How much each number of the spectrum of a tenth of a second, squared, adds to its mean square
    behind the filters."""
    step = rate // _STEPS_PER_SECOND
    hertz = np.fft.rfftfreq(step, 1 / rate)
    gains = np.array([10 ** (response_db(weighting(rate), each, rate) / 10) for each in hertz[1:]])
    power = np.concatenate([[0.0], gains]) * 2 / step**2
    power[-1] /= 2
    return np.repeat(power, 2).astype(np.float32)


@lru_cache
def weighting(rate: int) -> tuple[Section, ...]:
    """The two filters of the standard, whose table is for 48 kHz, drawn for any rate."""
    k = math.tan(math.pi * 1681.974450955533 / rate)
    q, high = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    middle = high**0.4996667741545416
    whole = 1 + k / q + k * k
    shelf = Section(
        (
            (high + middle * k / q + k * k) / whole,
            2 * (k * k - high) / whole,
            (high - middle * k / q + k * k) / whole,
        ),
        (2 * (k * k - 1) / whole, (1 - k / q + k * k) / whole),
    )
    k = math.tan(math.pi * 38.13547087602444 / rate)
    q = 0.5003270373238773
    whole = 1 + k / q + k * k
    bass = Section((1.0, -2.0, 1.0), (2 * (k * k - 1) / whole, (1 - k / q + k * k) / whole))
    return shelf, bass
