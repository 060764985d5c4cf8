"""One Take alone, outside the Timeline: as loud as all others, in the middle, also while it grows."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from studio.frames import PROJECT_RATE, TAKE_RATE, frames_at_rate
from studio.takes.growing_take import GrowingTake
from studio.takes.recipe import TakeKey
from studio.timeline.take_sounds import Find, TakeSounds

_MIDDLE = np.float32(math.sqrt(0.5))
_LATER_THAN_ANY = 1 << 50


class TakeAlone:
    """To be played like a Mix. A Take that broke off ends where it did."""

    def __init__(self, find: Find, key: TakeKey) -> None:
        self._find = find
        self._key = key
        self._sounds = TakeSounds(find)
        self._given = 0

    @property
    def end_frame(self) -> int:
        take = self._find(self._key)
        if take is None:
            return self._given
        if isinstance(take, GrowingTake):
            return _LATER_THAN_ANY
        return frames_at_rate(take.length_samples, TAKE_RATE, PROJECT_RATE)

    def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        piece = self._sounds.piece(self._key, start_frame, frames)
        self._given = max(self._given, start_frame + len(piece))
        middle = piece * _MIDDLE
        return np.stack([middle, middle], axis=1)
