"""A call at a time that is put off again and again, as each sign of life does.

To put it off costs nothing: the timer that runs already rings, finds that it is too early, and is set
anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Alarm:
    """Calls `ring` once when its time has come, unless it was put off or stopped before."""

    def __init__(self, ring: Callable[[], object]) -> None:
        self._ring = ring
        self._loop = asyncio.get_running_loop()
        self._due: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    def set(self, due: float | None) -> None:
        """`due` is a time of the running loop; None: not at all, as things stand."""
        self._due = due
        if due is None or (self._timer is not None and self._timer.when() <= due):
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(due, self._look)

    def set_in(self, seconds: float) -> None:
        self.set(self._loop.time() + seconds)

    def stop(self) -> None:
        """For good: nothing waits any longer."""
        self._due = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer = None
        due, self._due = self._due, None
        if due is None:
            return
        if due <= self._loop.time():
            self._ring()
        else:
            self.set(due)
