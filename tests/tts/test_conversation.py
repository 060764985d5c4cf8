"""Coming back: when a connection is tried again, and when not."""

from __future__ import annotations

import asyncio

import pytest

from studio.tts import (
    StreamConfig,
    StreamingCallbacks,
    StreamingSession,
    TtsClient,
    errors,
    retry,
    sound_output,
)
from studio.wire.patience import Patience
from tests.tts.scripted_server import (
    Link,
    ScriptedServer,
    frame,
    polite_turns,
    refusal,
    scripted_server,
    soon,
)

REFUSED_LATER = [
    (4001, errors.KeyRefused),
    (4003, errors.NoCredit),
    (4029, errors.TooManyRequests),
    (4500, errors.ServiceUnavailable),
]
QUICK = Patience(progress=0.6, cancel=0.2, end_session=5.0, acknowledgement=0.3)


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "jittered_delay", lambda attempt: 0.01 * attempt)


async def restart(link: Link) -> None:
    await link.until("flush")
    await link.close(1012)


def session(server: ScriptedServer, told: list[errors.SpeechError]) -> StreamingSession:
    client = TtsClient(server.url, api_key="key", patience=QUICK)
    return client.streaming_session(
        StreamConfig(voice_id=1), StreamingCallbacks(on_error=told.append, on_chunk=lambda _: None)
    )


async def test_a_server_that_is_not_up_yet_is_tried_again() -> None:
    """While it restarts its door may stay shut: it is tried again, then spoken to."""
    told: list[errors.SpeechError] = []
    async with scripted_server(restart, polite_turns) as server:
        stream = session(server, told)
        await stream.connect()
        server.refusals = [refusal(503), refusal(502), refusal(503, retry_after="1")]
        stream.send("Hello.", flush=True)
        used = await stream.end_session()
        await stream.close()
        assert len(server.requests) == 5
    assert used is not None
    assert used.audio_seconds == 0.04
    assert told == []


async def test_a_door_that_shut_is_not_knocked_at_again() -> None:
    """Once the key was refused further text fails at once, without a handshake, until somebody asks
    to connect."""
    told: list[errors.SpeechError] = []
    async with scripted_server(polite_turns) as server:
        server.refusals = [refusal(401)]
        stream = session(server, told)
        for number in range(3):
            stream.send("Hello.", flush=True)
            with pytest.raises(errors.KeyRefused):
                await stream.end_session()
            assert len(told) == number + 1
        assert len(server.requests) == 1
        await stream.connect()
        stream.send("Hello.", flush=True)
        assert await stream.end_session() is not None
        await stream.close()


@pytest.mark.parametrize(("code", "kind"), REFUSED_LATER)
async def test_a_refusal_after_the_handshake_is_remembered_too(code: int, kind: type) -> None:
    """A connection closed for the key, the credit or the rate is not followed by another one."""

    async def refuse(link: Link) -> None:
        await link.until("flush")
        await link.close(code, "no more, retry after 7 s")

    told: list[errors.SpeechError] = []
    async with scripted_server(refuse) as server:
        stream = session(server, told)
        for _ in range(3):
            stream.send("Hello.", flush=True)
            with pytest.raises(kind):
                await stream.end_session()
        await stream.close()
        assert len(server.requests) == 1


async def test_sound_that_waits_brings_no_storm_of_connections(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While the next turn waits for its sound to be taken, a server that closes every connection is
    not called again and again; once there is something to say it is called."""
    monkeypatch.setattr(sound_output, "HOLD_SECONDS", 0.03)

    async def speak_once(link: Link) -> None:
        await link.until("flush")
        await link.speak_turn(frame(0), frame(1))
        await link.close(1000)

    async with scripted_server(speak_once) as server:
        client = TtsClient(server.url, api_key="key", patience=QUICK)
        stream = client.streaming_session(StreamConfig(voice_id=1))
        stream.send("One.", flush=True)
        stream.send("Two.", flush=True)
        await soon(lambda: server.links and not stream.is_connected)
        await asyncio.sleep(0.1)
        assert len(server.requests) == 1
        assert [chunk.index async for chunk in stream] == [0, 1]
        assert [chunk.index async for chunk in stream] == [0, 1]
        assert len(server.requests) == 2
        await stream.close()


async def test_connections_of_no_use_are_made_at_growing_intervals(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server that lets us in only to close is called again after pauses that grow."""
    drawn: list[int] = []
    monkeypatch.setattr(retry, "jittered_delay", lambda attempt: drawn.append(attempt) or 0.0)

    async def close_at_once(link: Link) -> None:
        await link.close(1000)

    told: list[errors.SpeechError] = []
    async with scripted_server(close_at_once) as server:
        stream = session(server, told)
        for number in range(4):
            stream.send("Hello.", flush=True)
            await soon(lambda n=number: len(told) > n and not stream.is_connected)
        await stream.close()
    assert drawn == [0, 1, 2]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, errors.KeyRefused),
        (402, errors.NoCredit),
        (429, errors.TooManyRequests),
        (404, errors.NotOffered),
        (200, errors.NotASpeechServer),
    ],
)
async def test_a_door_that_stays_shut_is_not_knocked_at(status: int, kind: type) -> None:
    """What another try would not mend is told at once; after 429 the caller decides."""
    told: list[errors.SpeechError] = []
    async with scripted_server(restart) as server:
        stream = session(server, told)
        await stream.connect()
        server.refusals = [refusal(status)]
        stream.send("Hello.", flush=True)
        with pytest.raises(kind):
            await stream.end_session()
        await stream.close()
        assert len(server.requests) == 2
    assert [type(error) for error in told] == [kind]


async def test_nobody_is_tried_for_ever() -> None:
    """After nine tries it is the caller's turn, and the last failure is told."""
    told: list[errors.SpeechError] = []
    async with scripted_server(restart) as server:
        stream = session(server, told)
        await stream.connect()
        server.refusals = [refusal(503) for _ in range(20)]
        stream.send("Hello.", flush=True)
        with pytest.raises(errors.ServiceUnavailable):
            await stream.end_session()
        await stream.close()
        assert len(server.requests) == 10


async def test_what_waited_is_said_after_the_connection_was_lost() -> None:
    """The turn that was cut is told, the one that was never said is spoken on a new connection."""

    async def cut(link: Link) -> None:
        await link.until("flush")
        await link.say(frame(0))
        link.cut()

    told: list[errors.SpeechError] = []
    async with scripted_server(cut, polite_turns) as server:
        stream = session(server, told)
        stream.send("One.", flush=True)
        first = stream.end_session()
        stream.send("Two.", flush=True)
        with pytest.raises(errors.Incomplete):
            await first
        assert await stream.close() is not None
    assert [type(error) for error in told] == [errors.Incomplete]


async def test_a_session_may_be_closed_while_it_comes_back() -> None:
    """Cancelled while it waits to come back there is nothing left to say, and closing is quick."""
    told: list[errors.SpeechError] = []
    async with scripted_server(restart) as server:
        stream = session(server, told)
        stream.send("Hello.", flush=True)
        await soon(lambda: server.links and not stream.is_connected and server.links[0].heard)
        begun = asyncio.get_running_loop().time()
        await stream.cancel_current()
        await stream.close()
        assert asyncio.get_running_loop().time() - begun < 0.9
        assert len(server.requests) == 1


async def test_a_connection_opened_by_text_is_a_connection() -> None:
    """Connecting after the first text opened it already is done at once."""
    async with scripted_server(polite_turns) as server:
        stream = session(server, [])
        stream.send("Hello.", flush=True)
        await soon(lambda: stream.is_connected)
        await stream.connect()
        await stream.close()
        assert len(server.requests) == 1


async def test_closing_ends_who_waits_to_connect() -> None:
    """A session closed before it was connected tells so to who waited."""

    async def keep_quiet(link: Link) -> None:
        await link.rest()

    async with scripted_server(keep_quiet) as server:
        stream = session(server, [])
        connected = stream.connect()
        await stream.close()
        with pytest.raises(errors.SessionOver):
            await connected


async def test_a_hopeless_server_is_left_once() -> None:
    """Bad frames that go on after it was left are not counted twice, and end nothing twice."""

    async def babble(link: Link) -> None:
        await link.until("flush")
        for _ in range(200):
            await link.raw("nonsense")
        await link.rest()

    told: list[errors.SpeechError] = []
    async with scripted_server(babble) as server:
        stream = session(server, told)
        stream.send("Hello.", flush=True)
        await soon(lambda: told)
        await stream.close()
        assert stream.refused_frames == 51
    assert len(told) == 1
