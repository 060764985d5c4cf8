"""What a client of this protocol must do whatever the server does, one scenario after the other."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable

import numpy as np
import pytest

from studio.tts import (
    AudioChunk,
    MultiContextCallbacks,
    MultiContextConfig,
    RequestConfig,
    SessionUsage,
    StreamConfig,
    StreamingCallbacks,
    TtsClient,
    errors,
)
from studio.wire.patience import Patience
from tests.tts.scripted_server import (
    Link,
    Script,
    ScriptedServer,
    frame,
    polite_contexts,
    polite_turns,
    scripted_server,
    soon,
)

QUICK = Patience(progress=0.6, cancel=0.25, end_session=0.4, acknowledgement=0.4)


def client(server: ScriptedServer) -> TtsClient:
    return TtsClient(server.url, api_key="key", patience=QUICK)


async def stream_once(server: ScriptedServer, heard: list[int]) -> None:
    """A turn, iterated; raises what the iteration raises."""
    stream = client(server).streaming_session(StreamConfig(voice_id=1))
    stream.send("Hello there.", flush=True)
    try:
        async for chunk in stream:
            heard.append(chunk.index)
    finally:
        await stream.close()


async def context_once(server: ScriptedServer, heard: list[int]) -> None:
    """A part of a context, iterated; raises what the iteration raises."""
    multi = client(server).multi_context_session(MultiContextConfig(default_voice_id=1))
    multi.send("a", "Hello there.", flush=True)
    try:
        async for chunk in multi.chunks("a"):
            heard.append(chunk.index)
    finally:
        await multi.close()


async def request_once(server: ScriptedServer, heard: list[int]) -> None:
    """A single request; raises what it raises."""
    async for chunk in client(server).stream("Hello there.", RequestConfig(voice_id=1)):
        heard.append(chunk.index)


WAYS = pytest.mark.parametrize("speak", [stream_once, context_once, request_once])


def sound_then(end: Callable[[Link], object]) -> Script:
    """Two frames and then, instead of the end, something else."""

    async def script(link: Link) -> None:
        said = await link.until_text("Hello there.")
        where = {"context_id": said["context_id"]} if "context_id" in said else {}
        await link.say({**frame(0), **where}, {**frame(1), **where})
        result = end(link)
        if asyncio.iscoroutine(result):
            await result

    return script


# 76
@WAYS
@pytest.mark.parametrize("code", [1000, 1001, 1009, 1011, 4000, None])
async def test_a_socket_that_ends_early_is_incomplete(speak: Script, code: int | None) -> None:
    """Sound and then the end of the socket, whatever its code, is an error that says what came."""
    end = (lambda link: link.cut()) if code is None else (lambda link: link.close(code, "bye"))
    heard: list[int] = []
    async with scripted_server(sound_then(end)) as server:
        with pytest.raises(errors.Incomplete) as told:
            await speak(server, heard)  # type: ignore[call-arg, arg-type]
    assert heard == [0, 1]
    assert told.value.received.frames == 2
    assert str(code or 1006) in str(told.value)


# 77
@WAYS
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (4001, errors.KeyRefused),
        (4003, errors.NoCredit),
        (4029, errors.TooManyRequests),
        (4500, errors.ServiceUnavailable),
    ],
)
@pytest.mark.parametrize("moment", ["at accept", "before sound", "in mid-turn"])
async def test_a_refusal_is_typed_whenever_it_comes(
    speak: Script, code: int, kind: type, moment: str
) -> None:
    """The service's own close codes are their own errors, at once, later or in the middle."""

    async def script(link: Link) -> None:
        if moment == "before sound":
            await link.until_text("Hello there.")
        elif moment == "in mid-turn":
            await sound_then(lambda _: None)(link)
        await link.close(code, "no more")

    async with scripted_server(script) as server:
        with pytest.raises(kind, match="no more") as told:
            await speak(server, [])  # type: ignore[call-arg, arg-type]
        assert len(server.links) <= 2
    assert told.value.status == code


# 78
@WAYS
async def test_a_restart_before_sound_is_repeated_once(speak: Script) -> None:
    """The request is said again on a new connection after a second, and only then heard."""
    asked: list[str] = []

    async def restart(link: Link) -> None:
        asked.append((await link.until_text("Hello there."))["text"])
        await link.close(1012, "rolling")

    async def answer(link: Link) -> None:
        said = await link.until_text("Hello there.")
        asked.append(said["text"])
        if link.path == "/ws/tts/multi":
            await link.speak_part(said["context_id"], frame(0), frame(1))
            await link.until("close_context")
            await link.say({"context_closed": True, "context_id": said["context_id"]})
        elif link.path == "/ws/tts/stream":
            await link.speak_turn(frame(0), frame(1))
        else:
            await link.say(frame(0), frame(1), {"final": True, "total_samples": 960})
        await link.rest()

    heard: list[int] = []
    async with scripted_server(restart, answer) as server:
        begun = asyncio.get_running_loop().time()
        await speak(server, heard)  # type: ignore[call-arg, arg-type]
        assert asyncio.get_running_loop().time() - begun >= 1.0
    assert asked == ["Hello there.", "Hello there."]
    assert heard == [0, 1]


@WAYS
async def test_a_second_restart_is_told(speak: Script) -> None:
    """Repeated once is enough: the second restart is an error, and nothing is said a third time."""

    async def restart(link: Link) -> None:
        await link.until_text("Hello there.")
        await link.close(1012)

    async with scripted_server(restart) as server:
        with pytest.raises(errors.ServerRestarting) as told:
            await speak(server, [])  # type: ignore[call-arg, arg-type]
        assert len(server.links) == 2
    assert told.value.retry_after == 1.0


@WAYS
@pytest.mark.parametrize("code", [1012, 1013])
async def test_a_restart_after_sound_is_told(speak: Script, code: int) -> None:
    """What was heard was paid for: never repeated by itself, and the caller is told when to."""
    async with scripted_server(
        sound_then(lambda link: link.close(code, "retry_after=7"))
    ) as server:
        with pytest.raises(errors.ServerRestarting) as told:
            await speak(server, [])  # type: ignore[call-arg, arg-type]
        assert len(server.links) == 1
    assert told.value.retry_after == 7.0


@WAYS
async def test_a_restart_after_sound_nobody_can_read_is_told(speak: Script) -> None:
    """Sound that came broken was made, and paid for, all the same: it is not asked for again."""

    async def restart(link: Link) -> None:
        said = await link.until_text("Hello there.")
        await link.say(
            {**frame(0), "audio": "no base64", "context_id": said.get("context_id", "a")}
        )
        await link.close(1012)

    async with scripted_server(restart) as server:
        with pytest.raises(errors.ServerRestarting):
            await speak(server, [])  # type: ignore[call-arg, arg-type]
        assert len(server.links) == 1


async def test_a_restart_is_called_back() -> None:
    """The callback hears that the server restarts, in both kinds of session."""

    async def restart(link: Link) -> None:
        await link.until("flush")
        await link.close(1012)

    async def answer(link: Link) -> None:
        await (polite_turns if link.path == "/ws/tts/stream" else polite_contexts)(link)

    told: list[errors.ServerRestarting] = []
    async with scripted_server(restart, answer) as server:
        stream = client(server).streaming_session(
            StreamConfig(voice_id=1),
            StreamingCallbacks(on_server_restart=told.append, on_chunk=lambda _: None),
        )
        stream.send("Hello.", flush=True)
        await stream.close()
    async with scripted_server(restart, answer) as server:
        multi = client(server).multi_context_session()
        multi.connect(MultiContextCallbacks(on_server_restart=told.append, on_chunk=lambda _: None))
        multi.send("a", "Hello.", flush=True)
        await multi.close()
    assert [error.retry_after for error in told] == [1.0, 1.0]


# 79
async def test_what_nobody_knows_is_never_fatal() -> None:
    """Unknown frames and keys are ignored, a warning is told, a session start is no surprise."""

    async def script(link: Link) -> None:
        await link.until("flush")
        await link.say({"session_started": True, "session_id": "x"}, {"new": {"thing": [1]}}, {})
        await link.say({"warning": "careful", "more": 1}, {"progress": True, "chunk_id": 0})
        await link.speak_turn({**frame(0), "new": True}, frame(1))
        await link.rest()

    warned: list[str] = []
    async with scripted_server(script) as server:
        stream = client(server).streaming_session(
            StreamConfig(voice_id=1), StreamingCallbacks(on_warning=warned.append)
        )
        stream.send("Hello.", flush=True)
        assert [chunk.index async for chunk in stream] == [0, 1]
        await stream.close()
        assert stream.refused_frames == 0
    assert warned == ["careful"]


# 80
async def test_frames_that_say_little_are_heard() -> None:
    """Without encoding, index, chunk or sample count the usual ones are taken, and samples counted."""

    async def script(link: Link) -> None:
        await link.until("flush")
        sound = frame()["audio"]
        await link.say({"audio": sound}, {"audio": sound, "sr": 24000})
        await link.say({"final": True, "total_audio_seconds": 0.04}, {"session_closed": True})
        await link.rest()

    async with scripted_server(script) as server:
        stream = client(server).streaming_session(StreamConfig(voice_id=1))
        stream.send("Hello.", flush=True)
        chunks = [chunk async for chunk in stream]
        await stream.close()
    assert [(chunk.encoding, chunk.sample_rate, chunk.samples) for chunk in chunks] == [
        ("pcm_s16le", 24_000, 480)
    ] * 2


# 81
async def test_twenty_contexts_lose_nothing_and_cross_nothing() -> None:
    """Flushed together and answered interleaved, each hears all of its own frames and no other's."""
    names = [f"c{number}" for number in range(20)]

    async def script(link: Link) -> None:
        asked = [(await link.until("flush"))["context_id"] for _ in names]
        for index in range(10):
            await link.say(*({**frame(index), "context_id": name} for name in asked))
        done = {"chunk_complete": True, "chunk_id": 0, "audio_seconds": 0.2}
        for name in reversed(asked):
            await link.say({**done, "context_id": name}, {"final": True, "context_id": name})
        for _ in names:
            closing = await link.until("close_context")
            await link.say({"context_closed": True, "context_id": closing["context_id"]})
        await link.until("close_socket")

    async with scripted_server(script) as server, client(server).multi_context_session() as multi:
        for name in names:
            multi.send(name, f"I am {name}.", flush=True)

        async def take(name: str) -> list[tuple[str | None, int]]:
            return [(chunk.context_id, chunk.index) async for chunk in multi.chunks(name)]

        heard = await asyncio.gather(*(take(name) for name in names))
    assert heard == [[(name, index) for index in range(10)] for name in names]


# 82
async def test_late_frames_of_a_cancelled_turn_are_never_heard() -> None:
    """Fifty frames after the cancel, then the answer: none is delivered, none is in the next turn."""

    async def script(link: Link) -> None:
        await link.until("flush")
        await link.say(frame(0))
        await link.until("cancel")
        await link.say(*(frame(index) for index in range(1, 51)), {"interrupted": True})
        await polite_turns(link)

    heard: list[AudioChunk] = []
    async with scripted_server(script) as server:
        stream = client(server).streaming_session(
            StreamConfig(voice_id=1), StreamingCallbacks(on_chunk=heard.append)
        )
        stream.send("One.", flush=True)
        await soon(lambda: heard)
        await stream.cancel_current()
        assert len(heard) == 1
        stream.send("Two.", flush=True)
        await stream.end_session()
        await stream.close()
    assert [chunk.index for chunk in heard] == [0, 0, 1]


# 83
async def test_a_silent_server_does_not_keep_a_cancel() -> None:
    """Without an answer a cancel is done after its quiet limit, told once; the next turn begins on a
    fresh connection, where nothing late can be heard."""

    async def deaf(link: Link) -> None:
        await link.until("cancel")
        await link.rest()

    interrupted: list[bool] = []
    async with scripted_server(deaf, polite_turns) as server:
        stream = client(server).streaming_session(
            StreamConfig(voice_id=1),
            StreamingCallbacks(on_interrupted=lambda: interrupted.append(True)),
        )
        stream.send("One.", flush=True)
        await soon(lambda: server.links and server.links[0].heard)
        begun = asyncio.get_running_loop().time()
        await stream.cancel_current()
        assert 0.2 <= asyncio.get_running_loop().time() - begun < 1.0
        stream.send("Two.", flush=True)
        with pytest.raises(errors.Incomplete, match="interrupted"):
            await anext(aiter(stream))
        assert [chunk.index async for chunk in stream] == [0, 1]
        await stream.close()
        assert len(server.links) == 2
    assert interrupted == [True]


async def test_a_silent_server_does_not_keep_the_end_of_a_turn() -> None:
    """Waiting for the end of a turn is given up after its limit, as incomplete."""

    async def deaf(link: Link) -> None:
        await link.rest()

    async with scripted_server(deaf) as server:
        stream = client(server).streaming_session(StreamConfig(voice_id=1))
        stream.send("One.")
        with pytest.raises(errors.Incomplete, match="nothing more came"):
            await stream.end_session()
        await stream.close()


# 84
async def test_a_late_or_empty_end_disturbs_nothing() -> None:
    """A second, empty end of the turn before neither ends the next one nor empties the usage."""

    async def script(link: Link) -> None:
        empty = {"session_closed": True, "total_audio_seconds": 0}
        await link.until("flush")
        await link.speak_turn(frame(0))
        await link.say(empty)
        await link.until("flush")
        await link.say(empty)
        await link.speak_turn(frame(0), frame(1))
        await link.say(empty, {"warning": "done"})
        await link.rest()

    closed: list[float] = []
    warned: list[str] = []
    async with scripted_server(script) as server:
        stream = client(server).streaming_session(
            StreamConfig(voice_id=1),
            StreamingCallbacks(on_session_closed=closed.append, on_warning=warned.append),
        )
        stream.send("One.", flush=True)
        assert len([chunk async for chunk in stream]) == 1
        stream.send("Two.", flush=True)
        assert len([chunk async for chunk in stream]) == 2
        await soon(lambda: warned)
        assert stream.last_usage == SessionUsage(0.04, characters=5)
        await stream.close()
    assert closed == [0.02, 0.04]


# 85
async def test_text_may_come_early_but_not_late() -> None:
    """Text before the socket is open is queued in order; text after the close is a clear error."""
    async with scripted_server(polite_turns) as server:
        stream = client(server).streaming_session(StreamConfig(voice_id=1))
        stream.connect()
        for token in ("One ", "two ", "three."):
            stream.send(token)
        await stream.close()
        assert [said.get("text") for said in server.links[0].heard] == [
            "One ",
            "two ",
            "three.",
            None,
        ]
        with pytest.raises(errors.SessionOver, match="closed"):
            stream.send("late")


# 86
@pytest.mark.parametrize(("name", "encoding"), [("ulaw_8000", "mulaw"), ("alaw_8000", "alaw")])
async def test_telephone_sound_keeps_its_encoding(name: str, encoding: str) -> None:
    """G.711 arrives as what it is, and becomes the right samples, never noise."""
    silence = {"mulaw": "////////", "alaw": "1dXV1dXV"}[encoding]  # 0xFF and 0xD5: no sound.
    said = {"audio": silence, "enc": encoding, "sr": 8000, "samples": 6, "idx": 0}

    async def script(link: Link) -> None:
        assert (await link.until("text"))["output_format"] == name
        await link.say(said, {"final": True, "total_samples": 18})
        await link.rest()

    async with scripted_server(script) as server:
        speech = await client(server).generate("Hello.", RequestConfig(output_format=name))
    assert (speech.encoding, speech.sample_rate, speech.samples) == (encoding, 8000, 6)
    assert float(np.abs(speech.to_float32()).max()) < 0.001


# 87
@pytest.mark.parametrize(
    ("usage", "told"),
    [
        ({"audio_seconds": 0.02, "cost_cents": None, "cost_unavailable": True}, SessionUsage(0.02)),
        (None, SessionUsage(0.02)),
        (
            {"audio_seconds": 0.02, "characters": 6, "cost_cents": 0, "currency": "EUR"},
            SessionUsage(0.02, 0.0, "EUR", 6),
        ),
    ],
)
async def test_a_cost_that_is_not_told_is_not_nothing(usage: object, told: SessionUsage) -> None:
    """Null means unavailable, nought means nothing, and an old server tells the length only."""

    async def script(link: Link) -> None:
        await link.until("flush")
        closed = {"session_closed": True, "total_audio_seconds": 0.02}
        await link.say(frame(0), {"final": True}, {**closed, "usage": usage} if usage else closed)
        await link.rest()

    async with scripted_server(script) as server:
        stream = client(server).streaming_session(StreamConfig(voice_id=1))
        stream.send("Hello.", flush=True)
        assert await stream.close() == told
    assert told.cost_available == (told.cost_cents is not None)


# 88
@pytest.mark.allow_log("A callback of a speech session failed")
async def test_a_callback_that_raises_does_not_stop_the_reader() -> None:
    """Every callback of a turn fails, and the turn is whole all the same."""

    def fail(*_: object) -> None:
        raise ValueError("the caller's own fault")

    names = StreamingCallbacks.__dataclass_fields__
    async with scripted_server(polite_turns) as server:
        stream = client(server).streaming_session(
            StreamConfig(voice_id=1), StreamingCallbacks(**dict.fromkeys(names, fail))
        )
        stream.send("Hello.", flush=True)
        assert await stream.close() == SessionUsage(0.04, characters=5)


# 89
async def test_an_idle_context_comes_back_with_its_voice() -> None:
    """A time-out removes the context and is told; the next text opens it as it was before."""

    async def script(link: Link) -> None:
        await link.next()
        await link.say({"context_created": True, "context_id": "a"})
        await link.say({"context_timeout": True, "context_id": "a"})
        await link.say({"context_closed": True, "context_id": "a"})
        await polite_contexts(link)

    told: list[str] = []
    async with scripted_server(script) as server:
        multi = client(server).multi_context_session(MultiContextConfig(default_voice_id=1))
        multi.connect(
            MultiContextCallbacks(on_context_timeout=told.append, on_chunk=lambda _: None)
        )
        multi.create_context("a", voice_id=7)
        await soon(lambda: told)
        assert multi.active_contexts == frozenset()
        multi.send("a", "Back.", flush=True)
        await multi.flush("a")
        await multi.close()
        created = [said for said in server.links[0].heard if said.get("text") == " "]
    assert told == ["a"]
    assert [said["voice_settings"]["voice_id"] for said in created] == [7, 7]


# 90
async def test_text_leaves_composed_and_mended_with_its_language() -> None:
    """Text is composed, half letters never reach the wire, the language is said, the key encoded."""
    text = "Zoe\u0308 \ud83d"
    async with scripted_server(polite_turns) as server:
        speaking = TtsClient(server.url, api_key="a&b=c", patience=QUICK)
        stream = speaking.streaming_session(StreamConfig(voice_id=1, language="de"))
        stream.send(text, flush=True)
        await stream.close()
        said = server.links[0].heard[0]
        assert said["text"] == "Zoë \ufffd"
        assert unicodedata.is_normalized("NFC", said["text"])
        assert said["language"] == "de"
        assert server.requests[0].path == "/ws/tts/stream?api_key=a%26b%3Dc"
