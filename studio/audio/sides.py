"""Sounds that are the same on both sides: one channel that reads as two.

Voices in the middle are most of what is mixed. Kept once, such a sound costs half as much to bring
under the ceiling, to round and to copy; whoever does not ask sees (frames, 2) as ever, not to be
written to.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound=np.generic)


def on_both_sides(channel: NDArray[T]) -> NDArray[T]:
    return np.broadcast_to(channel.reshape(-1, 1), (len(channel), 2))


def one_side(sound: NDArray[T]) -> NDArray[T] | None:
    """The channel, where both are known to be the same."""
    if sound.ndim == 2 and sound.shape[1] == 2 and sound.strides[1] == 0:
        return sound[:, 0]
    return None


def written_out(sound: NDArray[T]) -> NDArray[T]:
    """The same with two channels of its own where it had one for both."""
    side = one_side(sound)
    return sound if side is None else np.stack([side, side], axis=1)


def joined(first: NDArray[T], second: NDArray[T]) -> NDArray[T]:
    left, right = one_side(first), one_side(second)
    if left is None or right is None:
        return np.concatenate([first, second])
    return on_both_sides(np.concatenate([left, right]))


def louder(sound: NDArray[np.float32], gain: np.float32) -> NDArray[np.float32]:
    side = one_side(sound)
    return sound * gain if side is None else on_both_sides(side * gain)
