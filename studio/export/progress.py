"""How far an export has come, and the wish to stop it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from studio.errors import StudioError
from studio.sentences import Message, sentence

_stopped = sentence(
    "export.stopped",
    "The export was stopped. What was finished stays; of the file it was at, nothing is left.",
)

MEASURING = sentence("export.measuring", "Measuring the loudness")
WRITING = sentence("export.writing", "Writing {name}")
SPEAKING = sentence("export.speaking", "Speaking")
WAITING = sentence("export.waiting", "Waiting for the export before it")

_SETTLED_SECONDS = 1.0


class Stopped(StudioError):
    """Somebody wanted the export to end."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `whole` of all the work; `seconds_left` None while nobody can tell."""

    doing: Message
    done: float
    whole: float
    seconds_left: float | None = None


class Watch:
    """Told of each step; raises Stopped where it is told once somebody called `stop`. The work counts
    in any unit, as long as it is one."""

    def __init__(
        self,
        told: Callable[[Progress], object] = lambda progress: None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._told = told
        self._now = now
        self._stop = threading.Event()
        self._whole = 0.0
        self._done = 0.0
        self._began = now()
        self._doing = SPEAKING()

    def stop(self) -> None:
        """From any thread."""
        self._stop.set()

    def expect(self, whole: float) -> None:
        self._whole, self._done, self._began = whole, 0.0, self._now()

    def begin(self, doing: Message) -> None:
        self._doing = doing
        self.step(0.0)

    def step(self, done: float) -> None:
        """So much more is done."""
        if self._stop.is_set():
            raise Stopped(_stopped())
        self._done = min(self._done + done, self._whole)
        self._told(Progress(self._doing, self._done, self._whole, self._seconds_left()))

    def _seconds_left(self) -> float | None:
        taken = self._now() - self._began
        if taken < _SETTLED_SECONDS or self._done <= 0:
            return None
        return taken * (self._whole - self._done) / self._done
