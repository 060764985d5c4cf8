"""Takes, wishes, the voice service and money, as the window asks for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from scheduling.paid_server import PaidServer, paid_server
from scheduling.wanted_scenes import scene

from studio.document.annotations import TakeMark
from studio.document.clip_edit import PinnedTake
from studio.document.edits import lines as line_edits
from studio.document.edits import remarks
from studio.document.step_names import MARK_TAKE, PIN_TAKE, TYPE
from studio.document.values import Document, LineId
from studio.folders import HOME_VARIABLE
from studio.scheduling.budget import Budget
from studio.scheduling.promotion import Which
from studio.secrets import KEY_VARIABLE
from studio.settings import Settings
from studio.standing.contexts import ContextState
from studio.standing.money import PriceKind
from studio.standing.queue import QueueState
from studio.standing.takes import Stale, TakeState
from studio.studio import Studio
from studio.takes.line_state import LineState
from studio.takes.mode import Mode

TEXTS = ("Who is there?", "Nobody at all.", "Then come in, nobody.")
FIRST, SECOND, THIRD = map(LineId, "012")


def _scene(host: str) -> Document:
    return scene(("A", TEXTS[0]), ("B", TEXTS[1]), ("A", TEXTS[2]), host=host)


@asynccontextmanager
async def _studio(
    server: PaidServer, home: Path, document: Document | None = None
) -> AsyncIterator[Studio]:
    studio = Studio()
    host = server.url.rpartition("/")[2]
    opened = await asyncio.wrap_future(studio.begin(document or _scene(host)))
    studio.show(opened)
    studio.start(Settings(service_address=server.url))
    try:
        await _until(lambda: studio.service.standing.name == host)
        await _until(
            lambda: all(
                studio.state_of(line.id) is LineState.DRAFT for line in studio.document.lines
            )
        )
        yield studio
    finally:
        await asyncio.to_thread(studio.close)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    monkeypatch.setenv(KEY_VARIABLE, "a-key")
    return tmp_path


async def _until(condition: Callable[[], object], seconds: float = 30.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  # the parts tell on threads of their own
            await asyncio.sleep(0.01)


async def test_a_promotion_tells_its_price_then_buys_and_the_books_tell_it(home: Path) -> None:
    """Not known yet, then what was entered, then what was seen; by Take, Line, Speaker and day."""
    server = PaidServer()
    async with paid_server(server), _studio(server, home) as studio:
        assert studio.money.price_of(SECOND).kind is PriceKind.NOT_KNOWN
        assert studio.making.promotion(Which.ALL).expected_cost is None
        studio.money.set_budget(Budget(entered_price_per_minute=60_000))
        planned = studio.making.promotion(Which.SELECTED, [SECOND])
        assert planned.lines == (SECOND,)
        assert planned.expected_cost == round(planned.seconds * 1000)
        assert studio.money.price_of(SECOND).kind is PriceKind.ESTIMATE
        studio.making.promote(planned.lines)
        await _until(lambda: studio.money.price_of(SECOND).kind is PriceKind.PAID, 40)
        assert studio.money.price_of(SECOND).cost == 500
        spent = studio.money.spent
        assert spent.project.cost == spent.day.cost == spent.by_line[SECOND].cost == 500
        assert spent.per_second == pytest.approx(5000)
        entries = await asyncio.wrap_future(studio.money.ledger())
        assert [entry.line for entry in entries] == [SECOND]
        assert studio.making.promotion(Which.SELECTED, [SECOND]).lines == ()
        assert dict(server.charged) == {TEXTS[1]: 1}


async def test_all_takes_of_a_line_are_told(home: Path) -> None:
    """Draft and final, retakes, which one is heard, what was paid and what is thought of them."""
    server = PaidServer()
    async with paid_server(server), _studio(server, home) as studio:
        (draft, *others) = [t for t in studio.takes.of(SECOND) if t.state is TakeState.READY]
        assert not others
        assert draft.is_heard
        assert draft.is_wanted
        assert draft.words > 0
        assert draft.made_at
        studio.making.set_mode(Mode.FINAL)
        studio.making.promote([SECOND])
        await _until(lambda: studio.state_of(SECOND) is LineState.FINAL)
        final = studio.takes.of(SECOND)[0]
        assert final.is_paid
        assert final.is_heard
        studio.retake([SECOND])
        await _until(lambda: sum(server.charged.values()) == 2)
        await _until(
            lambda: (
                sum(t.state is TakeState.READY and t.is_paid for t in studio.takes.of(SECOND)) == 2
            )
        )
        newer = studio.takes.of(SECOND)[0]
        assert newer.recipe is not None
        assert newer.recipe.retake == 1
        mark = TakeMark(final.key, 4, "warmer")
        studio.edit(MARK_TAKE(number=2), lambda document: remarks.mark_take(document, mark))
        pin = PinnedTake(final.key)
        studio.edit(PIN_TAKE(number=2), lambda document: line_edits.pin_take(document, SECOND, pin))
        (chosen,) = [t for t in studio.takes.of(SECOND) if t.key == final.key]
        assert (chosen.is_pinned, chosen.is_heard, chosen.mark) == (True, True, mark)


async def test_what_changed_since_it_was_paid_is_told(home: Path) -> None:
    """Other words make a final Take stale, and say so; going back makes it right again, for free."""
    server = PaidServer()
    async with paid_server(server), _studio(server, home) as studio:
        studio.making.promote([FIRST])
        await _until(
            lambda: (
                studio.takes.of(FIRST)[0].is_paid
                or any(t.is_paid and t.state is TakeState.READY for t in studio.takes.of(FIRST))
            )
        )
        assert studio.takes.stale_because(FIRST) is None
        studio.edit(TYPE(number=1), lambda document: line_edits.set_text(document, FIRST, "Who?"))
        await _until(lambda: studio.takes.stale_because(FIRST) is Stale.TEXT)
        old = [t for t in studio.takes.of(FIRST) if t.is_paid and t.state is TakeState.READY]
        assert len(old) == 1
        assert not old[0].is_wanted
        await asyncio.sleep(0.3)
        assert sum(server.charged.values()) == 1
        studio.undo()
        assert studio.takes.stale_because(FIRST) is None


async def test_the_queue_says_what_waits_for_what(home: Path) -> None:
    """Paused, without a key, failed and stopped: each row has its reason, and can be made again."""
    server = PaidServer(
        errors={TEXTS[1]: {"error": "no such voice", "error_code": "NOT_FOUND", "code": 404}}
    )
    async with paid_server(server), _studio(server, home) as studio:
        assert studio.making.queue() == ()
        studio.making.pause()
        studio.making.promote([FIRST, SECOND])
        await _until(lambda: len(studio.making.queue()) == 2)
        assert {row.state for row in studio.making.queue()} == {QueueState.HELD}
        assert "paused" in str(studio.making.queue()[0].reason)
        assert not server.charged
        studio.making.stop(FIRST)
        studio.making.resume()
        await _until(lambda: [row.state for row in studio.making.queue()] == [QueueState.FAILED])
        assert not server.charged
        studio.making.make_again(FIRST)
        studio.making.set_mode(Mode.FINAL)
        studio.making.make_again(SECOND)
        await _until(lambda: studio.state_of(SECOND) is LineState.FINAL)
        assert studio.making.queue() == ()


async def test_what_failed_is_what_is_made_again(home: Path) -> None:
    """While drafts are heard too: it is the final voice that failed, and nothing else is asked for."""
    server = PaidServer(
        errors={TEXTS[1]: {"error": "no such voice", "error_code": "NOT_FOUND", "code": 404}}
    )
    async with paid_server(server), _studio(server, home) as studio:
        studio.making.promote([SECOND])
        await _until(lambda: [row.state for row in studio.making.queue()] == [QueueState.FAILED])
        studio.making.make_again(SECOND)
        await _until(lambda: not studio.making.queue())
        assert studio.state_of(SECOND) is LineState.DRAFT
        assert dict(server.charged) == {TEXTS[1]: 1}


async def test_an_edit_takes_the_wish_back(home: Path) -> None:
    """What was promoted is that Take: other words are not paid for by themselves."""
    server = PaidServer(holds=TEXTS[0])
    async with paid_server(server), _studio(server, home) as studio:
        studio.making.promote([FIRST])
        await _until(lambda: server.charged[TEXTS[0]] == 1)
        assert studio.making.paid_under_way() == (FIRST,)
        studio.edit(TYPE(number=1), lambda document: line_edits.set_text(document, FIRST, "Who?"))
        await _until(lambda: not studio.making.paid_under_way())
        await asyncio.sleep(0.3)
        assert dict(server.charged) == {TEXTS[0]: 1}
        (broken,) = [t for t in studio.takes.of(FIRST) if t.is_paid]
        assert broken.state in (TakeState.PARTIAL, TakeState.UNKNOWN)
        assert broken.problem is not None
        server.held.set()


async def test_contexts_are_told_by_speaker(home: Path) -> None:
    """Closed before, speaking while, open for a while afterwards; a Speaker without a final voice has
    none."""
    server = PaidServer(holds=TEXTS[1])
    async with paid_server(server):
        document = _scene(server.url.rpartition("/")[2])
        document = replace(
            document, cast=(replace(document.cast[0], final_voice=None), document.cast[1])
        )
        async with _studio(server, home, document) as studio:
            anna, ben = (speaker.id for speaker in studio.document.cast)
            assert studio.making.contexts()[anna].state is ContextState.LOCAL
            assert studio.making.contexts()[ben].state is ContextState.CLOSED
            studio.making.set_mode(Mode.FINAL)
            studio.play(0)
            await _until(lambda: studio.making.contexts()[ben].state is ContextState.SPEAKING)
            server.held.set()
            await _until(lambda: studio.making.contexts()[ben].state is ContextState.OPEN)
            assert studio.making.contexts()[ben].number == 1
            studio.stop()


async def test_a_budget_belongs_to_the_project(home: Path) -> None:
    """It is kept in the file, holds the queue when it is used up, and says so."""
    server = PaidServer()
    path = home / "scene.dialogue"
    async with paid_server(server), _studio(server, home) as studio:
        assert studio.project is not None
        await asyncio.wrap_future(studio.project.save_as(path))
        studio.money.set_budget(Budget(project=1, entered_price_per_minute=60_000))
        studio.making.promote([FIRST])
        await _until(
            lambda: studio.making.queue() and studio.making.queue()[0].state is QueueState.HELD
        )
        assert "budget" in str(studio.making.queue()[0].reason)
        assert not server.charged
        host = studio.service.standing.name
    again = Studio()
    again.show(await asyncio.wrap_future(again.open(path)))
    await _until(lambda: again.money.budget.project == 1)
    assert again.document.cast[0].final_voice is not None
    assert again.document.cast[0].final_voice.service == host
    await asyncio.to_thread(again.close)


async def test_embedded_voices_are_told_apart(home: Path) -> None:
    """Every one with name, language and a sentence to hear it by."""
    studio = Studio()
    voices = studio.service.embedded_voices()
    assert len({info.voice.id for info in voices}) == len(voices) > 20
    assert all(info.voice.name and info.languages and info.sample_text for info in voices)
    await asyncio.to_thread(studio.close)


@pytest.mark.by_the_clock
async def test_leaving_in_the_middle_is_quick_and_loses_nothing(home: Path) -> None:
    """What was being paid for is broken off and known as such in the project; it is not asked for
    again by itself when that is opened the next time."""
    server, path = PaidServer(holds=TEXTS[0]), home / "scene.dialogue"
    async with paid_server(server):
        async with _studio(server, home) as studio:
            assert studio.project is not None
            await asyncio.wrap_future(studio.project.save_as(path))
            studio.making.promote([FIRST])
            await _until(lambda: server.charged[TEXTS[0]] == 1)
            began = time.monotonic()
            await asyncio.to_thread(studio.close)
            assert time.monotonic() - began < 5
        again = Studio()
        again.show(await asyncio.wrap_future(again.open(path)))
        again.start(Settings(service_address=server.url))
        await _until(lambda: any(take.is_paid for take in again.takes.of(FIRST)))
        (broken,) = [take for take in again.takes.of(FIRST) if take.is_paid]
        assert broken.state in (TakeState.PARTIAL, TakeState.UNKNOWN)
        again.making.set_mode(Mode.FINAL)
        again.play(0)
        await _until(lambda: len(server.charged) == 3)
        again.stop()
        assert server.charged[TEXTS[0]] == 1
        await asyncio.to_thread(again.close)


async def test_another_project_gets_takes_and_bills_of_its_own(home: Path) -> None:
    """Shown in the middle of a paid Line, it takes the voices over; the bill stays with the first."""
    server, path = PaidServer(holds=TEXTS[0]), home / "first.dialogue"
    async with paid_server(server), _studio(server, home) as studio:
        assert studio.project is not None
        host = studio.service.standing.name or ""
        await asyncio.wrap_future(studio.project.save_as(path))
        studio.making.promote([FIRST])
        await _until(lambda: server.charged[TEXTS[0]] == 1)
        other = scene(("C", "Somewhere else."), host=host)
        studio.show(await asyncio.wrap_future(studio.begin(other)))
        await _until(lambda: studio.state_of(LineId("0")) is LineState.DRAFT)
        studio.making.promote([LineId("0")])
        await _until(lambda: server.charged["Somewhere else."] == 1)
        await _until(lambda: studio.money.price_of(LineId("0")).kind is PriceKind.PAID, 40)
        entries = await asyncio.wrap_future(studio.money.ledger())
        assert len(entries) == 1
        studio.show(await asyncio.wrap_future(studio.open(path)))
        await _until(lambda: any(take.is_paid for take in studio.takes.of(FIRST)))
        assert server.charged[TEXTS[0]] == 1
        server.held.set()
