"""Changes of settings on their way: asked for, and acknowledged, refused or given up in that order."""

from __future__ import annotations

from collections import deque

from studio.wire.messages import UpdateSettings
from studio.wire.settings import LiveSettings


class PendingChanges:
    def __init__(self, wait_seconds: float) -> None:
        self._wait = wait_seconds
        self._asked: deque[tuple[float, LiveSettings]] = deque()

    def __bool__(self) -> bool:
        return bool(self._asked)

    def ask(self, changes: LiveSettings, now: float) -> UpdateSettings:
        self._asked.append((now, changes))
        return UpdateSettings(changes)

    def answered(self) -> LiveSettings:
        """The oldest change, which has its answer now."""
        return self._asked.popleft()[1]

    def forget(self) -> None:
        self._asked.clear()

    @property
    def deadline(self) -> float | None:
        return self._asked[0][0] + self._wait if self._asked else None

    def give_up(self, now: float) -> bool:
        """Whether the oldest had its time; it is waited for no longer."""
        if self.deadline is None or self.deadline > now:
            return False
        self._asked.popleft()
        return True
