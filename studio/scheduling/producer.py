"""Carries the plan out: one context per Lane, one Line at a time in it, every Take to the Shelf.

Runs on the voice thread's loop. What others need to know is in `standing`, a value that is replaced
and never changed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from studio.document.values import SpeakerId
from studio.errors import StudioError
from studio.observers import Observers
from studio.scheduling.demand import Want
from studio.scheduling.lane_context import LaneContext
from studio.scheduling.plan import plan
from studio.takes.recipe import TakeKey
from studio.takes.shelf import Shelf
from studio.tts import MultiContextSession
from studio.wire.limits import CONTEXTS_PER_CONNECTION

log = logging.getLogger(__name__)

MOST_TRIES = 2
IDLE_SECONDS = 5.0
"""A Lane with nothing to say closes its context after this, so that its usage arrives."""


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
        self, shelf: Shelf, open_session: Callable[[], Awaitable[MultiContextSession]]
    ) -> None:
        self.standing = Standing()
        self.changed: Observers[[]] = Observers()
        self._shelf = shelf
        self._open_session = open_session
        self._session: asyncio.Task[MultiContextSession] | None = None
        self._contexts: dict[SpeakerId, LaneContext] = {}
        self._idle: dict[SpeakerId, asyncio.TimerHandle] = {}
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
        for timer in self._idle.values():
            timer.cancel()
        if self._session is not None:
            self._session.cancel()
            (session,) = await asyncio.gather(self._session, return_exceptions=True)
            if isinstance(session, MultiContextSession):
                await session.close()

    def _carry_out(self) -> None:
        in_flight = {lane: flight.want.key for lane, flight in self._flights.items()}
        given_up = {key for key, errors in self._failures.items() if len(errors) >= MOST_TRIES}
        answer = plan(self._wants, self._shelf.keys(), given_up, in_flight, CONTEXTS_PER_CONNECTION)
        for lane in answer.cancel:
            self._flights[lane].task.cancel()
        self._make_room(sum(want.lane not in self._contexts for want in answer.start))
        for want in answer.start:
            if timer := self._idle.pop(want.lane, None):
                timer.cancel()
            task = asyncio.create_task(self._speak(want), name=f"line {want.line}")
            self._flights[want.lane] = _Flight(want, task)
        self._tell()

    def _make_room(self, new_contexts: int) -> None:
        """Close quiet Lanes at once when their contexts are needed by others."""
        excess = len(self._contexts) + new_contexts - CONTEXTS_PER_CONNECTION
        for lane in list(self._idle)[: max(0, excess)]:
            self._idle[lane].cancel()
            self._close_quiet(lane)

    async def _speak(self, want: Want) -> None:
        try:
            session = await self._live_session()
            context = self._contexts.get(want.lane)
            if context is None:
                context = self._contexts[want.lane] = LaneContext(session, str(want.lane))
            self._shelf.put(await context.speak(want.recipe, want.key))
        except asyncio.CancelledError:
            if context := self._contexts.pop(want.lane, None):
                context.drop()
            raise
        except StudioError as error:
            log.info("a Line was not spoken: %s", error)
            self._failures.setdefault(want.key, []).append(error)
            self._contexts.pop(want.lane, None)
        finally:
            del self._flights[want.lane]
            if want.lane in self._contexts:
                self._idle[want.lane] = asyncio.get_running_loop().call_later(
                    IDLE_SECONDS, self._close_quiet, want.lane
                )
            self._carry_out()

    def _close_quiet(self, lane: SpeakerId) -> None:
        del self._idle[lane]
        self._contexts.pop(lane).close()

    async def _live_session(self) -> MultiContextSession:
        if self._session is not None and self._session.done() and not self._is_alive():
            self._session = None
            self._contexts.clear()
        if self._session is None:
            self._session = asyncio.ensure_future(self._open_session())
        return await asyncio.shield(self._session)

    def _is_alive(self) -> bool:
        session = self._session
        assert session is not None
        if session.cancelled() or session.exception() is not None:
            return False
        return session.result().is_connected

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
