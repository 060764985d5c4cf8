"""A sound file that is already in memory, to be heard alone like a Take: a voice's sample."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from studio.audio.resample import resampled
from studio.audio.sound_file import sound_in
from studio.frames import PROJECT_RATE

_MIDDLE = np.float32(math.sqrt(0.5))


class FileSound:
    """To be played like a Mix. Raises InputError for what is no sound."""

    def __init__(self, content: bytes, called: str) -> None:
        sound, rate = sound_in(content, called)
        mono = resampled(sound.mean(axis=1, keepdims=True, dtype=np.float32), rate, PROJECT_RATE)
        self._sound = np.repeat(mono * _MIDDLE, 2, axis=1)

    @property
    def end_frame(self) -> int:
        return len(self._sound)

    def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        return self._sound[start_frame : start_frame + frames]
