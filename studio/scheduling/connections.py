"""The connections of one service, by number: opened when first needed, opened anew when one has gone,
and left behind without holding anybody up.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Collection, Coroutine
from dataclasses import dataclass

from studio.scheduling.plan import Binding, OpenConnection
from studio.scheduling.speaking_session import SpeakingSession, Used

OpenSession = Callable[[Binding, Used], Coroutine[None, None, SpeakingSession]]
CLOSE_SECONDS = 2.5
"""A server that does not answer keeps nobody from leaving for longer."""


@dataclass(slots=True)
class _Connection:
    binding: Binding
    opening: asyncio.Task[SpeakingSession]

    @property
    def session(self) -> SpeakingSession | None:
        done = self.opening.done() and not self.opening.cancelled()
        return self.opening.result() if done and self.opening.exception() is None else None

    @property
    def is_usable(self) -> bool:
        return not self.opening.done() or (self.session is not None and self.session.is_alive)

    async def end(self) -> None:
        self.opening.cancel()
        (session,) = await asyncio.gather(self.opening, return_exceptions=True)
        if isinstance(session, SpeakingSession):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await session.close()


class Connections:
    def __init__(self, open_session: OpenSession, used: Used) -> None:
        self._open_session = open_session
        self._used = used
        self._connections: dict[int, _Connection] = {}
        self._leaving: set[asyncio.Task[None]] = set()

    @property
    def open(self) -> list[OpenConnection]:
        """What there is, for the plan."""
        return [
            OpenConnection(
                number, each.binding, each.session.contexts if each.session else frozenset()
            )
            for number, each in self._connections.items()
        ]

    def contexts(self) -> dict[str, float | None]:
        """Those open on any of them: since when each is quiet, None while it speaks."""
        found: dict[str, float | None] = {}
        for each in self._connections.values():
            if each.session is not None:
                found |= each.session.quiet_since()
        return found

    async def session(self, number: int, binding: Binding) -> SpeakingSession:
        """The session of this connection; a new one when the last has gone or was for other Lines."""
        connection = self._connections.get(number)
        if connection is None or connection.binding != binding or not connection.is_usable:
            if connection is not None:
                self._let_go(connection)
            opening = asyncio.get_running_loop().create_task(
                self._open_session(binding, self._used)
            )
            connection = self._connections[number] = _Connection(binding, opening)
        return await asyncio.shield(connection.opening)

    def forget_dead(self, busy: Collection[int]) -> None:
        """Drop those that are gone, except where somebody still waits for the answer."""
        for number, connection in list(self._connections.items()):
            if not connection.is_usable and number not in busy:
                self._let_go(self._connections.pop(number))

    async def probe(self) -> None:
        """Find out at once which of them still carry anything; the others are lost now."""
        sessions = [each.session for each in self._connections.values()]
        await asyncio.gather(*(session.probe() for session in sessions if session is not None))

    async def close(self) -> None:
        """End every session; what they used has been told when this returns, or never will be."""
        ending = [connection.end() for connection in self._connections.values()]
        await asyncio.gather(*ending, *self._leaving)

    def _let_go(self, connection: _Connection) -> None:
        task = asyncio.get_running_loop().create_task(connection.end())
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)
