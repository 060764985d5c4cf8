"""Contexts, Lanes and settings as the server sees them."""

from __future__ import annotations

import asyncio
import gc
import weakref
from pathlib import Path

import pytest
from paid_server import SECONDS, PaidServer, paid_server, sound_of
from paying import paying, want
from tts.scripted_server import soon

from studio.scheduling import speaking_session
from studio.takes.growing_take import GrowingTake
from studio.takes.request_record import Purpose


async def test_two_languages_and_temperatures_in_alternation(tmp_path: Path) -> None:
    """A German and an English Speaker in turn, with temperatures of their own: each context is made
    with the voice, language and temperature of its Speaker, and made once."""
    server = PaidServer()
    german = [
        want(f"Zeile {at}.", "lena", voice=1, language="de", variation=0.9) for at in range(3)
    ]
    english = [want(f"Row {at}.", "ben", voice=2, language="en", variation=0.1) for at in range(3)]
    turns = [line for pair in zip(german, english, strict=True) for line in pair]
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        for upto in range(1, len(turns) + 1):
            paid.producer.want(tuple(turns[:upto]))
            await paid.settled(*turns[:upto])
        assert all(
            (take := paid.shelf.take(line.key)) is not None
            and take.samples.tolist() == sound_of(line.recipe.text).tolist()
            for line in turns
        )
    used = {
        said["context_id"]: (
            said["voice_settings"]["voice_id"],
            said["language"],
            said["temperature"],
            said["in_force"]["language"],
            said["in_force"]["temperature"],
        )
        for said in server.created
    }
    assert used == {"lena": (1, "de", 0.9, "de", 0.9), "ben": (2, "en", 0.1, "en", 0.1)}
    assert len(server.created) == 2
    assert all(said["word_timestamps"] for said in server.created)


async def test_what_nobody_chose_does_not_stay_as_an_earlier_line_had_it(tmp_path: Path) -> None:
    """After a Line with a temperature and without normalising comes one that leaves both open: it is
    made as usual."""
    server = PaidServer()
    first = want("One.", "a", variation=0.9, normalize=False)
    second = want("Two.", "b")
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((first,))
        await paid.settled(first)
        paid.producer.want((first, second))
        await paid.settled(second)
    asked = [(said["temperature"], said["normalize"]) for said in server.created]
    assert asked == [(0.9, False), (0.5, True)]


async def test_another_voice_gets_another_context(tmp_path: Path) -> None:
    """What binds to a context when it is made is never changed in it: it is closed and made anew."""
    server = PaidServer()
    lines = [want("One.", voice=1), want("Two.", voice=2), want("Three.", voice=2, speed=1.1)]
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want(tuple(lines))
        await paid.settled(*lines)
    voices = [said["voice_settings"] for said in server.created]
    assert [(voice["voice_id"], voice.get("speed")) for voice in voices] == [
        (1, 1.0),
        (2, 1.0),
        (2, 1.1),
    ]
    assert {said["context_id"] for said in server.created} == {"anna"}


async def test_silence_closes_and_speech_reopens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quiet Lane's context is closed so that its usage arrives; its next Line opens it again."""
    monkeypatch.setattr(speaking_session, "QUIET_SECONDS", 0.1)
    server = PaidServer()
    first, second = want("Before."), want("After.")
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((first,))
        await paid.settled(first)
        await paid.until(paid.store.entries)
        assert len(server.created) == 1
        (entry,) = paid.store.entries()
        assert (entry.line, entry.cost, entry.audio_seconds) == (first.line, 500, SECONDS)
        paid.producer.want((first, second))
        await paid.settled(second)
        assert len(server.created) == 2


async def test_a_context_that_timed_out_is_made_again(tmp_path: Path) -> None:
    """The server lets a quiet context go: the Lane's next Line makes it again, with its settings."""
    server = PaidServer()
    first, second = want("Before.", language="de"), want("After.", language="de")
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((first,))
        await paid.settled(first)
        await server.time_out("anna")
        session = paid.producer._connections._connections[0].session
        assert session is not None
        await soon(lambda: not session.contexts)
        paid.producer.want((first, second))
        await paid.settled(second)
        assert paid.shelf.take(second.key) is not None
        assert [said["language"] for said in server.created] == ["de", "de"]
        assert not server.double_charges


async def test_a_context_shares_its_price_among_its_lines(tmp_path: Path) -> None:
    """Three Lines in one context: the ledger has a row for each, and they add up to what was told."""
    server = PaidServer(cost_cents=0.3333)
    lines = [want(f"Line {at}.") for at in range(3)]
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want(tuple(lines))
        await paid.settled(*lines)
    entries = paid.store.entries()
    assert {entry.line for entry in entries} == {line.line for line in lines}
    assert sum(entry.cost or 0 for entry in entries) == 1000
    assert all(entry.purpose is Purpose.SCENE for entry in entries)


async def test_a_price_nobody_told_stays_unknown(tmp_path: Path) -> None:
    """Usage without a cost is never written down as free."""
    server = PaidServer(cost_cents=None)
    line = want("Line.")
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((line,))
        await paid.settled(line)
    (entry,) = paid.store.entries()
    assert entry.cost is None
    assert entry.audio_seconds == pytest.approx(SECONDS)


async def test_contexts_of_their_own_are_closed_at_once(tmp_path: Path) -> None:
    """Retakes run side by side, each in its own context, whose usage arrives when it is done."""
    server = PaidServer()
    lines = [want(f"Take {at}.", own_context=True) for at in range(4)]
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want(tuple(lines))
        await paid.settled(*lines)
        await paid.until(lambda: len(paid.store.entries()) == 4)
    assert len({said["context_id"] for said in server.created}) == 4


async def test_more_than_twenty_lanes_take_a_further_connection(tmp_path: Path) -> None:
    """Twenty contexts on one connection, the others on the next; every Line is made."""
    server = PaidServer()
    lines = [want(f"Lane {at}.", f"lane{at}") for at in range(25)]
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want(tuple(lines))
        await paid.settled(*lines)
        assert all(paid.shelf.take(line.key) for line in lines)
        assert server.scripted is not None
        assert len(server.scripted.links) == 2
    assert not server.double_charges


async def test_a_take_can_be_read_while_it_grows(tmp_path: Path) -> None:
    """Whoever looks at a growing Take sees what has come, and in the end all of it."""
    server = PaidServer(holds="Growing line.")
    line = want("Growing line.")
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((line,))
        await paid.until(lambda: line.key in paid.producer.standing.coming)
        growing = paid.producer.standing.coming[line.key]
        await paid.until(lambda: growing.length_samples)
        server.held.set()
        await paid.settled(line)
        await asyncio.sleep(0)
        assert growing.samples.tolist() == sound_of("Growing line.").tolist()


async def test_a_spoken_line_leaves_the_memory_while_its_context_stays(tmp_path: Path) -> None:
    """A play of any length is spoken in the same contexts; of what was said in them nothing stays but
    its id, for which the usage comes at their end."""
    server = PaidServer()
    lines = [want(f"Row {at}.", "ben", voice=2) for at in range(6)]
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        growing: list[weakref.ref[GrowingTake]] = []
        for upto in range(1, len(lines) + 1):
            paid.producer.want(tuple(lines[:upto]))
            await paid.until(lambda: paid.producer.standing.coming)
            growing += [weakref.ref(each) for each in paid.producer.standing.coming.values()]
            await paid.settled(*lines[:upto])
        assert len(server.created) == 1
        await paid.until(lambda: gc.collect() >= 0 and not any(each() for each in growing))
    assert len(growing) >= len(lines)
