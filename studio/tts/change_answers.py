"""Who waits for which change of settings to be confirmed; they are answered in the order they asked."""

from __future__ import annotations

import asyncio
from collections import deque

from studio.tts import errors, refusals
from studio.tts.errors import SpeechError
from studio.tts.futures import fail, quiet_future, settle
from studio.wire.events import Event, SettingsRefused, SettingsUnanswered
from studio.wire.messages import SettingsUpdated


class ChangeAnswers:
    def __init__(self) -> None:
        self._asked: deque[asyncio.Future[None]] = deque()

    def next(self) -> asyncio.Future[None]:
        future: asyncio.Future[None] = quiet_future()
        self._asked.append(future)
        return future

    def handle(self, event: Event) -> None:
        match event:
            case SettingsUpdated():
                settle(self._asked.popleft(), None)
            case SettingsRefused(report):
                fail(self._asked.popleft(), refusals.from_report(report))
            case SettingsUnanswered():
                fail(self._asked.popleft(), errors.settings_unconfirmed())

    def fail_all(self, error: SpeechError) -> None:
        """Nobody will answer any more."""
        while self._asked:
            fail(self._asked.popleft(), error)
