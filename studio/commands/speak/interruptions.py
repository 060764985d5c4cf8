"""Ctrl+C while speaking: silence at once, and soon after that a second time the end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import Iterator

from studio.commands.speak.sinks import Sink
from studio.scheduling.type_to_hear import TypeToHear

LEAVE_SECONDS = 2.0
"""A second Ctrl+C within so long leaves; later it is a new interruption."""


class Interruptions:
    def __init__(self, speech: TypeToHear, sink: Sink) -> None:
        self.silenced: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done when the last of the text was silenced and nothing more will come."""
        self.is_last_turn = False
        self.leaves = False
        self._speech = speech
        self._sink = sink
        self._task = asyncio.current_task()
        self._last = -LEAVE_SECONDS

    def came(self) -> None:
        now = time.monotonic()
        if now - self._last < LEAVE_SECONDS and self._task is not None:
            self.leaves = True
            self._task.cancel()
            return
        self._last = now
        self._speech.interrupt()
        self._sink.silence()
        if self.is_last_turn and not self.silenced.done():
            self.silenced.set_result(None)


@contextlib.contextmanager
def interruptions(speech: TypeToHear, sink: Sink) -> Iterator[Interruptions]:
    """From here on Ctrl+C is a barge-in; twice it is a KeyboardInterrupt."""
    loop = asyncio.get_running_loop()
    interrupted = Interruptions(speech, sink)
    # Where a loop handles no signals, Ctrl+C simply leaves.
    with contextlib.suppress(NotImplementedError):
        loop.add_signal_handler(signal.SIGINT, interrupted.came)
    try:
        yield interrupted
    except asyncio.CancelledError:
        if interrupted.leaves:
            raise KeyboardInterrupt from None
        raise
    finally:
        with contextlib.suppress(NotImplementedError):
            loop.remove_signal_handler(signal.SIGINT)
        if interrupted.leaves:
            # The end is under way and takes no longer for being asked again.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
