"""Reaching a server that is away: what is said meanwhile, how often it is tried, and when it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from paid_server import PaidServer, paid_server
from paying import SHORT, Paying, want

from studio.errors import StudioError
from studio.scheduling import dialling
from studio.scheduling.books import Books
from studio.scheduling.day_ledger import DayLedger
from studio.scheduling.dialling import Dialling
from studio.scheduling.plan import Binding, Limits
from studio.scheduling.producer import Producer
from studio.scheduling.speaking_session import SpeakingSession, Used
from studio.takes.keeping import MemoryStore
from studio.takes.request_record import RequestState
from studio.takes.shelf import Shelf
from studio.tts import TtsClient
from studio.tts.errors import ServiceUnavailable, Unreachable, unreachable
from studio.tts.refusals import from_report
from studio.tts.retry import MOST_ATTEMPTS
from studio.wire.messages import ErrorReport


def _server(*answers: StudioError | None) -> tuple[Callable[[], object], list[int]]:
    """Fails with each error in turn; None is a connection, and so is everything after."""
    tries: list[int] = []

    async def connect() -> str:
        tries.append(len(tries))
        answer = answers[len(tries) - 1] if len(tries) <= len(answers) else None
        if answer is not None:
            raise answer
        return "connected"

    return connect, tries


def _away() -> Unreachable:
    return unreachable("voices.example", "no route")


@pytest.fixture
def delays(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Which attempts were waited for; the waiting itself is left out."""
    asked: list[int] = []

    def no_delay(attempt: int) -> float:
        asked.append(attempt)
        return 0.0

    monkeypatch.setattr(dialling, "jittered_delay", no_delay)
    return asked


async def test_it_is_said_while_it_is_tried_again(delays: list[int]) -> None:
    """Offline, with the cause and the seconds; all is well again once somebody answers."""
    connect, _ = _server(_away(), from_report(ErrorReport("busy", code=503)), None)
    dial = Dialling()
    said: list[str | None] = []
    dial.changed.connect(lambda: said.append(str(dial.trouble) if dial.trouble else None))
    assert await dial.open(connect) == "connected"  # type: ignore[arg-type]
    assert delays == [0, 1]
    assert said[0] is not None
    assert "voices.example" in said[0]
    assert "Trying again in" in said[0]
    assert said[-1] is None


async def test_it_is_not_tried_for_ever(delays: list[int]) -> None:
    """After the last attempt the error is the answer, and the next time it begins anew."""
    connect, tries = _server(*[_away() for _ in range(100)])
    dial = Dialling()
    for _ in range(2):
        with pytest.raises(Unreachable):
            await dial.open(connect)  # type: ignore[arg-type]
    assert len(tries) == 2 * (MOST_ATTEMPTS + 1)
    assert delays == 2 * list(range(MOST_ATTEMPTS))
    assert dial.trouble is not None


async def test_a_refusal_is_believed_at_once(delays: list[int]) -> None:
    """A refused key is no server that is away."""
    connect, tries = _server(from_report(ErrorReport("no", code=401)))
    with pytest.raises(StudioError):
        await Dialling().open(connect)  # type: ignore[arg-type]
    assert (len(tries), delays) == (1, [])


async def test_a_person_need_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try now ends the pause."""
    monkeypatch.setattr(dialling, "jittered_delay", lambda attempt: 3600.0)
    connect, tries = _server(_away())
    dial = Dialling()
    said = asyncio.Event()
    dial.changed.connect(said.set)
    opening = asyncio.ensure_future(dial.open(connect))  # type: ignore[arg-type]
    await asyncio.wait_for(said.wait(), 5)
    dial.try_now()
    assert await asyncio.wait_for(opening, 5) == "connected"
    assert len(tries) == 2


async def test_short_lived_connections_keep_the_pauses_growing(
    delays: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a connection that lasted shows that all is well."""
    connect, _ = _server(_away(), None, _away(), None, _away(), None)
    dial = Dialling()
    await dial.open(connect)  # type: ignore[arg-type]
    await dial.open(connect)  # type: ignore[arg-type]
    monkeypatch.setattr(dialling, "HEALTHY_SECONDS", 0.0)
    await dial.open(connect)  # type: ignore[arg-type]
    assert delays == [0, 1, 0]


async def test_offline_lines_wait_and_cost_nothing(delays: list[int], tmp_path: Path) -> None:
    """Nobody is reached: nothing is asked, nothing has failed, and the Line goes out when a person
    tries again and the service is back."""
    store, shelf, line = MemoryStore(), Shelf(), want("Line.")
    server = PaidServer()
    where = ["http://127.0.0.1:9"]
    dial = Dialling()

    async def open_session(binding: Binding, used: Used) -> SpeakingSession:
        async def connect() -> SpeakingSession:
            session = SpeakingSession(TtsClient(where[0], patience=SHORT), binding, used)
            await session.connect()
            return session

        return await dial.open(connect)

    books = Books(store, DayLedger(tmp_path / "day"), lambda: datetime.now(UTC))
    producer = Producer(shelf, open_session, Limits(), books)
    paid = Paying(producer, shelf, store, books, asyncio.Event())
    async with paid_server(server):
        producer.want((line,))
        await paid.until(lambda: producer.standing.pause)
        assert store.requests() == ()
        assert not producer.standing.failed
        assert "127.0.0.1:9" in str(producer.standing.pause)
        where[0] = server.url
        producer.try_now()
        await paid.settled(line)
        assert paid.state(line) in (RequestState.DONE, RequestState.RECEIVING)
        assert shelf.take(line.key) is not None
        assert server.charged[line.recipe.text] == 1
        await producer.close()


async def test_a_handshake_refused_for_now_is_a_server_that_is_away(delays: list[int]) -> None:
    """503 at the door is tried again like no answer at all."""
    busy = from_report(ErrorReport("busy", code=503))
    assert isinstance(busy, ServiceUnavailable)
    connect, tries = _server(busy, busy)
    await Dialling().open(connect)  # type: ignore[arg-type]
    assert len(tries) == 3
