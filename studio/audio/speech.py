"""A voice as the Mix wants it: without rumble, and how loud it then is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from studio.audio.loudness import loudness_of_pieces
from studio.audio.rumble import rumble_of
from studio.audio.samples import float_samples
from studio.frames import TAKE_RATE

Samples = NDArray[np.int16]
Mono = NDArray[np.float32]

_AT_ONCE = 10 * TAKE_RATE
_AROUND = TAKE_RATE // 10


def without_rumble(samples: Samples) -> Mono:
    """The sound, with silence around it, at the rate of the Takes and its own level."""
    clean = float_samples(samples)
    clean -= rumble_of(clean)
    return clean


def loudness_of_clean(clean: Mono) -> float:
    """In LUFS, of one that is without rumble already."""
    return loudness_of_pieces([clean], TAKE_RATE)


def speech_loudness(samples: Samples) -> float:
    """In LUFS, how loud a Take of any length is once it is without rumble."""
    return loudness_of_pieces(_clean_pieces(samples), TAKE_RATE)


def _clean_pieces(samples: Samples) -> Iterator[Mono]:
    for start in range(0, len(samples), _AT_ONCE):
        first = max(0, start - _AROUND)
        clean = without_rumble(samples[first : start + _AT_ONCE + _AROUND])
        yield clean[start - first : start - first + _AT_ONCE]
