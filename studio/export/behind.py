"""Sound files that are encoded on other threads while the next block is mixed."""

from __future__ import annotations

from concurrent.futures import Executor, Future

import numpy as np
from numpy.typing import NDArray

from studio.audio.encoder import Encoder
from studio.audio.resample import Resampler
from studio.frames import PROJECT_RATE


class WritesBehind:
    """Never holds more than two blocks: the one before must be in the file. What goes wrong there is
    raised here. Before the encoder is left, `finish` is called, or the other threads have ended."""

    def __init__(self, others: Executor, encoder: Encoder, rate: int, channels: int) -> None:
        self._others = others
        self._encoder = encoder
        self._channels = channels
        self._to_rate = Resampler(PROJECT_RATE, rate, channels) if rate != PROJECT_RATE else None
        self._writing: Future[None] | None = None

    def write(self, block: NDArray[np.float32]) -> None:
        """The block must not be changed any more."""
        self._wait()
        self._writing = self._others.submit(self._put, block)

    def finish(self) -> None:
        self._wait()
        if self._to_rate is not None:
            self._encoder.write(self._shaped(self._to_rate.finish()))

    def _wait(self) -> None:
        if self._writing is not None:
            writing, self._writing = self._writing, None
            writing.result()

    def _put(self, block: NDArray[np.float32]) -> None:
        if self._to_rate is not None:
            sound = block if self._channels > 1 else block[:, 0]
            block = self._shaped(self._to_rate.convert(np.ascontiguousarray(sound)))
        self._encoder.write(block)

    def _shaped(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        return sound.reshape(-1, self._channels)
