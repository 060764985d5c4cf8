"""The forms of a sample: 32-bit float as the Mix is made, whole numbers as Takes and files keep them.

Full scale is 1.0 for 32,768, so that every 16-bit sample survives the way there and back.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.audio.sides import on_both_sides, one_side, written_out

_FULL_SCALE_16 = 1 << 15
_FULL_SCALE_24 = 1 << 23


def float_samples(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """The same sound between -1.0 and just below 1.0."""
    return samples * np.float32(1 / _FULL_SCALE_16)


def int16_samples(sound: NDArray[np.float32]) -> NDArray[np.int16]:
    """The nearest 16-bit samples; what is louder than full scale is held at it."""
    side = one_side(sound)
    if side is not None:
        return written_out(on_both_sides(int16_samples(side)))
    return _whole_numbers(sound, _FULL_SCALE_16).astype(np.int16)


def int24_samples(sound: NDArray[np.float32]) -> NDArray[np.int32]:
    """The nearest 24-bit samples, in the upper three bytes of 32 bits as sound files take them."""
    side = one_side(sound)
    if side is not None:
        return written_out(on_both_sides(int24_samples(side)))
    return _whole_numbers(sound, _FULL_SCALE_24).astype(np.int32) << 8


def _whole_numbers(sound: NDArray[np.float32], full_scale: int) -> NDArray[np.float32]:
    loudest = max(sound.max(), -sound.min()) if sound.size else 0.0
    if loudest == 0.0:
        return np.zeros_like(sound)
    nearest: NDArray[np.float32] = sound * np.float32(full_scale)
    np.rint(nearest, out=nearest)
    if loudest > 1.0 - 1.0 / full_scale:
        np.clip(nearest, -full_scale, full_scale - 1, out=nearest)
    return nearest
