"""The stretch of a Mix that is exported, in stereo or for one loudspeaker."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from studio.timeline.fades import faded
from studio.timeline.mixer import Mixer

_DOWN = np.float32(math.sqrt(0.5))


class Window:
    """Counts from its own beginning. `edges` are where the piece is cut, so that no click is heard."""

    def __init__(
        self, mixer: Mixer, start_frame: int, end_frame: int, channels: int, *, edges: bool
    ) -> None:
        self.end_frame = end_frame - start_frame
        self._mixer = mixer
        self._start = start_frame
        self._is_mono = channels == 1
        self._edges = edges

    def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        block = self._mixer.mix(self._start + start_frame, frames)
        if self._edges:
            block = faded(block, start_frame, (0, self.end_frame), (0, 0))
        if self._is_mono:
            # A voice in the middle is as loud from one loudspeaker as it was from two.
            block = (block[:, :1] + block[:, 1:]) * _DOWN
        return block

    def prepare(self, start_frame: int, frames: int) -> None:
        self._mixer.prepare(self._start + start_frame, frames)
