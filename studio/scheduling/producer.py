"""Carries the plan out for one service: sessions, one Line at a time per context, every Take to the
Shelf, and for a paid service everything into the books.

Runs on the voice thread's loop. What others need to know is in `standing`, a value that is replaced
and never changed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from studio.errors import StudioError
from studio.observers import Observers
from studio.scheduling.books import Books
from studio.scheduling.connections import Connections, OpenSession
from studio.scheduling.demand import Want
from studio.scheduling.plan import (
    USUAL_LIMITS,
    Binding,
    Flight,
    Held,
    Limits,
    plan,
)
from studio.scheduling.record_keeping import RecordKeeping
from studio.scheduling.speaking_session import Speech
from studio.scheduling.verdict import verdict
from studio.sentences import Message
from studio.takes.growing_take import GrowingTake
from studio.takes.recipe import TakeKey
from studio.takes.request_record import RequestState
from studio.takes.shelf import Shelf
from studio.tts import SessionUsage

log = logging.getLogger(__name__)

MOST_TRIES = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the wanted Takes stand: what is arriving, what could not be made and why, what may have
    been charged and is only asked again when a person says so, and why nothing is asked at all."""

    coming: Mapping[TakeKey, GrowingTake] = field(default_factory=lambda: MappingProxyType({}))
    failed: Mapping[TakeKey, StudioError] = field(default_factory=lambda: MappingProxyType({}))
    needing_a_word: Mapping[TakeKey, RequestState] = field(
        default_factory=lambda: MappingProxyType({})
    )
    pause: Message | None = None
    held: Held | None = None
    contexts: Mapping[str, float | None] = field(default_factory=lambda: MappingProxyType({}))
    """The open ones: None while it speaks, else since which instant of the monotonic clock it has
    been quiet."""
    is_idle: bool = True


@dataclass(slots=True)
class _Flying:
    flight: Flight
    task: asyncio.Task[None]
    growing: GrowingTake


class Producer:
    """Free of charge without `books`: a Line that failed is then tried again, which a paid one is only
    when the table of faults says so."""

    def __init__(
        self,
        shelf: Shelf,
        open_session: OpenSession,
        limits: Limits = USUAL_LIMITS,
        books: Books | None = None,
    ) -> None:
        self.standing = Standing()
        self.changed: Observers[[]] = Observers()
        self._shelf = shelf
        self._limits = limits
        self._books = books
        self._records = RecordKeeping(shelf, books, self._tell) if books else None
        self._connections = Connections(open_session, self._used)
        self._wants: tuple[Want, ...] = ()
        self._flying: dict[str, _Flying] = {}
        self._failures: dict[TakeKey, list[StudioError]] = {}
        self._given_up: set[TakeKey] = set()
        self._repeated = 0
        self._pause: Message | None = None
        self._held: Held | None = None
        self._wake: asyncio.TimerHandle | None = None
        self._resume: asyncio.TimerHandle | None = None
        self._is_closed = False

    # --- what is wished ----------------------------------------------------------------------

    def want(self, wants: tuple[Want, ...]) -> None:
        """From now on these Takes are wanted, in this order, and no others."""
        self._wants = wants
        self._carry_out()

    def set_limits(self, limits: Limits) -> None:
        self._limits = limits
        self._carry_out()

    def ask_again(self, key: TakeKey) -> None:
        """A person wants it once more, knowing that it may be charged."""
        self._failures.pop(key, None)
        self._given_up.discard(key)
        if self._books is not None:
            self._books.confirm(key)
        self._carry_out()

    def try_now(self) -> None:
        """Do not wait any longer for whatever made it pause."""
        self._end_pause()
        self._carry_out()

    async def probe(self) -> None:
        """The machine slept, or the network is another: find out at once what is still there."""
        await self._connections.probe()
        self._carry_out()

    async def close(self) -> None:
        """Stop everything in flight, write down what became of it, and end the sessions."""
        self._is_closed = True
        self._wants = ()
        for timer in (self._wake, self._resume):
            if timer is not None:
                timer.cancel()
        flights = [flying.task for flying in self._flying.values()]
        for task in flights:
            task.cancel()
        await asyncio.gather(*flights, return_exceptions=True)
        await self._connections.close()
        if self._records is not None:
            await self._records.close()

    # --- carrying out ------------------------------------------------------------------------

    def _carry_out(self) -> None:
        if self._is_closed:
            return
        loop = asyncio.get_running_loop()
        self._connections.forget_dead(
            {flying.flight.connection for flying in self._flying.values()}
        )
        answer = plan(
            self._wants,
            self._shelf.keys(),
            self._not_asked(),
            [flying.flight for flying in self._flying.values()],
            self._connections.open,
            self._limits_now(),
            loop.time(),
        )
        self._held = answer.held
        for context in answer.cancel:
            self._flying[context].task.cancel()
        for flight in answer.start:
            growing = GrowingTake(flight.want.key, flight.want.recipe.text)
            task = loop.create_task(self._speak(flight, growing), name=f"line {flight.want.line}")
            self._flying[flight.want.context] = _Flying(flight, task, growing)
            task.add_done_callback(self._landed)
        if self._wake is not None:
            self._wake.cancel()
        self._wake = (
            None if answer.wake_at is None else loop.call_at(answer.wake_at, self._carry_out)
        )
        self._tell()

    def _not_asked(self) -> set[TakeKey]:
        if self._books is None:
            return self._given_up
        return self._given_up | self._books.paid_for.keys()

    def _limits_now(self) -> Limits:
        if self._pause is not None:
            return replace(self._limits, is_offline=True)
        if self._books is None:
            return self._limits
        return replace(self._limits, seconds_left=self._books.seconds_left())

    async def _speak(self, flight: Flight, growing: GrowingTake) -> None:
        want = flight.want
        speech = Speech(want, growing)
        records = self._records
        self._shelf.expect(want.recipe)
        try:
            if await asyncio.to_thread(self._shelf.fetch, want.key) is not None:
                return
            session = await self._connections.session(flight.connection, Binding.of(want.recipe))
            if records is not None:
                await records.begin(speech)
            await session.speak(speech)
            self._shelf.put(growing.finished())
            self._failures.pop(want.key, None)
            if records is not None:
                records.end(speech, RequestState.DONE)
        except StudioError as error:
            log.info("a Line was not spoken: %s", error)
            await self._failed(speech, error)
        except asyncio.CancelledError:
            if growing.length_samples:
                self._shelf.put(growing.so_far())
            if records is not None:
                records.cut_off(speech)
            raise

    def _landed(self, task: asyncio.Task[None]) -> None:
        """Whatever came of it, also when it was cancelled before it began."""
        self._flying = {
            context: flying for context, flying in self._flying.items() if flying.task is not task
        }
        self._carry_out()

    async def _failed(self, speech: Speech, error: StudioError) -> None:
        key, growing = speech.want.key, speech.growing
        answer = verdict(
            error,
            has_sound=growing.length_samples > 0,
            was_restarted=speech.was_restarted,
            came_to_an_end=growing.came_to_an_end,
        )
        if growing.length_samples:
            self._shelf.put(growing.so_far(answer.proof))
        failures = self._failures.setdefault(key, [])
        failures.append(error)
        if self._records is None:
            if len(failures) >= MOST_TRIES:
                self._given_up.add(key)
            return
        if not answer.retries or (not answer.pauses and len(failures) >= MOST_TRIES):
            self._given_up.add(key)
        if answer.pauses:
            self._begin_pause(error.message, answer.pause_seconds)
        await asyncio.shield(self._records.end(speech, answer.state))
        if answer.state is RequestState.UNKNOWN and self._repeated < self._limits.repeats:
            self._repeated += 1
            self.ask_again(key)

    def _begin_pause(self, message: Message, seconds: float | None) -> None:
        self._end_pause()
        self._pause = message
        if seconds is not None:
            loop = asyncio.get_running_loop()
            self._resume = loop.call_later(seconds, self.try_now)

    def _end_pause(self) -> None:
        self._pause = None
        if self._resume is not None:
            self._resume.cancel()
            self._resume = None

    def _used(self, speeches: tuple[str, ...], usage: SessionUsage | None) -> None:
        if self._records is not None:
            self._records.used(speeches, usage)

    def _needing_a_word(self) -> dict[TakeKey, RequestState]:
        """What was paid for, or may have been, and is not at hand."""
        if self._books is None:
            return {}
        at_hand = self._shelf.keys()
        return {key: it for key, it in self._books.paid_for.items() if key not in at_hand}

    def _tell(self) -> None:
        failed = {key: self._failures[key][-1] for key in self._given_up if key in self._failures}
        self.standing = Standing(
            MappingProxyType({each.growing.key: each.growing for each in self._flying.values()}),
            MappingProxyType(failed),
            MappingProxyType(self._needing_a_word()),
            self._pause,
            self._held,
            MappingProxyType(self._connections.contexts()),
            is_idle=not self._flying,
        )
        self.changed.tell()
