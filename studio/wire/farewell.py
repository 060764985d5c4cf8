"""The end of a session: wished for, said once nothing is left to hear, answered or given up."""

from __future__ import annotations


class Farewell:
    def __init__(self, wait_seconds: float) -> None:
        self._wait = wait_seconds
        self.is_wished = False
        self._said_at: float | None = None
        self.is_over = False

    def wish(self) -> None:
        self.is_wished = True

    @property
    def is_due(self) -> bool:
        """Whether it may be said as soon as nothing is left to hear."""
        return self.is_wished and self._said_at is None and not self.is_over

    def say(self, now: float) -> None:
        self._said_at = now

    def answered(self) -> None:
        """By the server, or by the end of the connection."""
        self.is_over = self.is_over or self._said_at is not None

    def skip(self) -> None:
        """There is nobody to say it to."""
        self.is_over = True

    @property
    def deadline(self) -> float | None:
        return None if self._said_at is None or self.is_over else self._said_at + self._wait

    def give_up(self, now: float) -> None:
        self.is_over = self.is_over or (self.deadline is not None and self.deadline <= now)
