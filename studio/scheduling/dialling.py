"""Opening a session to a server that may be away for a moment: again and again, with growing pauses,
and not for ever. What refuses is believed at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from studio.errors import StudioError
from studio.observers import Observers
from studio.sentences import Message, sentence
from studio.tts.errors import NotASpeechServer, ServiceUnavailable, Unreachable
from studio.tts.retry import MOST_ATTEMPTS, jittered_delay

AWAY = (Unreachable, NotASpeechServer, ServiceUnavailable)
HEALTHY_SECONDS = 60.0
"""A connection that lasted so long shows that all is well: the pauses begin short again."""

OFFLINE = sentence("dialling.offline", "{cause} Trying again in {seconds:.0f} s.")

S = TypeVar("S")


class Dialling:
    def __init__(self) -> None:
        self.trouble: Message | None = None
        """Why nobody is reached at present; None when all is well."""
        self.changed: Observers[[]] = Observers()
        self._attempt = 0
        self._reached_at: float | None = None
        self._hurry = asyncio.Event()

    def try_now(self) -> None:
        self._hurry.set()

    async def open(self, connect: Callable[[], Awaitable[S]]) -> S:
        """What `connect` gives; raises its last error once there is no more use in trying."""
        loop = asyncio.get_running_loop()
        if self._reached_at is None or loop.time() - self._reached_at >= HEALTHY_SECONDS:
            self._attempt = 0
        while True:
            try:
                connected = await connect()
            except StudioError as error:
                if not isinstance(error, AWAY) or self._attempt >= MOST_ATTEMPTS:
                    self._attempt = 0
                    self._say(error.message)
                    raise
                await self._wait(error)
            else:
                self._reached_at = loop.time()
                self._say(None)
                return connected

    async def _wait(self, error: StudioError) -> None:
        seconds = jittered_delay(self._attempt)
        self._attempt += 1
        self._say(OFFLINE(cause=error.message, seconds=max(1.0, seconds)))
        self._hurry.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._hurry.wait()
        except TimeoutError:
            pass

    def _say(self, trouble: Message | None) -> None:
        if trouble != self.trouble:
            self.trouble = trouble
            self.changed.tell()
