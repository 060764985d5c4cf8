"""Calls callbacks one after another, waiting for those that are async without stopping the reader."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from typing import ParamSpec

from studio.tts.audio_chunk import AudioChunk

log = logging.getLogger(__name__)
P = ParamSpec("P")

MOST_WAITING = 1000
"""So many calls of one callback may wait behind a slow one; further ones are not made."""


class CallbackOrder:
    """The callbacks of one turn or context. A plain one is called at once if nothing is before it."""

    def __init__(self, on_taken: Callable[[AudioChunk], None]) -> None:
        self._waiting: deque[Callable[[], object]] = deque()
        self._waiting_of: Counter[object] = Counter()
        self._chunks: deque[AudioChunk] = deque()
        self._on_taken = on_taken
        self._task: asyncio.Task[None] | None = None
        self._returned = 0
        self._taking = 0.0
        """How long the sound is that a callback was just given."""

    @property
    def is_idle(self) -> bool:
        return self._task is None

    def call(self, callback: Callable[P, object] | None, *args: P.args, **kwargs: P.kwargs) -> None:
        if callback is None:
            return
        if self._task is None:
            self._taking = 0.0
            self._run(_called(callback, *args, **kwargs))
        elif self._waiting_of[callback] < MOST_WAITING:
            self._waiting_of[callback] += 1
            self._waiting.append(lambda: self._told(callback, *args, **kwargs))

    def _told(self, callback: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> object:
        self._waiting_of[callback] -= 1
        return callback(*args, **kwargs)

    def hand_over(self, callback: Callable[[AudioChunk], object], chunk: AudioChunk) -> None:
        """At once if nothing is before it; else sound may be taken back by `drop_sound` meanwhile."""
        if self._task is None:
            self._taking = chunk.duration_seconds
            self._run(_called(callback, chunk))
            return
        self._chunks.append(chunk)

        def take() -> object:
            if not self._chunks or self._chunks[0] is not chunk:
                return None
            self._on_taken(self._chunks.popleft())
            self._taking = chunk.duration_seconds
            return callback(chunk)

        self._waiting.append(take)

    @property
    def has_sound(self) -> bool:
        """Whether sound waits to be handed over."""
        return bool(self._chunks)

    def drop_sound(self) -> None:
        while self._chunks:
            self._on_taken(self._chunks.popleft())

    async def finished(self, seconds: float) -> float:
        """Once every callback called so far has returned. One that takes longer than `seconds`, and
        than its sound, is stopped: the sound behind it is lost, of which the length is given; the
        others are still called, with as many seconds for all of them."""
        while (task := self._task) is not None:
            returned = self._returned
            await asyncio.wait([task], timeout=seconds + self._taking)
            if self._task is task and self._returned == returned:
                return await self._stop(task, seconds)
        return 0.0

    async def _stop(self, stuck: asyncio.Task[None], seconds: float) -> float:
        lost = sum(chunk.duration_seconds for chunk in self._chunks)
        self.drop_sound()
        stuck.cancel()
        await asyncio.wait([stuck], timeout=seconds)
        if self._task is None:
            self._task = asyncio.ensure_future(self._go_on(None))
        _, still = await asyncio.wait([self._task], timeout=seconds)
        if still:
            self._waiting.clear()
            self._waiting_of.clear()
            self._task.cancel()
        return lost

    def _run(self, first: object) -> None:
        if inspect.isawaitable(first):
            self._task = asyncio.ensure_future(self._go_on(first))

    async def _go_on(self, first: Awaitable[object] | None) -> None:
        try:
            if first is not None:
                await _awaited(first)
            while self._waiting:
                self._returned += 1
                self._taking = 0.0
                result = _called(self._waiting.popleft())
                if inspect.isawaitable(result):
                    await _awaited(result)
        finally:
            self._task = None


def _called(callback: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> object:
    try:
        return callback(*args, **kwargs)
    except (Exception, asyncio.CancelledError):
        log.exception("A callback of a speech session failed; the session goes on.")
        return None


async def _awaited(result: Awaitable[object]) -> None:
    try:
        await result
    except (Exception, asyncio.CancelledError):
        task = asyncio.current_task()
        if task is not None and task.cancelling():  # It is we who are cancelled.
            raise
        log.exception("A callback of a speech session failed; the session goes on.")
