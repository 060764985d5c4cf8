"""What is promised for each fault, cell by cell: what is said, what is repeated, what is kept."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from paid_server import FRAMES, SAMPLES, PaidServer, paid_server
from paying import paying, want
from tts.scripted_server import Link, Said, frame, scripted_server

from studio.scheduling.plan import Held
from studio.takes.request_record import (
    RequestState,
)
from studio.takes.take import Proof

LINE = want("The line in question.")
OTHER = want("Another line.", "ben")


def _error(name: str, code: int, **more: object) -> Said:
    return {"error": "no", "error_code": name, "code": code, **more}


async def _agree(link: Link) -> None:
    settings = (await link.until("update_settings"))["update_settings"]
    await link.say({"settings_updated": True, "settings": settings})


@pytest.mark.parametrize(
    ("name", "code"), [("UNAUTHORIZED", 401), ("UNAUTHORIZED", 403), ("INSUFFICIENT_CREDITS", 402)]
)
async def test_a_refused_key_and_an_empty_account_pause_everything(
    tmp_path: Path, name: str, code: int
) -> None:
    """It is said once, nothing is repeated by itself, and the Line goes out when a person says so."""
    server = PaidServer(errors={LINE.recipe.text: _error(name, code)})
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((LINE,))
        await paid.until(lambda: paid.producer.standing.pause)
        await paid.until(lambda: paid.state(LINE) is RequestState.FAILED_FREE)
        paid.producer.want((LINE, OTHER))
        await paid.until(lambda: paid.producer.standing.is_idle)
        assert paid.producer.standing.held is Held.OFFLINE
        assert not server.charged
        paid.producer.try_now()
        await paid.settled(LINE, OTHER)
        assert dict(server.charged) == {LINE.recipe.text: 1, OTHER.recipe.text: 1}


@pytest.mark.parametrize(("asked", "waits"), [(1, 1.0), ("soon", 5.0), (100_000, 300.0)])
async def test_a_service_that_asks_to_wait_is_given_the_time(
    tmp_path: Path, asked: object, waits: float
) -> None:
    """1 to 300 seconds as it asks, five where that makes no sense; the queue is kept."""
    server = PaidServer(errors={LINE.recipe.text: _error("RATE_LIMITED", 429, retry_after=asked)})
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((LINE,))
        await paid.until(lambda: paid.producer.standing.pause)
        began = time.monotonic()
        timer = paid.producer._resume
        assert timer is not None
        left = timer.when() - asyncio.get_running_loop().time()
        assert left == pytest.approx(waits, abs=0.3)
        if waits > 1.0:
            paid.producer.try_now()
        await paid.settled(LINE)
        assert waits > 1.0 or time.monotonic() - began > 0.7
        assert server.charged[LINE.recipe.text] == 1


@pytest.mark.parametrize("code", [1012, 1013])
async def test_a_restart_without_sound_is_repeated_once(tmp_path: Path, code: int) -> None:
    """The server goes down before the first sound: the Line is sent once more and is whole."""
    server = PaidServer(close_code=code)
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((LINE,))
        await paid.settled(LINE)
        assert paid.shelf.take(LINE.key) is not None
        assert server.flushes[LINE.recipe.text] == 2
        assert server.charged[LINE.recipe.text] == 1


async def test_a_connection_that_went_while_quiet_costs_nothing(tmp_path: Path) -> None:
    """Cut before anything was sent: the next Line goes out on a new connection, and nobody is told."""
    server = PaidServer()
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((LINE,))
        await paid.settled(LINE)
        assert server.scripted is not None
        server.scripted.links[0].cut()
        paid.producer.want((LINE, OTHER))
        await paid.settled(OTHER)
        assert paid.shelf.take(OTHER.key) is not None
        assert not paid.producer.standing.failed
        assert not server.double_charges


async def test_cut_without_sound_may_have_been_charged(tmp_path: Path) -> None:
    """The Line is marked, never repeated by itself, and made when a person confirms: once."""
    server = PaidServer({LINE.recipe.text: ("cut", "sent")})
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((LINE,))
        await paid.settled(LINE)
        assert paid.producer.standing.needing_a_word == {LINE.key: RequestState.UNKNOWN}
        paid.producer.want((OTHER, LINE))
        await paid.settled(OTHER)
        assert server.charged[LINE.recipe.text] == 1
        paid.producer.ask_again(LINE.key)
        await paid.until(lambda: paid.shelf.take(LINE.key))
        await paid.until(lambda: not paid.producer.standing.needing_a_word)
        # The count sees a repeat, here the one that was confirmed.
        assert server.double_charges == [LINE.recipe.text]


async def test_cut_after_sound_keeps_what_came(tmp_path: Path) -> None:
    """A partial Take with its length, never repeated by itself."""
    server = PaidServer({LINE.recipe.text: ("cut", "last")})
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((LINE,))
        await paid.settled(LINE)
        partial = paid.shelf.partial(LINE.key)
        assert partial is not None
        assert partial.proof is Proof.PARTIAL
        assert partial.length_samples == (FRAMES - 1) * SAMPLES
        assert paid.state(LINE) is RequestState.PARTIAL


async def test_a_missing_final_is_an_end_not_confirmed(tmp_path: Path) -> None:
    """All the sound is there and says so; it is marked and not repeated."""
    server = PaidServer({LINE.recipe.text: ("drop", "final")})
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((LINE,))
        await paid.settled(LINE)
        partial = paid.shelf.partial(LINE.key)
        assert partial is not None
        assert partial.proof is Proof.END_NOT_CONFIRMED
        assert partial.length_samples == FRAMES * SAMPLES
        assert server.charged[LINE.recipe.text] == 1


@pytest.mark.parametrize("state", ["mid", "last"])
async def test_totals_that_disagree_are_said(tmp_path: Path, state: str) -> None:
    """A piece is missing: the good ones are kept, and the sentence says that it is incomplete."""
    server = PaidServer({LINE.recipe.text: ("drop", state)})
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((LINE,))
        await paid.settled(LINE)
        partial = paid.shelf.partial(LINE.key)
        assert partial is not None
        assert partial.proof is Proof.PARTIAL
        assert partial.length_samples == (FRAMES - 1) * SAMPLES
        assert "incomplete" in str(paid.producer.standing.failed[LINE.key])


async def test_other_contexts_go_on_when_one_fails(tmp_path: Path) -> None:
    """An error that names one context concerns that Line alone."""
    server = PaidServer(errors={LINE.recipe.text: _error("INTERNAL_ERROR", 500)})
    others = tuple(want(f"Number {at}.", f"lane{at}") for at in range(5))
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((LINE, *others))
        await paid.settled(LINE, *others)
        assert all(paid.shelf.take(each.key) for each in others)
        assert paid.state(LINE) is RequestState.UNKNOWN
        assert server.scripted is not None
        assert len(server.scripted.links) == 1


async def test_what_is_refused_is_free_and_not_repeated(tmp_path: Path) -> None:
    """A voice nobody knows fails its Line with the server's words; nothing else stops."""
    server = PaidServer(errors={LINE.recipe.text: _error("NOT_FOUND", 404)})
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((LINE, OTHER))
        await paid.settled(LINE, OTHER)
        assert paid.state(LINE) is RequestState.FAILED_FREE
        assert LINE.key in paid.producer.standing.failed
        assert not paid.producer.standing.needing_a_word
        assert server.flushes[LINE.recipe.text] == 1


async def test_endless_speech_is_stopped(tmp_path: Path) -> None:
    """Sound beyond all need ends the Line, and what came is kept as a partial Take."""

    async def endless(link: Link) -> None:
        await _agree(link)
        context = (await link.until("voice_settings"))["context_id"]
        await link.say({"context_created": True, "context_id": context})
        await link.until("flush")
        await link.say(
            {"generation_started": True, "text": "…", "chunk_id": 0, "context_id": context}
        )
        for index in range(100_000):
            await link.say({**frame(index, 24_000), "context_id": context})

    async with scripted_server(endless) as server, paying(server.url, tmp_path) as paid:
        paid.producer.want((LINE,))
        await paid.settled(LINE)
        partial = paid.shelf.partial(LINE.key)
        assert partial is not None
        assert 10 * 24_000 < partial.length_samples < 60 * 24_000
        assert paid.state(LINE) is RequestState.PARTIAL


async def test_frames_that_make_no_sense_end_the_session_only(tmp_path: Path) -> None:
    """More than fifty of them: the session is left, other Lines go on in a new one."""
    sane = PaidServer()

    async def nonsense(link: Link) -> None:
        await _agree(link)
        await link.until("flush")
        for _ in range(60):
            await link.raw("{")
        await link.rest()

    async with (
        scripted_server(nonsense, sane.serve) as server,
        paying(server.url, tmp_path) as paid,
    ):
        paid.producer.want((LINE,))
        await paid.settled(LINE)
        assert paid.state(LINE) is RequestState.UNKNOWN
        paid.producer.want((LINE, OTHER))
        await paid.settled(OTHER)
        assert paid.shelf.take(OTHER.key) is not None
