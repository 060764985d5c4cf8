"""Sound that is played while it still arrives: a source for the transport that grows.

Filled on one thread, mixed on another; a place that has not arrived yet makes the transport wait.
"""

from __future__ import annotations

import threading

import numpy as np
from numpy.typing import NDArray

from studio.audio.resample import Resampler
from studio.audio.samples import float_samples
from studio.frames import PROJECT_RATE, TAKE_RATE

_FAR_AWAY = PROJECT_RATE * 60 * 60 * 24


class LiveSound:
    def __init__(self) -> None:
        self._resampler = Resampler(TAKE_RATE, PROJECT_RATE)
        self._room: NDArray[np.float32] = np.zeros(PROJECT_RATE, np.float32)
        self._length = 0
        self._is_over = False
        self._lock = threading.Lock()

    @property
    def end_frame(self) -> int:
        """Far away until the last of it is there."""
        with self._lock:
            return self._length if self._is_over else _FAR_AWAY

    def hear(self, samples: NDArray[np.int16]) -> None:
        self._append(self._resampler.convert(float_samples(samples)))

    def finish(self) -> None:
        """Nothing more is coming; said twice, it is as true."""
        if self._is_over:
            return
        self._append(self._resampler.finish())
        with self._lock:
            self._is_over = True

    def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        with self._lock:
            mono = self._room[start_frame : min(start_frame + frames, self._length)]
            return np.repeat(mono[:, None], 2, axis=1)

    def _append(self, sound: NDArray[np.float32]) -> None:
        with self._lock:
            end = self._length + len(sound)
            if end > len(self._room):
                self._room = np.resize(self._room, max(end, 2 * len(self._room)))
            self._room[self._length : end] = sound.reshape(-1)
            self._length = end
