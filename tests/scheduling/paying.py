"""A producer that pays, against a service on loopback, and a way to wait for what it comes to."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from studio.document.values import Delivery, LineId, SpeakerId
from studio.scheduling.books import Books
from studio.scheduling.day_ledger import DayLedger
from studio.scheduling.demand import Want
from studio.scheduling.plan import Binding, Limits
from studio.scheduling.producer import Producer
from studio.scheduling.speaking_session import SpeakingSession, Used
from studio.takes.keeping import MemoryStore
from studio.takes.recipe import Recipe
from studio.takes.request_record import RequestState
from studio.takes.shelf import Shelf
from studio.tts import TtsClient
from studio.wire.patience import Patience

SHORT = Patience(progress=0.6, cancel=0.3, end_session=0.6, acknowledgement=0.6, slow_chunk=1.0)


def want(
    text: str,
    lane: str = "anna",
    *,
    voice: int = 500,
    own_context: bool = False,
    **delivery: object,
) -> Want:
    spoken = Delivery(**{"language": "en", **delivery})  # type: ignore[arg-type]
    recipe = Recipe(text, "voices.example", voice, "", spoken)
    return Want(LineId(text), SpeakerId(lane), recipe, own_context=own_context)


@dataclass
class Paying:
    producer: Producer
    shelf: Shelf
    store: MemoryStore
    books: Books
    changed: asyncio.Event

    async def until(self, condition: Callable[[], object], seconds: float = 10.0) -> None:
        async with asyncio.timeout(seconds):
            while not condition():
                self.changed.clear()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(0.02):
                        await self.changed.wait()

    async def settled(self, *wants: Want) -> None:
        """Until each is made, or it is said that it will not be."""
        await self.until(lambda: all(self.is_settled(each) for each in wants))

    def is_settled(self, want: Want) -> bool:
        standing = self.producer.standing
        if want.key in standing.coming:
            return False
        return (
            self.shelf.take(want.key) is not None
            or want.key in standing.failed
            or want.key in standing.needing_a_word
        )

    def state(self, want: Want) -> RequestState:
        """Of the latest request for it."""
        return [each.state for each in self.store.requests() if each.key == want.key][-1]


def books_in(folder: Path, store: MemoryStore) -> Books:
    return Books(store, DayLedger(folder / "spending.jsonl"), lambda: datetime.now(UTC))


@contextlib.asynccontextmanager
async def paying(
    url: Callable[[], str] | str,
    folder: Path,
    *,
    store: MemoryStore | None = None,
    limits: Limits | None = None,
    patience: Patience = SHORT,
) -> AsyncIterator[Paying]:
    kept = store or MemoryStore()
    shelf, books = Shelf(kept), books_in(folder, kept)
    await books.recover()

    async def open_session(binding: Binding, used: Used) -> SpeakingSession:
        address = url if isinstance(url, str) else url()
        session = SpeakingSession(TtsClient(address, patience=patience), binding, used)
        await session.connect()
        return session

    producer = Producer(shelf, open_session, limits or Limits(), books)
    changed = asyncio.Event()
    producer.changed.connect(changed.set)
    yield_value = Paying(producer, shelf, kept, books, changed)
    try:
        yield yield_value
    finally:
        await producer.close()
