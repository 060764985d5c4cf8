"""Carries the plan out: one context per Lane, one Line at a time in it, every Take to the Shelf.

Runs on the voice thread's loop. What others need to know is in `standing`, a value that is replaced
and never changed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from studio.document.values import SpeakerId
from studio.errors import StudioError
from studio.observers import Observers
from studio.scheduling.demand import Want
from studio.scheduling.plan import plan
from studio.scheduling.speaking_session import SpeakingSession
from studio.takes.recipe import TakeKey
from studio.takes.shelf import Shelf
from studio.wire.limits import CONTEXTS_PER_CONNECTION

log = logging.getLogger(__name__)

MOST_TRIES = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the wanted Takes stand: which are arriving, and which could not be made and why."""

    coming: frozenset[TakeKey] = frozenset()
    failed: Mapping[TakeKey, StudioError] = field(default_factory=lambda: MappingProxyType({}))
    is_idle: bool = True


@dataclass(slots=True)
class _Flight:
    want: Want
    task: asyncio.Task[None]


class Producer:
    def __init__(
        self, shelf: Shelf, open_session: Callable[[], Coroutine[None, None, SpeakingSession]]
    ) -> None:
        self.standing = Standing()
        self.changed: Observers[[]] = Observers()
        self._shelf = shelf
        self._open_session = open_session
        self._session: asyncio.Task[SpeakingSession] | None = None
        self._wants: tuple[Want, ...] = ()
        self._flights: dict[SpeakerId, _Flight] = {}
        self._failures: dict[TakeKey, list[StudioError]] = {}

    def want(self, wants: tuple[Want, ...]) -> None:
        """From now on these Takes are wanted, in this order, and no others."""
        self._wants = wants
        self._carry_out()

    async def close(self) -> None:
        """Stop everything in flight and end the session."""
        self._wants = ()
        flights = [flight.task for flight in self._flights.values()]
        for task in flights:
            task.cancel()
        await asyncio.gather(*flights, return_exceptions=True)
        if self._session is not None:
            self._session.cancel()
            (session,) = await asyncio.gather(self._session, return_exceptions=True)
            if isinstance(session, SpeakingSession):
                await session.close()

    def _carry_out(self) -> None:
        in_flight = {lane: flight.want.key for lane, flight in self._flights.items()}
        given_up = {key for key, errors in self._failures.items() if len(errors) >= MOST_TRIES}
        answer = plan(self._wants, self._shelf.keys(), given_up, in_flight, CONTEXTS_PER_CONNECTION)
        for lane in answer.cancel:
            self._flights[lane].task.cancel()
        for want in answer.start:
            task = asyncio.create_task(self._speak(want), name=f"line {want.line}")
            self._flights[want.lane] = _Flight(want, task)
        self._tell()

    async def _speak(self, want: Want) -> None:
        try:
            session = await self._live_session()
            self._shelf.put(await session.speak(want.lane, want.recipe, want.key))
        except StudioError as error:
            log.info("a Line was not spoken: %s", error)
            self._failures.setdefault(want.key, []).append(error)
        finally:
            del self._flights[want.lane]
            self._carry_out()

    async def _live_session(self) -> SpeakingSession:
        """The session; a new one when the last could not be opened or has gone."""
        if self._session is None or (self._session.done() and not _is_alive(self._session)):
            self._session = asyncio.create_task(self._open_session())
        return await asyncio.shield(self._session)

    def _tell(self) -> None:
        self.standing = Standing(
            frozenset(flight.want.key for flight in self._flights.values()),
            MappingProxyType(
                {
                    key: errors[-1]
                    for key, errors in self._failures.items()
                    if len(errors) >= MOST_TRIES
                }
            ),
            is_idle=not self._flights,
        )
        self.changed.tell()


def _is_alive(opened: asyncio.Task[SpeakingSession]) -> bool:
    failed = opened.cancelled() or opened.exception() is not None
    return not failed and opened.result().is_alive
