"""Draft and final voices in one scene: what is spoken by whom, and when anything is paid."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import asynccontextmanager
from dataclasses import replace

from scheduling.paid_server import PaidServer, paid_server, sound_of
from scheduling.wanted_scenes import scene

from studio.document.values import Document, LineId
from studio.front.machinery import Machinery
from studio.front.queue import queue_rows
from studio.playback.play_state import PlayState
from studio.scheduling.budget import Budget
from studio.scheduling.plan import Held
from studio.scheduling.ways import PaidService
from studio.standing.queue import QueueRow, QueueState
from studio.takes.keeping import MemoryStore
from studio.takes.line_state import LineState
from studio.takes.mode import Mode
from studio.takes.recipe import TakeKey
from studio.takes.shelf import Shelf
from studio.takes.take import Take

SCENE = scene(("A", "Who is there?"), ("B", "Nobody at all."), ("A", "Then come in, nobody."))
LINES = [line.id for line in SCENE.lines]


@asynccontextmanager
async def _machinery(
    server: PaidServer, store: MemoryStore | None = None
) -> AsyncIterator[Machinery]:
    machinery = Machinery()
    machinery.making.voices.use_service(PaidService("voices.example", server.url, "a-key"))
    machinery.start()
    shelf: Future[Shelf] = Future()
    store = store or MemoryStore()
    shelf.set_result(Shelf(store))
    machinery.work_for(shelf, store)
    try:
        yield machinery
    finally:
        await asyncio.to_thread(machinery.close)


async def _until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  # the parts tell on threads of their own
            await asyncio.sleep(0.01)


def _states(machinery: Machinery) -> list[LineState]:
    return [machinery.making.state_of(line) for line in LINES]


async def test_drafts_cost_nothing_and_promotion_buys() -> None:
    """Every Line is spoken by its draft voice as soon as it is written; only what was promoted is
    bought, and it is heard in final mode beside understudies."""
    server = PaidServer()
    async with paid_server(server), _machinery(server) as machinery:
        machinery.set_document(SCENE)
        await _until(lambda: set(_states(machinery)) == {LineState.DRAFT})
        assert not server.charged
        machinery.wish(lambda making: making.promote(LINES[1:2]))
        await _until(lambda: bool(server.charged))
        machinery.set_mode(Mode.FINAL)
        expected = [LineState.UNDERSTUDY, LineState.FINAL, LineState.UNDERSTUDY]
        await _until(lambda: _states(machinery) == expected)
        assert dict(server.charged) == {"Nobody at all.": 1}
        clip = machinery.timeline.clips[1]
        assert clip.take is not None
        take = machinery.making.shelf.take(clip.take)
        assert take is not None
        assert take.samples.tolist() == sound_of("Nobody at all.").tolist()
        machinery.set_mode(Mode.DRAFT)
        await _until(lambda: machinery.timeline.clips[1].take != clip.take)
        assert all(each.ready_seconds == 30.0 for each in machinery.runways().values())


async def test_a_voice_of_another_service_says_whose_it_is() -> None:
    """With the voice and both services by name; nothing is asked of the one that is set up."""
    server = PaidServer()
    async with paid_server(server), _machinery(server) as machinery:
        making = machinery.making
        making.voices.use_service(PaidService("other.example", server.url, "a-key"))
        machinery.set_document(SCENE)
        machinery.wish(lambda making: making.promote(LINES[1:2]))
        paid: list[QueueRow] = []

        def is_held() -> bool:
            paid[:] = [row for row in queue_rows(making, Budget(), 0.0) if row.is_paid]
            return bool(paid)

        await _until(is_held)
        assert paid[0].state is QueueState.HELD
        assert str(paid[0].reason) == (
            "B belongs to voices.example. Choose a voice of other.example, or set voices.example up"
            " in Preferences, Voice service."
        )
        assert not server.charged


async def test_what_was_spent_is_known_after_another_key_was_entered() -> None:
    """What is told only when the last connection ends is in the books too."""
    server = PaidServer()
    async with paid_server(server), _machinery(server) as machinery:
        making = machinery.making
        machinery.set_document(SCENE)
        machinery.set_mode(Mode.FINAL)
        machinery.transport.play(0)
        await _until(lambda: set(_states(machinery)) == {LineState.FINAL})
        assert making.spent.project.cost == 0
        making.voices.use_service(PaidService("voices.example", server.url, "another-key"))
        await _until(lambda: making.spent.project.cost == 1_500)


async def test_an_approval_given_while_the_service_is_changed_holds() -> None:
    """A person who says yes to a price nobody knows need not say it again."""
    server = PaidServer(cost_cents=None)
    async with paid_server(server), _machinery(server) as machinery:
        making = machinery.making
        machinery.set_document(SCENE)
        await _until(lambda: set(_states(machinery)) == {LineState.DRAFT})
        making.voices.set_budget(Budget(project=1_000))
        machinery.wish(lambda making: making.promote(LINES[1:2]))
        await _until(lambda: making.voices.standing.held is Held.BUDGET)
        making.voices.use_service(PaidService("voices.example", server.url, "another-key"))
        making.voices.approve(10.0)
        await _until(lambda: bool(server.charged))


async def test_playing_in_final_mode_buys_what_is_ahead_and_never_the_caret() -> None:
    """Play: the Lines ahead come from the final voices; the one that is being written does not."""
    server = PaidServer()
    async with paid_server(server), _machinery(server) as machinery:
        machinery.set_document(SCENE)
        machinery.set_mode(Mode.FINAL)
        machinery.wish(lambda making: making.set_caret(LINES[2]))
        await _until(lambda: set(_states(machinery)) == {LineState.UNDERSTUDY})
        assert not server.charged
        machinery.transport.play(0)
        await _until(lambda: len(server.charged) == 2)
        await _until(lambda: machinery.transport.state is PlayState.STOPPED)
        assert set(server.charged) == {"Who is there?", "Nobody at all."}
        assert not server.double_charges


def _with_text(document: Document, line: LineId, text: str) -> Document:
    found = next(each for each in document.lines if each.id == line)
    return replace(document, script=document.script.replaced({line: replace(found, text=text)}))


async def test_a_draft_is_made_when_typing_pauses() -> None:
    """While letters come nothing is spoken of that Line; 300 ms after the last one it is."""
    server = PaidServer()
    async with paid_server(server), _machinery(server) as machinery:
        machinery.set_document(SCENE)
        await _until(lambda: set(_states(machinery)) == {LineState.DRAFT})
        machinery.wish(lambda making: making.set_caret(LINES[0]))
        before = machinery.making.shelf.keys()
        document = SCENE
        for length in range(4, 13):
            document = _with_text(document, LINES[0], "Who was that?"[:length])
            machinery.set_document(document)
            await asyncio.sleep(0.03)
        typed_at = time.monotonic()
        await _until(lambda: machinery.making.state_of(LINES[0]) is LineState.DRAFT)
        assert time.monotonic() - typed_at > 0.2
        assert len(machinery.making.shelf.keys() - before) == 1
        assert not server.charged


class _Damaged(MemoryStore):
    """Knows of every Take, but cannot read one of them until it is stored again."""

    def __init__(self) -> None:
        super().__init__()
        self.damaged: set[TakeKey] = set()

    def take(self, key: TakeKey) -> Take | None:
        return None if key in self.damaged else super().take(key)

    def keep_take(self, take: Take) -> Future[None]:
        self.damaged.discard(take.key)
        return super().keep_take(take)


async def test_a_take_that_cannot_be_read_after_all_is_made_anew_and_not_waited_for() -> None:
    """Found damaged only when it is about to be heard: it is wanted again, and the scene goes on."""
    server = PaidServer()
    store = _Damaged()
    async with paid_server(server), _machinery(server, store) as machinery:
        machinery.set_document(SCENE)
        await _until(lambda: set(_states(machinery)) == {LineState.DRAFT})
        key = machinery.timeline.clips[1].take
    assert key is not None
    store.damaged.add(key)
    async with paid_server(server), _machinery(server, store) as machinery:
        machinery.set_document(SCENE)
        machinery.transport.play(0)
        await _until(lambda: machinery.transport.state is PlayState.STOPPED)
        assert machinery.transport.playhead == machinery.timeline.end_frame
        assert not store.damaged
