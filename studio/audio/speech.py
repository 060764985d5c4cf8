"""A voice as the Mix wants it: without rumble, and how loud it then is; both out of one filter, for
both are needed of every Take.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from studio.audio.filters import Filter, Section, high_pass
from studio.audio.loudness import loudness_of_weighted, weighting
from studio.audio.samples import float_samples

RUMBLE_HERTZ = 80.0

Samples = NDArray[np.int16]
Mono = NDArray[np.float32]

_SECONDS_AT_ONCE = 10


def without_rumble(samples: Samples, rate: int) -> Mono:
    """The sound after silence, at its own rate and level."""
    clean: Mono = _filter(rate).tapped(float_samples(samples), 1)[0]
    return clean


def without_rumble_and_loudness(samples: Samples, rate: int) -> tuple[Mono, float]:
    """The same, to the last bit, and its loudness in LUFS."""
    clean, weighted = _filter(rate).tapped(float_samples(samples))
    return clean, loudness_of_weighted([weighted], rate)


def speech_loudness(samples: Samples, rate: int) -> float:
    """How loud a sound of any length is once it is without rumble."""
    filter_, size = _filter(rate), rate * _SECONDS_AT_ONCE
    pieces = (samples[start : start + size] for start in range(0, len(samples), size))
    return loudness_of_weighted((filter_.tapped(float_samples(it))[1] for it in pieces), rate)


def _filter(rate: int) -> Filter:
    return Filter(_sections(rate), taps=(1,))


@lru_cache
def _sections(rate: int) -> tuple[Section, ...]:
    return (high_pass(RUMBLE_HERTZ, rate), *weighting(rate))
