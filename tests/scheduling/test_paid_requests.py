"""What is written down about a paid request, and when; what an edit or a crash leaves behind."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from paid_server import SAMPLES, PaidServer, paid_server
from paying import books_in, paying, want
from tts.scripted_server import Link, Said, scripted_server

from studio.errors import StorageError
from studio.scheduling.day_ledger import DayLedger
from studio.sentences import sentence
from studio.takes.keeping import MemoryStore
from studio.takes.request_record import Purpose as P
from studio.takes.request_record import (
    RequestRecord,
    RequestState,
    new_request,
)

LINE = want("The line in question.")
OTHER = want("Another line.", "ben")

_full = sentence("test.full", "The disk is full. Make room and try again.")


async def test_nothing_is_asked_that_cannot_be_written_down(tmp_path: Path) -> None:
    """With a full disk no paid request leaves; it goes out when there is room again."""

    class Full(MemoryStore):
        is_full = True

        def write_request(self, record: RequestRecord) -> Future[None]:
            if self.is_full:
                failed: Future[None] = Future()
                failed.set_exception(StorageError(_full()))
                return failed
            return super().write_request(record)

    server, store = PaidServer(), Full()
    async with paid_server(server), paying(server.url, tmp_path, store=store) as paid:
        paid.producer.want((LINE,))
        await paid.until(lambda: paid.producer.standing.pause)
        assert not server.flushes
        assert "full" in str(paid.producer.standing.pause)
        store.is_full = False
        paid.producer.try_now()
        await paid.settled(LINE)
        assert paid.shelf.take(LINE.key) is not None


async def test_the_record_is_there_before_the_request(tmp_path: Path) -> None:
    """When the server hears the text, the store has known it as asked for already."""
    store = MemoryStore()
    seen: list[RequestState] = []
    server = PaidServer()

    async def looking(link: Link) -> None:
        hear = link.next

        async def next_and_look() -> Said:
            said = await hear()
            if said.get("flush"):
                seen.extend(record.state for record in store.requests())
            return said

        link.next = next_and_look  # type: ignore[method-assign]
        await server.serve(link)

    async with (
        scripted_server(looking) as scripted,
        paying(scripted.url, tmp_path, store=store) as paid,
    ):
        paid.producer.want((LINE,))
        await paid.settled(LINE)
    assert seen == [RequestState.ASKED]
    assert DayLedger(tmp_path / "spending.jsonl").total(datetime.now(UTC)).seconds > 0


@pytest.mark.parametrize(
    ("left", "found"),
    [
        (RequestState.NEW, RequestState.FAILED_FREE),
        (RequestState.ASKED, RequestState.UNKNOWN),
        (RequestState.RECEIVING, RequestState.PARTIAL),
        (RequestState.DONE, RequestState.DONE),
    ],
)
async def test_what_a_crash_left_is_not_asked_again(
    tmp_path: Path, left: RequestState, found: RequestState
) -> None:
    """Asked becomes unknown, receiving becomes partial; only what was never sent goes out again, and a
    Take that was paid for and is gone is not bought anew by itself."""
    store = MemoryStore()
    record = new_request(LINE.recipe, LINE.line, LINE.lane, "", P.SCENE, datetime.now(UTC))
    store.write_request(replace(record, state=left))
    books = books_in(tmp_path, store)
    await books.recover()
    assert [each.state for each in store.requests()] == [found]
    assert (LINE.key in books.paid_for) == (found is not RequestState.FAILED_FREE)


async def test_an_edit_cancels_that_line_only_and_keeps_what_came(tmp_path: Path) -> None:
    """Taken back in its middle a Line stops at once; its Lane's next Line and the others go on."""
    server = PaidServer(holds=LINE.recipe.text)
    edited = want("The line in question!")
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((LINE, OTHER))
        await paid.until(
            lambda: (
                (growing := paid.producer.standing.coming.get(LINE.key))
                and growing.length_samples == 2 * SAMPLES
            )
        )
        paid.producer.want((edited, OTHER))
        await paid.settled(edited, OTHER)
        partial = paid.shelf.partial(LINE.key)
        assert partial is not None
        assert partial.length_samples == 2 * SAMPLES
        assert paid.shelf.take(edited.key) is not None
        assert paid.shelf.take(OTHER.key) is not None
        assert paid.state(LINE) is RequestState.PARTIAL
        assert not server.double_charges


async def test_taken_back_before_it_was_sent_it_is_free(tmp_path: Path) -> None:
    """An edit while the request is only being written down leaves no doubt behind."""

    class Slow(MemoryStore):
        def __init__(self) -> None:
            super().__init__()
            self.waiting: list[Future[None]] = []

        def write_request(self, record: RequestRecord) -> Future[None]:
            super().write_request(record)
            self.waiting.append(Future())
            return self.waiting[-1]

    server, store = PaidServer(), Slow()
    async with paid_server(server), paying(server.url, tmp_path, store=store) as paid:
        paid.producer.want((LINE,))
        await paid.until(lambda: store.waiting)
        paid.producer.want(())
        await paid.until(lambda: paid.producer.standing.is_idle)
        store.waiting[0].set_result(None)
        await paid.until(lambda: len(store.waiting) == 2)
        store.waiting[1].set_result(None)
        assert paid.state(LINE) is RequestState.FAILED_FREE
        assert not server.flushes


async def test_one_flush_per_line(tmp_path: Path) -> None:
    """However many sentences a Line has, it is flushed exactly once, at its end."""
    server = PaidServer()
    lines = [want(f"One. Two! Three? Line {at}.", f"lane{at % 3}") for at in range(9)]
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want(tuple(lines))
        await paid.settled(*lines)
    assert dict(server.flushes) == {line.recipe.text: 1 for line in lines}
