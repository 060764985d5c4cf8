"""A session's settings, with the changes that still wait for the server's word.

What begins after a change was asked for begins with it; a change that is refused or never answered is
taken back. The later wish counts, whether it needed an answer or not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from studio.wire import codes
from studio.wire.messages import ErrorReport, UpdateSettings
from studio.wire.settings import LiveSettings, Settings, with_changes


class _Wish(NamedTuple):
    apply: Callable[[Settings], Settings]
    asked_at: float | None = None
    """None where no answer is needed."""


class SessionSettings:
    def __init__(self, settings: Settings, wait_seconds: float) -> None:
        self._agreed = settings
        self._wait = wait_seconds
        self._wishes: deque[_Wish] = deque()
        """Oldest first, which always waits for its answer."""

    @property
    def current(self) -> Settings:
        """As things would stand once every answer was yes."""
        settings = self._agreed
        for wish in self._wishes:
            settings = wish.apply(settings)
        return settings

    def set(self, apply: Callable[[Settings], Settings]) -> None:
        """Change what nobody need answer."""
        self._wishes.append(_Wish(apply))
        self._settle()

    def ask(self, changes: LiveSettings, now: float) -> UpdateSettings:
        self._wishes.append(_Wish(partial(with_changes, changes=changes), now))
        return UpdateSettings(changes)

    @property
    def is_asking(self) -> bool:
        return bool(self._wishes)

    def confirmed(self) -> None:
        """The oldest change is in force."""
        self._agreed = self._wishes.popleft().apply(self._agreed)
        self._settle()

    def refused(self) -> None:
        """The oldest change is not."""
        self._wishes.popleft()
        self._settle()

    def _settle(self) -> None:
        while self._wishes and self._wishes[0].asked_at is None:
            self._agreed = self._wishes.popleft().apply(self._agreed)

    def forget(self) -> None:
        """Nobody will answer any more."""
        while self._wishes:
            self.refused()

    @property
    def deadline(self) -> float | None:
        asked_at = self._wishes[0].asked_at if self._wishes else None
        return None if asked_at is None else asked_at + self._wait

    def give_up(self, now: float) -> bool:
        """Whether the oldest change had its time; it is waited for no longer."""
        if self.deadline is None or self.deadline > now:
            return False
        self.refused()
        return True


def is_about_settings(report: ErrorReport) -> bool:
    """Whether an error that names no context may answer a change of settings."""
    if report.error_code is not None:
        return report.error_code == codes.VALIDATION_ERROR
    return report.code in (None, 400, 422)
