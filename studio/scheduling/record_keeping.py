"""Keeps the books beside the sound: each paid request written down as it goes on, and what came of it
stored at least once a second. Writes for one request never overtake each other.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine

from studio.errors import StudioError
from studio.scheduling.books import Books
from studio.scheduling.speaking_session import Speech
from studio.takes.request_record import RequestRecord, RequestState
from studio.takes.shelf import Shelf
from studio.tts import SessionUsage
from studio.tts.futures import done_future

log = logging.getLogger(__name__)

KEEP_SECONDS = 1.0
"""What has arrived is stored at least this often."""


class _Keeping:
    def __init__(self, record: RequestRecord, now: float) -> None:
        self.record = record
        self.kept_at = now - KEEP_SECONDS
        self.last: asyncio.Task[None] | None = None


class RecordKeeping:
    def __init__(self, shelf: Shelf, books: Books, written: Callable[[], object]) -> None:
        """`written` is called whenever the books say something else than before."""
        self._written = written
        self._shelf = shelf
        self._books = books
        self._keeping: dict[str, _Keeping] = {}
        self._ended: dict[str, tuple[RequestRecord, int]] = {}
        """By Speech, what is over and whose use has not been told."""
        self._tasks: set[asyncio.Task[None]] = set()

    async def begin(self, speech: Speech) -> None:
        """When this returns the request is written down and may be sent."""
        loop = asyncio.get_running_loop()
        asking = loop.create_task(self._books.ask(speech.want))
        try:
            record = await asyncio.shield(asking)
        except asyncio.CancelledError:
            self._start(self._withdraw(asking))
            raise
        keeping = _Keeping(record, loop.time())
        self._keeping[speech.id] = keeping
        speech.on_sound = lambda: self._sound_came(speech, keeping)

    def end(self, speech: Speech, state: RequestState) -> asyncio.Future[None]:
        """What became of it; done when that is written down."""
        keeping = self._keeping.pop(speech.id, None)
        if keeping is None:
            return done_future(None)
        speech.on_sound = lambda: None
        samples = speech.growing.length_samples
        self._books.ended(keeping.record, state, samples)
        if state is not RequestState.FAILED_FREE:
            self._ended[speech.id] = keeping.record, samples
        return self._after(keeping, self._over(keeping, state, samples))

    def cut_off(self, speech: Speech) -> None:
        """Nobody wants it any more. What is charged for it shows when its context is closed."""
        if speech.growing.length_samples:
            self.end(speech, RequestState.PARTIAL)
        else:
            was_sent = speech.was_sent
            self.end(speech, RequestState.UNKNOWN if was_sent else RequestState.FAILED_FREE)

    def used(self, speeches: tuple[str, ...], usage: SessionUsage | None) -> None:
        found = [self._ended.pop(speech, None) for speech in speeches]
        requests = [each for each in found if each is not None]
        if requests:
            self._start(self._books.used(requests, usage))

    async def close(self) -> None:
        """Once everything is written."""
        leftover, self._ended = list(self._ended.values()), {}
        for request in leftover:
            self._start(self._books.used([request], None))
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _sound_came(self, speech: Speech, keeping: _Keeping) -> None:
        now = asyncio.get_running_loop().time()
        if now - keeping.kept_at >= KEEP_SECONDS and (keeping.last is None or keeping.last.done()):
            keeping.kept_at = now
            self._after(keeping, self._receiving(speech, keeping))

    async def _withdraw(self, asking: asyncio.Task[RequestRecord]) -> None:
        """Nobody waited for it to be written down: it was never sent."""
        record = await asking
        self._books.ended(record, RequestState.FAILED_FREE, 0)
        await self._books.over(record, RequestState.FAILED_FREE, 0)

    async def _receiving(self, speech: Speech, keeping: _Keeping) -> None:
        self._shelf.put(speech.growing.so_far())
        keeping.record = await self._books.receiving(keeping.record, speech.growing.length_samples)

    async def _over(self, keeping: _Keeping, state: RequestState, samples: int) -> None:
        await self._books.over(keeping.record, state, samples)

    def _after(self, keeping: _Keeping, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        before = keeping.last

        async def in_turn() -> None:
            if before is not None:
                await asyncio.wait([before])
            await work

        keeping.last = self._start(in_turn())
        return keeping.last

    def _start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        async def said() -> None:
            try:
                await work
            except StudioError as error:
                # The store tells the user of its own troubles; the sound goes on.
                log.info("the books could not be written: %s", error)
            self._written()

        task = asyncio.get_running_loop().create_task(said())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
