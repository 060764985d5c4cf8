"""The voice thread: a plain asyncio loop that owns the ways to the voices and the producers.

Other threads say what they want and look at `standing`; nothing else crosses.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from datetime import datetime
from typing import Any, TypeVar

from studio.folders import data_folder
from studio.observers import Observers
from studio.scheduling.books import Books
from studio.scheduling.budget import Budget
from studio.scheduling.day_ledger import DayLedger
from studio.scheduling.demand import Want
from studio.scheduling.producer import Producer, Standing
from studio.scheduling.project_voices import ProjectVoices
from studio.scheduling.ways import PAID_LIMITS, PaidService, Ways
from studio.sentences import Message
from studio.takes.keeping import MemoryStore, TakeStore
from studio.takes.recipe import TakeKey
from studio.takes.shelf import Shelf
from studio.tts import TtsClient

T = TypeVar("T")

log = logging.getLogger(__name__)

CLOSE_SECONDS = 4.0
SLEPT_SECONDS = 20.0
"""A gap this long between two looks at the clock means that the machine slept."""


class VoiceThread:
    """Start it once; every other method may be called from any thread."""

    def __init__(self, shelf: Shelf, store: TakeStore | None = None) -> None:
        self.changed: Observers[[]] = Observers()
        """Told on the voice thread whenever `standing`, the Shelf or `trouble` changed."""
        self.second_passed: Observers[[]] = Observers()
        """Told on the voice thread about once a second: time to look ahead anew."""
        self.standing = Standing()
        self.trouble: Message | None = None
        """Why nothing can be spoken at present; None when all is well."""
        self.service: PaidService | None = None
        """Who speaks the final voices; None when nobody does."""
        self._shelf = shelf
        self._store = store or MemoryStore()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="voices")
        self._wants: tuple[Want, ...] = ()
        self._auditions: tuple[Want, ...] = ()
        self._stop = asyncio.Event()
        self._voices: ProjectVoices | None = None
        self._budget = Budget()
        self._approved_seconds = 0.0
        """What a person said yes to while nobody kept books."""
        self._changes = 0
        """How often others were to be worked for."""
        self._is_resting = False
        self._beside: set[asyncio.Task[Any]] = set()
        self._leaving: dict[asyncio.Task[None], Future[None]] = {}
        self._ways = Ways(lambda: self.service)

    def start(self) -> None:
        self._thread.start()

    def rest(self) -> Future[None]:
        """Make nothing, and buy nothing, until there is somebody to work for. Done when everything of
        those before is written down."""
        left: Future[None] = Future()
        if not self._call(self._rest, left):
            left.set_result(None)
        return left

    def work_for(self, shelf: Shelf, store: TakeStore) -> Future[None]:
        """From now on Takes are made for these, first what is to be heard alone. Done when everything
        of those before is written down."""
        left: Future[None] = Future()
        if not self._call(self._work_for, shelf, store, left):
            left.set_result(None)
        return left

    @property
    def books(self) -> Books | None:
        """What was asked for and spent in the project; to look at."""
        voices = self._voices
        return None if voices is None else voices.books

    @property
    def auditions(self) -> tuple[Want, ...]:
        """What is to be heard alone; to look at."""
        return self._auditions

    def want(self, wants: tuple[Want, ...]) -> None:
        """From now on these Takes are wanted, in this order, and no others."""
        self._call(self._set_wants, wants)

    def audition(self, wants: tuple[Want, ...]) -> None:
        """Have these heard alone, before anything of the scene; none ends the audition."""
        self._call(self._set_auditions, wants)

    def use_service(self, service: PaidService | None) -> None:
        """Have final voices spoken there; None: by nobody."""
        self._call(self._set_service, service)

    def set_budget(self, budget: Budget) -> None:
        self._call(self._set_budget, budget)

    def approve(self, seconds: float) -> None:
        """A person was shown that the price is not known, and wants so much sound all the same."""
        self._call(self._approve, seconds)

    def ask_again(self, key: TakeKey) -> None:
        """A person wants this Take once more, knowing that it may be charged."""
        self._call(self._each, lambda producer: producer.ask_again(key))

    def try_now(self) -> None:
        """A person does not want to wait for the next attempt."""
        self._call(self._hurry)

    def soon(self, function: Callable[[], object], seconds: float = 0.0) -> None:
        """Have this done on the voice thread, so that whoever says so need not wait for it."""
        self._call(self._loop.call_later, seconds, function)

    def run(self, work: Callable[[], Coroutine[None, None, T]]) -> Future[T]:
        """Have this done beside everything else; broken off when the thread ends."""
        done: Future[T] = Future()
        if not self._call(self._run_beside, work, done):
            done.cancel()
        return done

    def aside(self, work: Callable[[], T]) -> Future[T]:
        """Have this done where it may take its time."""
        return self.run(lambda: asyncio.to_thread(work))

    async def embedded(self) -> TtsClient:
        """The way to the embedded voices, for work that runs on the voice thread."""
        return await self._ways.embedded()

    def close(self, wait_seconds: float = CLOSE_SECONDS) -> None:
        """End sessions, server and thread; returns when they are gone."""
        if self._thread.ident is None:
            self._loop.close()
        else:
            self._call(self._stop.set)
            self._thread.join(wait_seconds)

    def _call(self, function: Callable[..., object], *arguments: object) -> bool:
        """Whether it will be done."""
        try:
            self._loop.call_soon_threadsafe(function, *arguments)
        except RuntimeError:
            log.debug("the voice thread has ended already")
            return False
        return True

    # --- on the voice thread -----------------------------------------------------------------

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._live())

    async def _live(self) -> None:
        self._ways.changed.connect(self._told)
        if not self._changes:
            await self._begin(0)
        try:
            await self._wait_for_the_end()
        finally:
            self._changes += 1  # Whoever is about to begin begins no more.
            last, self._voices = self._voices, None
            await asyncio.gather(*self._leaving, *([last.close()] if last else []))
            await self._ways.close()

    async def _wait_for_the_end(self) -> None:
        looked_at = time.time()
        while not self._stop.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1.0):
                    await self._stop.wait()
            # The clock of the wall goes on while the machine sleeps, that of the loop may not.
            before, looked_at = looked_at, time.time()
            if abs(looked_at - before) > SLEPT_SECONDS and self._voices is not None:
                self.run(self._voices.probe)
            self.second_passed.tell()

    def _rest(self, left: Future[None]) -> None:
        self._wants = self._auditions = ()
        self._approved_seconds = 0.0
        self._is_resting = True
        self._change_over(self._store, left)
        self.standing = Standing()
        self.changed.tell()

    def _work_for(self, shelf: Shelf, store: TakeStore, left: Future[None]) -> None:
        self._wants = ()
        self._is_resting = False
        self._shelf = shelf
        self._change_over(store, left)

    def _change_over(self, store: TakeStore, left: Future[None]) -> None:
        if self._stop.is_set():
            left.set_result(None)
            return
        self._changes += 1
        change, before, self._voices = self._changes, self._voices, None
        is_same, self._store, earlier = store is self._store, store, tuple(self._leaving)

        async def change_over() -> None:
            if not is_same:
                await self._begin(change)
            if before is not None:
                await before.close()
            if is_same:
                # The books are read when all is in them that those before had under way.
                await asyncio.gather(*earlier, return_exceptions=True)
                await self._begin(change)

        task = self._loop.create_task(change_over())
        self._leaving[task] = left
        task.add_done_callback(lambda _: self._leaving.pop(task).set_result(None))

    async def _begin(self, change: int) -> None:
        """Unless others are to be worked for meanwhile, which is one more change."""
        if self._is_resting or change != self._changes:
            return
        books = Books(self._store, DayLedger(data_folder() / "spending.jsonl"), _now)
        voices = ProjectVoices(
            self._shelf, books, self._ways.open_draft, self._ways.open_paid, self._told
        )
        await voices.begin(PAID_LIMITS if self.service is None else self.service.limits)
        if change == self._changes:
            voices.set_budget(self._budget)
            voices.books.approve(self._approved_seconds)
            self._approved_seconds = 0.0
            self._voices = voices
            self._set_wants(self._wants)

    def _run_beside(self, work: Callable[[], Coroutine[None, None, T]], done: Future[T]) -> None:
        def tell(task: asyncio.Task[T]) -> None:
            if task.cancelled():
                done.cancel()
            elif (error := task.exception()) is not None:
                done.set_exception(error)
            else:
                done.set_result(task.result())

        task = self._loop.create_task(work())
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)
        task.add_done_callback(tell)

    def _set_auditions(self, wants: tuple[Want, ...]) -> None:
        self._auditions = wants
        self._set_wants(self._wants)

    def _set_wants(self, wants: tuple[Want, ...]) -> None:
        self._wants = wants
        if self._voices is not None:
            name = None if self.service is None else self.service.name
            self._voices.want(self._auditions + wants, name)

    def _set_service(self, service: PaidService | None) -> None:
        if service != self.service:
            self.service = service
            # What is open was opened for the last one.
            self._change_over(self._store, Future())

    def _set_budget(self, budget: Budget) -> None:
        self._budget = budget
        if self._voices is not None:
            self._voices.set_budget(budget)
            self._set_wants(self._wants)

    def _approve(self, seconds: float) -> None:
        if self._voices is None:
            self._approved_seconds += seconds
        else:
            self._voices.books.approve(seconds)
            self._set_wants(self._wants)

    def _hurry(self) -> None:
        self._ways.try_now()
        self._each(Producer.try_now)

    def _each(self, do: Callable[[Producer], object]) -> None:
        if self._voices is not None:
            self._voices.each(do)

    def _told(self) -> None:
        if self._voices is not None:
            self.standing = self._voices.standing
            self.trouble = self._ways.trouble or self.standing.pause
        self.changed.tell()


def _now() -> datetime:
    return datetime.now().astimezone()
