"""Sound out of nowhere: takes what a device would have taken, when it would have, and drops it.

So that a scene plays, waits and ends on a machine without a sound device as it does with one.
"""

from __future__ import annotations

import threading
import time
from typing import Final

import numpy as np

from studio.frames import PROJECT_RATE
from studio.playback.device_output import Fill
from studio.playback.ring import CHANNELS
from studio.sentences import Message

_BLOCK_SECONDS = 0.01
_LONGEST_BLOCK_FRAMES = PROJECT_RATE // 10


class SilentOutput:
    """Asks `fill` for sound by the clock from the moment it is made until `close`."""

    kind: Final = "silent"
    is_alive = True
    latency_frames = 0

    def __init__(self, fill: Fill, reason: Message) -> None:
        self.description = reason
        self._fill = fill
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="silent output")
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        block = np.empty((_LONGEST_BLOCK_FRAMES, CHANNELS), np.float32)
        started_ns = time.perf_counter_ns()
        taken = 0
        while not self._closing.wait(_BLOCK_SECONDS):
            now_ns = time.perf_counter_ns()
            due = (now_ns - started_ns) * PROJECT_RATE // 10**9 - taken
            # After a long sleep of the machine a device would not catch up either.
            frames = min(due, _LONGEST_BLOCK_FRAMES)
            self._fill(block[:frames], now_ns)
            taken += due
