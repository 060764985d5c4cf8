"""The last step before the ear and the file: the master gain, and no peak above the ceiling."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from studio.audio.limiter import AHEAD_FRAMES, BEHIND_FRAMES, limited
from studio.audio.sides import joined, louder
from studio.document.values import Document, LoudnessTarget

Block = NDArray[np.float32]


class Source(Protocol):
    """What comes in, `Mixer` or another that gives fewer frames where it is not ready."""

    @property
    def end_frame(self) -> int: ...

    def mix(self, start_frame: int, frames: int) -> Block: ...


def ceiling_db(document: Document) -> float:
    """The peak that the Mix of this Document may not pass."""
    return (document.loudness or LoudnessTarget()).true_peak_db


class Master:
    """Use from one thread at a time. What follows a block decides how it is held down, so the source
    is asked for a little more than is given out."""

    def __init__(self, source: Source, ceiling_db: float, gain_db: float = 0.0) -> None:
        self.end_frame = source.end_frame
        self._source = source
        self._gain = np.float32(10 ** (gain_db / 20))
        self._ceiling = 10 ** (ceiling_db / 20)
        self._kept_from = 0
        self._kept: Block = np.zeros((0, 2), np.float32)

    def mix(self, start_frame: int, frames: int) -> Block:
        """Frames from `start_frame` on; fewer than asked where the source has no more ready."""
        before = self._before(start_frame)
        wanted = min(start_frame + frames + AHEAD_FRAMES, self.end_frame)
        have = start_frame + len(self._kept) - before
        if wanted > have:
            more = self._source.mix(have, wanted - have)
            if self._gain != 1.0:
                more = louder(more, self._gain)
            self._kept = joined(self._kept, more) if len(self._kept) else more
        frames = min(frames, len(self._kept) - before)
        return limited(self._kept, before, frames, self._ceiling)

    def _before(self, start_frame: int) -> int:
        """How many frames before `start_frame` are kept, once what is too old was dropped."""
        before = start_frame - self._kept_from
        if 0 <= before <= len(self._kept):
            dropped = max(0, before - BEHIND_FRAMES)
            self._kept = self._kept[dropped:]
            self._kept_from += dropped
            return before - dropped
        before = min(BEHIND_FRAMES, start_frame)
        self._kept = louder(self._source.mix(start_frame - before, before), self._gain)
        if len(self._kept) < before:
            # Not there any more; it is not for its sake that anybody should wait.
            self._kept, before = self._kept[:0], 0
        self._kept_from = start_frame - before
        return before
