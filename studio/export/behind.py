"""What is done on other threads while the next block is mixed."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import ParamSpec

import numpy as np
from numpy.typing import NDArray

from studio.audio.encoder import Encoder
from studio.audio.resample import Resampler
from studio.frames import PROJECT_RATE

BLOCK_FRAMES = 2 * PROJECT_RATE
_SILENCE_AT_ONCE = 10 * BLOCK_FRAMES
_THREADS = 2
_MOST_WAITING = 2

Block = NDArray[np.float32]
P = ParamSpec("P")


@contextmanager
def other_threads() -> Iterator[ThreadPoolExecutor]:
    """What waits there when something went wrong, or nobody wants it any more, is not done."""
    others = ThreadPoolExecutor(_THREADS, "encoding")
    try:
        yield others
    except BaseException:
        others.shutdown(cancel_futures=True)
        raise
    others.shutdown()


class Behind:
    """One thing after the other on another thread, of which a few may wait, so that neither side often
    stands still for the other. What goes wrong there is raised here, and nothing more is done."""

    def __init__(self, others: Executor) -> None:
        self._others = others
        self._changed = threading.Condition()
        self._waiting: deque[Callable[[], None]] = deque()
        self._is_running = False
        self._error: BaseException | None = None

    def do(self, function: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
        with self._changed:
            self._wait_for(_MOST_WAITING)
            self._waiting.append(partial(function, *args, **kwargs))
            if not self._is_running:
                self._is_running = True
                self._others.submit(self._run)

    def wait(self) -> None:
        """Until all is done."""
        with self._changed:
            self._wait_for(0)

    def _wait_for(self, left: int) -> None:
        while self._error is None and len(self._waiting) > left:
            self._changed.wait()
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        while True:
            with self._changed:
                if not self._waiting or self._error is not None:
                    self._is_running = False
                    return
                function = self._waiting[0]
            try:
                function()
            except BaseException as error:  # raised again where it was asked for
                self._error = error
            with self._changed:
                self._waiting.popleft()
                self._changed.notify_all()


def blocks(
    end_frame: int, others: Executor, prepare: Callable[[int, int], None]
) -> Iterator[tuple[int, int]]:
    """Where each block starts and how long it is, while the one after the next is prepared: the Mix
    looks a little beyond its own."""
    preparing = others.submit(prepare, 0, 2 * BLOCK_FRAMES)
    for start in range(0, end_frame, BLOCK_FRAMES):
        preparing.result()
        preparing = others.submit(prepare, start + 2 * BLOCK_FRAMES, BLOCK_FRAMES)
        yield start, min(BLOCK_FRAMES, end_frame - start)
    preparing.result()


class WritesBehind:
    """A sound file that is encoded on another thread. Holds a few blocks. Before the encoder is left,
    `finish` is called, or the other threads have ended."""

    def __init__(self, others: Executor, encoder: Encoder, rate: int, channels: int) -> None:
        self._behind = Behind(others)
        self._encoder = encoder
        self._channels = channels
        self._to_rate = Resampler(PROJECT_RATE, rate, channels) if rate != PROJECT_RATE else None
        self._silent_frames = 0

    def write(self, block: Block) -> None:
        """The block must not be changed any more."""
        silent_frames, self._silent_frames = self._silent_frames, 0
        self._behind.do(self._put, silent_frames, block)

    def write_silence(self, frames: int) -> None:
        """Many blocks of it are one thing to do."""
        self._silent_frames += frames
        if self._silent_frames >= _SILENCE_AT_ONCE:
            self.write(_SILENCE[:0, : self._channels])

    def finish(self) -> None:
        if self._silent_frames:
            self.write(_SILENCE[:0, : self._channels])
        self._behind.wait()
        if self._to_rate is not None:
            self._encoder.write(self._shaped(self._to_rate.finish()))

    def _put(self, silent_frames: int, block: Block) -> None:
        if self._to_rate is None:
            self._encoder.write_silence(silent_frames)
        else:
            for start in range(0, silent_frames, BLOCK_FRAMES):
                self._encode(_SILENCE[: silent_frames - start, : self._channels])
        self._encode(block)

    def _encode(self, block: Block) -> None:
        if self._to_rate is not None:
            sound = block if self._channels > 1 else block[:, 0]
            block = self._shaped(self._to_rate.convert(np.ascontiguousarray(sound)))
        self._encoder.write(block)

    def _shaped(self, sound: Block) -> Block:
        return sound.reshape(-1, self._channels)


_SILENCE: Block = np.zeros((BLOCK_FRAMES, 2), np.float32)
