"""Sounds for the transport to play whose every frame a test can foretell."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

RATE = 48_000


def wait_until(condition: Callable[[], object], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.002)


def tone(
    start: int, frames: int, frequency: float = 440.0, level: float = 0.5
) -> NDArray[np.float32]:
    wave = level * np.sin(2 * np.pi * frequency * np.arange(start, start + frames) / RATE)
    return np.stack([wave, wave], axis=1).astype(np.float32)


class Tone:
    """A steady sine, of which everything before `ready_frame` is ready."""

    def __init__(self, seconds: float = 60.0, frequency: float = 440.0, level: float = 0.5) -> None:
        self.end_frame = round(seconds * RATE)
        self.ready_frame = self.end_frame
        self._frequency = frequency
        self._level = level

    def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        assert start_frame + frames <= self.end_frame, "asked for more than there is"
        ready = max(0, min(frames, self.ready_frame - start_frame))
        return tone(start_frame, ready, self._frequency, self._level)
