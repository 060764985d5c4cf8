"""Text in as it is written, sound out, as a program uses it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import pytest

from studio.tts import (
    LOW_LATENCY,
    AudioChunk,
    SessionUsage,
    StreamConfig,
    StreamingCallbacks,
    StreamingSession,
    TtsClient,
    errors,
    sound_output,
)
from studio.wire.patience import Patience
from tests.tts.scripted_server import (
    Link,
    ScriptedServer,
    frame,
    polite_turns,
    scripted_server,
    soon,
)

QUICK = Patience(progress=0.5, cancel=0.3, end_session=0.4, acknowledgement=0.4)


class Told:
    """Everything a session called back, in order."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        names = StreamingCallbacks.__dataclass_fields__
        self.callbacks = StreamingCallbacks(**{name: self._teller(name) for name in names})

    def _teller(self, name: str) -> Any:
        return lambda *values: self.calls.append((name, *values))

    def of(self, name: str) -> list[tuple[Any, ...]]:
        return [values for called, *values in self.calls if called == name]  # type: ignore[misc]

    def names(self) -> list[str]:
        return [call[0] for call in self.calls]


def session(
    server: ScriptedServer,
    callbacks: StreamingCallbacks | None = None,
    config: StreamConfig | None = None,
) -> StreamingSession:
    client = TtsClient(server.url, api_key="key", patience=QUICK)
    return client.streaming_session(config or StreamConfig(voice_id=1), callbacks)


async def test_the_services_example_runs() -> None:
    """Connect without waiting, send tokens, end the turn, change the voice, speak again, close."""
    told = Told()
    async with scripted_server(polite_turns) as server:
        client = TtsClient(server.url, api_key="key")
        stream = client.tts.streaming_session(
            StreamConfig(
                voice_id=1071,
                model_id="kugel-3",
                auto_mode=True,
                chunk_length_schedule=(50, 100, 150, 250),
            ),
            told.callbacks,
        )
        stream.connect()
        stream.send("token ")
        stream.send("last one.", flush=True)
        await soon(lambda: told.of("on_session_closed"))
        assert stream.is_connected
        assert stream.last_usage == SessionUsage(0.04, characters=5)
        stream.update_config(voice_id=1072)
        stream.send("Again.")
        assert await stream.end_session() == stream.last_usage
        assert await stream.close() == stream.last_usage
        assert not stream.is_connected
        heard = server.links[0].heard
    assert heard[0]["voice_id"] == 1071
    assert heard[0]["chunk_length_schedule"] == [50, 100, 150, 250]
    assert heard[1] == {"text": "last one.", "flush": True}
    assert heard[2]["voice_id"] == 1072
    assert heard[3] == {"close": True}
    assert told.names()[:6] == [
        "on_generation_started",
        "on_chunk",
        "on_chunk",
        "on_chunk_complete",
        "on_final",
        "on_session_closed",
    ]
    assert told.of("on_chunk_complete")[0] == [0, 0.04, 1.0]
    assert told.of("on_final")[0] == [0.04, 1, 2]
    assert told.of("on_session_closed") == [[0.04], [0.04]]
    assert len(server.links) == 1


async def test_a_turn_is_iterated_to_its_proof() -> None:
    """Each `async for` is one turn; the next one takes the next."""
    async with scripted_server(polite_turns) as server, session(server) as stream:
        stream.send("One.", flush=True)
        stream.send("Two.", flush=True)
        assert [chunk.index async for chunk in stream] == [0, 1]
        assert [chunk.index async for chunk in stream] == [0, 1]


async def test_a_session_is_closed_after_the_rest_was_spoken() -> None:
    """Closing speaks what was sent, tells all of it, and takes nothing more."""
    told = Told()
    async with scripted_server(polite_turns) as server:
        stream = session(server, told.callbacks)
        stream.send("The rest.")
        closed = stream.close()
        for call in (
            lambda: stream.send("late"),
            stream.connect,
            stream.end_session,
            lambda: stream.update_config(speed=1.1),
            lambda: stream.update_settings(speed=1.1),
        ):
            with pytest.raises(errors.SessionOver):
                call()
        assert (await closed) == (await stream.close()) == SessionUsage(0.04, characters=5)
        with pytest.raises(errors.SessionOver):
            aiter(stream)
    assert len(told.of("on_chunk")) == 2


async def test_a_session_never_used_is_closed_at_once() -> None:
    """Closing what was never opened connects to nobody, and nothing was used."""
    async with scripted_server(polite_turns) as server:
        stream = session(server)
        assert await stream.close() is None
        assert not server.links


async def test_nothing_to_wait_for_is_done_at_once() -> None:
    """Ending or cancelling without a turn answers at once and says nothing to the server."""
    async with scripted_server(polite_turns) as server, session(server) as stream:
        assert await stream.end_session() is None
        await stream.cancel_current()
        stream.send("", flush=True)
        assert not server.links[0].heard


async def test_a_barge_in_resolves_on_its_answer() -> None:
    """Cancelled: silent at once, told once, and what is said meanwhile is the next turn."""

    async def speak(link: Link) -> None:
        await link.until("flush")
        await link.say(frame(0))
        await link.until("cancel")
        await link.say(*(frame(n) for n in range(1, 51)), {"interrupted": True})
        await polite_turns(link)

    told = Told()
    async with scripted_server(speak) as server:
        stream = session(server, told.callbacks)
        stream.send("A long text.", flush=True)
        ended = stream.end_session()
        await soon(lambda: told.of("on_chunk"))
        cancelled = stream.cancel_current()
        again = stream.cancel_current()
        stream.send("Next.", flush=True)
        await cancelled
        await again
        with pytest.raises(errors.Incomplete, match="interrupted"):
            await ended
        await stream.end_session()
        await stream.close()
    assert told.of("on_interrupted") == [[]]
    assert [chunk.index for [chunk] in told.of("on_chunk")] == [0, 0, 1]
    assert told.of("on_error") == []


async def test_waiting_sound_is_dropped_by_a_barge_in() -> None:
    """Chunks that wait for a slow callback or iteration are not delivered after a cancel."""
    heard: list[int] = []
    go_on = asyncio.Event()

    async def slow(chunk: AudioChunk) -> None:
        heard.append(chunk.index)
        await go_on.wait()

    async def speak(link: Link) -> None:
        await link.until("flush")
        await link.say(frame(0), frame(1), frame(2), {"warning": "all sent"})
        await link.until("cancel")
        await link.say({"interrupted": True})
        await link.rest()

    async with scripted_server(speak) as server:
        stream = session(server, StreamingCallbacks(on_chunk=slow))
        stream.send("Text.", flush=True)
        iterated = aiter(stream)
        await soon(lambda: heard)
        await asyncio.sleep(0.05)
        cancelled = stream.cancel_current()
        go_on.set()
        with pytest.raises(errors.Incomplete, match="interrupted"):
            await anext(iterated)
        await cancelled
        await stream.close()
    assert heard == [0]


async def test_a_closing_session_can_still_be_silenced() -> None:
    """A barge-in while the rest is being spoken ends the rest, and with it the session, at once."""

    async def speak(link: Link) -> None:
        await link.until("flush")
        await link.say(frame(0))
        await link.until("cancel")
        await link.say(frame(1), {"interrupted": True})
        await link.rest()

    told = Told()
    async with scripted_server(speak) as server:
        stream = session(server, told.callbacks)
        stream.send("A long text.", flush=True)
        closed = stream.close()
        await soon(lambda: told.of("on_chunk"))
        await stream.cancel_current()
        assert await closed is None
        await stream.cancel_current()
    assert [chunk.index for [chunk] in told.of("on_chunk")] == [0]
    assert told.of("on_interrupted") == [[]]


@pytest.mark.parametrize("way", ["break", "aclose", "timeout"])
async def test_an_iteration_that_is_left_holds_up_nothing(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who leaves a loop half way gives the rest of the turn up, and the next turn is spoken and whole."""
    monkeypatch.setattr(sound_output, "HOLD_SECONDS", 0.03)

    async def speak(link: Link) -> None:
        await link.until("flush")
        await link.say(*(frame(index) for index in range(5)))
        await link.say({"chunk_complete": True, "chunk_id": 0, "audio_seconds": 0.1})
        await link.say({"session_closed": True, "total_audio_seconds": 0.1})
        await polite_turns(link)

    async with scripted_server(speak) as server, session(server) as stream:
        stream.send("One.", flush=True)
        if way == "aclose":
            reader = aiter(stream)
            await anext(reader)
            await reader.aclose()
            with pytest.raises(StopAsyncIteration):
                await anext(reader)
        else:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.2):
                    async for chunk in stream:
                        if chunk.index == 1:
                            await asyncio.sleep(9.0 if way == "timeout" else 0.0)
                            break
        stream.send("Two.", flush=True)
        assert [chunk.index async for chunk in stream] == [0, 1]


async def test_a_later_change_of_the_config_keeps_what_was_agreed() -> None:
    """A change of the settings stays in force when another field of the config is changed, and holds
    for text sent before it was confirmed; a whole new config replaces both."""
    async with scripted_server(polite_turns) as server, session(server) as stream:
        changed = stream.update_settings(speed=1.1)
        stream.send("One.")
        await stream.end_session()
        await changed
        stream.update_config(voice_id=7)
        stream.send("Two.")
        await stream.end_session()
        stream.update_settings(speed=1.2)
        stream.update_config(StreamConfig(voice_id=8))
        stream.send("Three.")
        await stream.end_session()
        said = [each for each in server.links[0].heard if "voice_id" in each]
    assert [each["voice_id"] for each in said] == [1, 7, 8]
    assert [each["speed"] for each in said] == [1.1, 1.1, 1.0]


async def test_a_config_is_replaced_or_changed() -> None:
    """A whole config or some fields of it hold from the next turn on; unknown names are refused."""
    async with scripted_server(polite_turns) as server, session(server) as stream:
        stream.send("One.")
        stream.update_config(LOW_LATENCY, voice_id=7)
        await stream.end_session()
        stream.send("Two.")
        await stream.end_session()
        heard = server.links[0].heard
        assert (heard[0]["voice_id"], heard[2]["voice_id"]) == (1, 7)
        assert heard[2]["auto_mode"] is True
        with pytest.raises(errors.Unusable):
            stream.update_config(colour="blue")
        with pytest.raises(errors.Unusable):
            stream.update_config(speed=9)


async def test_settings_change_with_an_answer() -> None:
    """Confirmed, refused, unanswered: each is the answer of who asked."""

    async def speak(link: Link) -> None:
        await link.until("update_settings")
        await link.say({"settings_updated": True, "settings": {"speed": 1.1}})
        await link.until("update_settings")
        await link.say({"error": "no", "error_code": "VALIDATION_ERROR", "code": 400})
        await link.until("update_settings")
        await link.until("update_settings")
        link.cut()

    told = Told()
    async with scripted_server(speak) as server:
        stream = session(server, told.callbacks)
        await stream.update_settings(speed=1.1)
        with pytest.raises(errors.RequestRefused):
            await stream.update_settings(speed=1.2)
        with pytest.raises(errors.SettingsUnconfirmed):
            await stream.update_settings(speed=1.0)
        with pytest.raises(errors.SettingsUnconfirmed):
            await stream.update_settings(speed=0.9)
        await stream.close()
    assert told.of("on_error") == []


async def test_a_change_nobody_can_answer_is_told() -> None:
    """Without a server, or with a session closed before it was reached, the answer is an error."""
    async with scripted_server(polite_turns) as server:
        url = server.url
    stream = TtsClient(url, api_key="key").streaming_session()
    with pytest.raises(errors.Unreachable):
        await stream.update_settings(speed=1.1)
    changed = stream.update_settings(speed=1.1)
    await stream.close()
    with pytest.raises(errors.SpeechError):
        await changed


async def test_the_failure_of_a_turn_is_no_answer_to_a_change() -> None:
    """An error of the turn ends the turn; the change of settings is confirmed as if nothing had been."""

    async def speak(link: Link) -> None:
        await link.until("update_settings")
        await link.say({"error": "failed", "error_code": "INTERNAL_ERROR", "code": 500})
        await link.say({"settings_updated": True, "settings": {"speed": 1.1}})
        await link.rest()

    async with scripted_server(speak) as server, session(server) as stream:
        stream.send("Hello.", flush=True)
        ended = stream.end_session()
        changed = stream.update_settings(speed=1.1)
        with pytest.raises(errors.SpeechError, match="INTERNAL_ERROR"):
            await ended
        await changed


async def test_warnings_words_and_errors_are_called_back() -> None:
    """A warning, the words of a chunk, and an error frame each reach their callback."""

    async def speak(link: Link) -> None:
        await link.until("flush")
        word = {"word": "Hi", "start_ms": 0, "end_ms": 9, "char_start": 0, "char_end": 2}
        await link.say({"warning": "careful"}, frame(0), {"word_timestamps": [word], "chunk_id": 0})
        await link.say({"error": "failed", "error_code": "INTERNAL_ERROR", "code": 500})
        await link.say({"error": "out of turn"})
        await polite_turns(link)

    told = Told()
    async with scripted_server(speak) as server:
        stream = session(server, told.callbacks)
        stream.send("Hi.", flush=True)
        await soon(lambda: len(told.of("on_error")) == 2)
        stream.send("Again.")
        await stream.end_session()
        await stream.close()
    assert told.of("on_warning") == [["careful"]]
    assert told.of("on_word_timestamps")[0][0][0].word == "Hi"
    [[failed], [out_of_turn]] = told.of("on_error")
    assert type(failed) is errors.SpeechError
    assert (failed.error_code, failed.status) == ("INTERNAL_ERROR", 500)
    assert "out of turn" in str(out_of_turn)


async def test_a_slow_taker_is_not_asked_to_take_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a turn's sound waits the next one does not begin; nothing is lost."""
    monkeypatch.setattr(sound_output, "HOLD_SECONDS", 0.03)
    async with scripted_server(polite_turns) as server, session(server) as stream:
        stream.send("One.", flush=True)
        await stream.end_session()
        stream.send("Two.", flush=True)
        second = stream.end_session()
        await asyncio.sleep(0.05)
        assert len(server.links[0].heard) == 1
        assert [chunk.index async for chunk in stream] == [0, 1]
        assert [chunk.index async for chunk in stream] == [0, 1]
        await second


async def test_sound_nobody_takes_is_given_up_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what can be kept the turn is cut off with an error that says so."""
    monkeypatch.setattr(sound_output, "KEEP_SECONDS", 0.03)
    told: list[errors.SpeechError] = []
    async with scripted_server(polite_turns) as server:
        stream = session(server, StreamingCallbacks(on_error=told.append))
        stream.send("One.", flush=True)
        await soon(lambda: told)
        with pytest.raises(errors.NotTaken):
            async for _ in stream:
                pass
        await stream.close()
    assert isinstance(told[0], errors.NotTaken)


async def test_leaving_with_an_error_cuts_off() -> None:
    """An exception in the block cancels what is being spoken instead of waiting for it."""

    async def speak(link: Link) -> None:
        await link.until("cancel")
        await link.say({"interrupted": True})
        await link.rest()

    async def speak_and_fail(stream: StreamingSession) -> None:
        async with stream:
            stream.send("A long text.", flush=True)
            raise ZeroDivisionError

    async with scripted_server(speak) as server:
        with pytest.raises(ZeroDivisionError):
            await speak_and_fail(session(server))


async def test_a_connection_refused_is_told_everywhere() -> None:
    """Who waits for the connection, the turn or its sound hears why there is none."""
    async with scripted_server(polite_turns) as server:
        url = server.url
    told: list[errors.SpeechError] = []
    client = TtsClient(url, api_key="key")
    stream = client.streaming_session(callbacks=StreamingCallbacks(on_error=told.append))
    connected = stream.connect()
    stream.send("Hello.", flush=True)
    ended = stream.end_session()
    for waiting in (connected, ended):
        with pytest.raises(errors.Unreachable):
            await waiting
    with pytest.raises(errors.Unreachable):
        async for _ in stream:
            pass
    assert [type(error) for error in told] == [errors.Unreachable]
    await stream.close()


async def test_connecting_twice_is_one_attempt() -> None:
    """Calls while it goes on share it; when it is open they are done; after a loss they open anew."""
    async with scripted_server(polite_turns) as server, session(server) as stream:
        first, second = stream.connect(), stream.connect()
        await first
        await second
        assert len(server.links) == 1
        server.links[0].cut()
        await soon(lambda: not stream.is_connected)
        await stream.connect()
        assert len(server.links) == 2


async def test_a_barge_in_from_within_a_callback_is_silent_at_once() -> None:
    """A gap that closes brings several frames at once: after a cancel in the first, none follows."""

    async def speak(link: Link) -> None:
        await link.until("flush")
        await link.say(frame(1), frame(2), frame(0))
        await link.until("cancel")
        await link.say({"interrupted": True})
        await link.rest()

    heard: list[int] = []
    async with scripted_server(speak) as server:

        def on_chunk(chunk: AudioChunk) -> None:
            heard.append(chunk.index)
            stream.cancel_current()

        stream = session(server, StreamingCallbacks(on_chunk=on_chunk))
        stream.send("Hello.", flush=True)
        await soon(lambda: heard)
        await stream.cancel_current()
        await stream.close()
    assert heard == [0]
