"""What was handed to the output and when it is heard, kept for four seconds in shared memory.

The audio process writes it; whoever shows levels reads it. Positions count frames from the first
one ever handed out, silence too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.frames import PROJECT_RATE
from studio.playback.ring import CHANNELS, Clock, checked_words, put_checked
from studio.playback.shared_memory import SharedMemory

KEPT_FRAMES = 4 * PROJECT_RATE

_HEADER_BYTES = 64
_BYTES = _HEADER_BYTES + KEPT_FRAMES * CHANNELS * np.dtype(np.float32).itemsize
_CLOCK = 0
_MARGIN = PROJECT_RATE // 5
"""What is about to be written over is not looked at any more."""


class HeardSound:
    """One end: only the audio process calls `put`."""

    def __init__(self, memory: SharedMemory) -> None:
        self.memory = memory
        view = memoryview(memory.mapping)
        self._words = view[:_HEADER_BYTES].cast("q")
        self._samples: NDArray[np.float32] = np.frombuffer(
            memory.mapping, np.float32, offset=_HEADER_BYTES
        ).reshape(KEPT_FRAMES, CHANNELS)
        view.release()

    @classmethod
    def create(cls) -> HeardSound:
        return cls(SharedMemory.create(_BYTES))

    @classmethod
    def attach(cls, handle: str) -> HeardSound:
        return cls(SharedMemory.attach(handle, _BYTES))

    def close(self) -> None:
        self._words.release()
        del self._samples
        self.memory.close()

    def put(self, block: NDArray[np.float32], heard_at_ns: int) -> None:
        clock = self._clock()
        position = clock.position + clock.frames if clock is not None else 0
        at = position % KEPT_FRAMES
        first = min(len(block), KEPT_FRAMES - at)
        self._samples[at : at + first] = block[:first]
        self._samples[: len(block) - first] = block[first:]
        put_checked(self._words, _CLOCK, position, len(block), heard_at_ns)

    def heard(self, now_ns: int) -> int:
        """The position being heard."""
        clock = self._clock()
        return max(0, clock.heard(now_ns)) if clock is not None else 0

    def between(self, start: int, end: int) -> NDArray[np.float32]:
        """A copy of what was heard there; what is no longer kept is left out at the beginning."""
        clock = self._clock()
        written = clock.position + clock.frames if clock is not None else 0
        start = max(start, written - KEPT_FRAMES + _MARGIN, 0)
        return self._samples[np.arange(start, min(end, written)) % KEPT_FRAMES]

    def _clock(self) -> Clock | None:
        for _ in range(3):
            found = checked_words(self._words, _CLOCK, 3)
            if found is not None:
                return Clock(*found)
        return None
