"""What is written down about paid requests, and when: before they are sent, while they arrive, at
their end, and what they used. The rules of spending, carried out against the store.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from studio.document.values import LineId
from studio.errors import StorageError
from studio.frames import TAKE_RATE
from studio.scheduling.budget import Allowance, Budget, allowance
from studio.scheduling.day_ledger import DayLedger
from studio.scheduling.demand import Want
from studio.scheduling.ledger import Total, entries_of, price_per_second, total
from studio.scheduling.spent import Spent, spent_of
from studio.takes.keeping import TakeStore
from studio.takes.ledger_entry import LedgerEntry
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.request_record import (
    RequestRecord,
    RequestState,
    after_a_crash,
    new_request,
)
from studio.tts import SessionUsage

log = logging.getLogger(__name__)


class Books:
    """Used on the voice thread."""

    def __init__(self, store: TakeStore, day: DayLedger, now: Callable[[], datetime]) -> None:
        self.budget = Budget()
        self._store = store
        self._day = day
        self._now = now
        self._latest: dict[TakeKey, RequestRecord] = {}
        self._entries: list[LedgerEntry] = []
        self.spent = Spent()
        self._of_line: dict[LineId, tuple[TakeKey, ...]] = {}
        self._recipes: dict[TakeKey, Recipe] = {}
        self._paid_for: dict[TakeKey, RequestState] = {}
        self._approved_seconds = 0.0
        self._asked: dict[str, float] = {}
        """By request under way, the seconds expected of it."""
        self._unsettled: dict[str, float] = {}
        """By request that is over, its seconds, until what they cost is told."""

    async def recover(self) -> None:
        """Look at what an earlier run left behind: what was under way then is over now."""
        self._entries = list(await asyncio.to_thread(self._store.entries))
        told = {entry.request for entry in self._entries}
        for found in await asyncio.to_thread(self._store.requests):
            record = after_a_crash(found)
            if record is not found:
                await asyncio.wrap_future(self._store.write_request(record))
            self._remember(record)
            recipe = await asyncio.to_thread(self._store.recipe, record.key)
            if recipe is not None:
                self._recipes[record.key] = recipe
            if record.received_samples and record.id not in told:
                self._unsettled[record.id] = record.received_samples / TAKE_RATE
        self._add_up()

    def requests_of(self, line: LineId) -> tuple[RequestRecord, ...]:
        """The latest request for each Take of the Line, those of other words too. From any thread."""
        return tuple(self._latest[key] for key in self._of_line.get(line, ()))

    def recipe(self, key: TakeKey) -> Recipe | None:
        """What a Take that was asked for is made of. From any thread."""
        return self._recipes.get(key)

    @property
    def paid_for(self) -> Mapping[TakeKey, RequestState]:
        """What was charged, or may have been: what of it is not at hand is only asked for again when
        a person says so."""
        return self._paid_for

    def confirm(self, key: TakeKey) -> None:
        """A person has seen that asking again may be charged, and wants it: once."""
        self._paid_for.pop(key, None)

    def allowance(self) -> Allowance:
        """What may be asked for beyond what is under way."""
        if not self.budget.limits_something:
            return Allowance()
        entries = self._entries
        asked, over = sum(self._asked.values()), sum(self._unsettled.values())
        day = _more(self._day.total(self._now()), -asked)
        project = _more(total(entries), over)
        return allowance(self.budget, project, day, price_per_second(entries))

    def approve(self, seconds: float) -> None:
        """A person was shown that the price is unknown, and wants so many seconds all the same."""
        self._approved_seconds += seconds

    def seconds_left(self) -> float | None:
        """How much paid sound may be asked for beyond what is under way; None is no end."""
        allowed = self.allowance()
        return self._approved_seconds if allowed.must_ask else allowed.seconds

    async def ask(self, want: Want) -> RequestRecord:
        """Written down for good when this returns; only then may anything be sent. Raises
        StorageError when there is no room for what would come."""
        await asyncio.to_thread(self._make_sure_of_room, want.expected_seconds)
        record = new_request(
            want.recipe, want.line, want.lane, want.scene, want.purpose, self._now()
        ).becomes(RequestState.ASKED)
        await asyncio.to_thread(self._day.expect, record.id, want.expected_seconds, self._now())
        try:
            await asyncio.wrap_future(self._store.write_request(record))
        except StorageError:
            await asyncio.to_thread(self._day.settle, record.id, 0.0, 0, self._now())
            raise
        self._asked[record.id] = want.expected_seconds
        self._recipes[want.key] = want.recipe
        self._remember(record)
        return record

    async def receiving(self, record: RequestRecord, samples: int) -> RequestRecord:
        record = record.becomes(RequestState.RECEIVING, samples)
        self._remember(record)
        await asyncio.wrap_future(self._store.write_request(record))
        return record

    def ended(self, record: RequestRecord, state: RequestState, samples: int) -> None:
        """It is no longer under way, and counts as spent from now on unless it was free."""
        self._asked.pop(record.id, None)
        if state is not RequestState.FAILED_FREE:
            self._unsettled[record.id] = samples / TAKE_RATE
            self._approved_seconds = max(0.0, self._approved_seconds - samples / TAKE_RATE)

    async def over(self, record: RequestRecord, state: RequestState, samples: int) -> None:
        """Write down what became of it."""
        record = record.becomes(state, samples)
        self._remember(record)
        if state is RequestState.FAILED_FREE:
            await asyncio.to_thread(self._day.settle, record.id, 0.0, 0, self._now())
        await asyncio.wrap_future(self._store.write_request(record))

    async def used(
        self, requests: Sequence[tuple[RequestRecord, int]], usage: SessionUsage | None
    ) -> None:
        """A context is closed and its usage told, or not told."""
        entries = entries_of(requests, usage, self._now())
        self._entries += entries
        for entry in entries:
            self._unsettled.pop(entry.request, None)
            await asyncio.to_thread(
                self._day.settle, entry.request, entry.audio_seconds, entry.cost, self._now()
            )
        self._add_up()
        await asyncio.wrap_future(self._store.add_entries(entries))

    def _make_sure_of_room(self, seconds: float) -> None:
        self._day.make_sure_of_room(seconds, self._store.folder())

    def _remember(self, record: RequestRecord) -> None:
        self._latest[record.key] = record
        if record.is_over and record.may_have_been_charged:
            self._paid_for[record.key] = record.state
        else:
            self._paid_for.pop(record.key, None)
        keys = self._of_line.get(record.line, ())
        if record.key not in keys:
            self._of_line[record.line] = (*keys, record.key)

    def _add_up(self) -> None:
        try:
            day = self._day.total(self._now())
        except StorageError as error:
            # What cannot be read will not be written either, and then nothing is asked for.
            log.info("the spending of the day is not known: %s", error)
            day = Total()
        self.spent = spent_of(self._entries, day)


def _more(so_far: Total, seconds: float) -> Total:
    return replace(
        so_far,
        seconds=max(0.0, so_far.seconds + seconds),
        unpriced_seconds=max(0.0, so_far.unpriced_seconds + seconds),
    )
