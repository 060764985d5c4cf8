"""Who waits for what about one context: its creation, its flushes, its end."""

from __future__ import annotations

import asyncio
from typing import TypeVar

from studio.tts.errors import SpeechError
from studio.tts.futures import fail, quiet_future, settle
from studio.tts.usage import SessionUsage

T = TypeVar("T")


class ContextAnswers:
    def __init__(self) -> None:
        self._created: list[asyncio.Future[None]] = []
        self._flushed: dict[int, list[asyncio.Future[None]]] = {}
        """By the part that answers them."""
        self._closed: list[asyncio.Future[SessionUsage | None]] = []

    def creation(self) -> asyncio.Future[None]:
        future: asyncio.Future[None] = quiet_future()
        self._created.append(future)
        return future

    def flush(self, turn: int) -> asyncio.Future[None]:
        future: asyncio.Future[None] = quiet_future()
        self._flushed.setdefault(turn, []).append(future)
        return future

    def closing(self) -> asyncio.Future[SessionUsage | None]:
        future: asyncio.Future[SessionUsage | None] = quiet_future()
        self._closed.append(future)
        return future

    def created(self, error: SpeechError | None = None) -> None:
        _answer(self._created, None, error)
        self._created = []

    def part_ended(self, turn: int, error: SpeechError | None) -> None:
        _answer(self._flushed.pop(turn, []), None, error)

    def gone(self, usage: SessionUsage | None) -> None:
        self.created()
        _answer(self._closed, usage, None)
        self._closed = []


def _answer(futures: list[asyncio.Future[T]], value: T, error: SpeechError | None) -> None:
    for future in futures:
        if error is None:
            settle(future, value)
        else:
            fail(future, error)
