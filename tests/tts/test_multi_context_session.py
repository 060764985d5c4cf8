"""Many voices over one connection, as a program uses them."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from studio.tts import (
    AudioChunk,
    MultiContextCallbacks,
    MultiContextConfig,
    MultiContextSession,
    SessionStats,
    SessionUsage,
    TtsClient,
    VoiceSettings,
    errors,
    sound_output,
)
from studio.wire.patience import Patience
from tests.tts.scripted_server import (
    Link,
    ScriptedServer,
    frame,
    polite_contexts,
    refusal,
    scripted_server,
    soon,
)

QUICK = Patience(progress=0.4, cancel=0.3, end_session=0.4, acknowledgement=0.4)


class Told:
    """Everything a session called back, in order."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        names = MultiContextCallbacks.__dataclass_fields__
        self.callbacks = MultiContextCallbacks(**{name: self._teller(name) for name in names})

    def _teller(self, name: str) -> Any:
        return lambda *values: self.calls.append((name, *values))

    def of(self, name: str) -> list[tuple[Any, ...]]:
        return [values for called, *values in self.calls if called == name]  # type: ignore[misc]

    def names(self) -> list[str]:
        return [call[0] for call in self.calls]


def session(
    server: ScriptedServer, config: MultiContextConfig | None = None, patience: Patience = QUICK
) -> MultiContextSession:
    client = TtsClient(server.url, api_key="key", patience=patience)
    return client.multi_context_session(config or MultiContextConfig(default_voice_id=1))


async def test_the_services_example_runs() -> None:
    """Narrator and character speak over one connection, closed with their usage, as its guide shows."""
    told = Told()
    async with scripted_server(polite_contexts) as server:
        multi = TtsClient(server.url, api_key="key").tts.create_multi_context_session(
            MultiContextConfig(default_voice_id=1071, language="en")
        )
        await multi.connect(told.callbacks)
        assert multi.is_connected
        multi.create_context("narrator", voice_id=1071)
        multi.create_context("character", voice_id=1072, voice_settings=VoiceSettings(speed=1.1))
        multi.send("narrator", "The story begins.")
        multi.send("character", "Hello there!", flush=True)
        multi.flush("narrator")
        multi.keep_alive("narrator")
        assert multi.active_contexts == {"narrator", "character"}
        await soon(lambda: len(told.of("on_final")) == 2)
        used = await multi.close_context("narrator")
        stats = await multi.close()
        heard = server.links[0].heard
    assert used == SessionUsage(0.04, 1.0, None, 5)
    assert multi.usage_for("character") == used
    assert multi.context_usage == {"narrator": used, "character": used}
    assert stats == SessionStats(pytest.approx(0.08), multi.context_usage)
    assert not multi.is_connected
    assert [said["voice_settings"]["voice_id"] for said in heard[:2]] == [1071, 1072]
    assert heard[1]["voice_settings"]["speed"] == 1.1
    assert told.of("on_session_closed") == [[stats]]
    assert told.names()[-1] == "on_session_closed"
    assert {"text": "", "context_id": "narrator"} in heard


async def test_every_callback_is_told_what_it_promises() -> None:
    """Session, creation, announcement, sound, words, end of chunk, final, close, in this order."""

    async def speak(link: Link) -> None:
        await link.until("text")
        await link.say({"session_started": True, "session_id": "s-1"})
        await link.say({"context_created": True, "context_id": "a"}, {"warning": "mind the gap"})
        await link.until("flush")
        where = {"context_id": "a", "chunk_id": 0}
        word = {"word": "Hi", "start_ms": 0, "end_ms": 9, "char_start": 0, "char_end": 2}
        await link.say({"generation_started": True, "text": "Hi", **where}, {**frame(0), **where})
        await link.say({"word_timestamps": [word], **where}, {"progress": True, **where})
        await link.say({"chunk_complete": True, "audio_seconds": 0.02, "gen_ms": 3.0, **where})
        await link.say({"final": True, "context_id": "a"}, {"nobody_knows": True})
        await link.say({"context_timeout": True, "context_id": "a"})
        await link.say(
            {"context_closed": True, "context_id": "a", "usage": {"audio_seconds": 0.02}}
        )
        await link.until("close_socket")
        await link.say({"session_closed": True, "total_audio_seconds": 0.02})

    told = Told()
    async with scripted_server(speak) as server:
        multi = session(server)
        multi.connect(told.callbacks)
        multi.send("a", "Hi", flush=True)
        await soon(lambda: told.of("on_context_closed"))
        assert multi.session_id == "s-1"
        assert await multi.close() == SessionStats(0.02, {"a": SessionUsage(0.02)})
    assert told.names() == [
        "on_session_started",
        "on_context_created",
        "on_warning",
        "on_generation_started",
        "on_chunk",
        "on_word_timestamps",
        "on_chunk_complete",
        "on_final",
        "on_context_timeout",
        "on_context_closed",
        "on_session_closed",
    ]
    assert told.of("on_generation_started") == [["a", 0, "Hi"]]
    assert told.of("on_chunk_complete") == [["a", 0, 0.02, 3.0]]
    assert told.of("on_word_timestamps")[0][1][0].word == "Hi"
    assert told.of("on_chunk")[0][0].context_id == "a"


async def test_calls_may_be_awaited_or_ignored() -> None:
    """Creating, flushing and closing give an answer to wait for, and none complains if nobody does."""
    async with scripted_server(polite_contexts) as server, session(server) as multi:
        await multi.create_context("a")
        await multi.create_context("a")
        multi.send("a", "Hello.")
        await multi.flush("a")
        await multi.flush("a")
        assert (await multi.close_context("a")).audio_seconds == 0.04  # type: ignore[union-attr]
        assert await multi.close_context("a") == multi.usage_for("a")
        assert await multi.close_context("never") is None


async def test_what_is_said_before_the_connection_waits_for_it() -> None:
    """Contexts and text before, or without, a call of connect go out in order when it is open."""
    async with scripted_server(polite_contexts) as server:
        multi = session(server)
        multi.create_context("a")
        multi.send("a", "One ")
        multi.send("a", "two.", flush=True)
        assert [chunk.index async for chunk in multi.chunks("a")] == [0, 1]
        await multi.close()
        assert [said["text"] for said in server.links[0].heard[:3]] == [" ", "One ", "two."]


async def test_after_closing_nothing_more_is_taken() -> None:
    """Every call on a closed session says clearly that it is closed; closing again is no error."""
    async with scripted_server(polite_contexts) as server:
        multi = session(server)
        await multi.connect()
        first, second = multi.close(), multi.close()
        for call in (
            lambda: multi.send("a", "late"),
            lambda: multi.create_context("a"),
            lambda: multi.flush("a"),
            lambda: multi.keep_alive("a"),
            multi.connect,
            lambda: multi.update_settings(speed=1.1),
        ):
            with pytest.raises(errors.SessionOver):
                call()
        assert await first == await second


async def test_a_session_never_used_is_closed_at_once() -> None:
    """Closing what was never opened connects to nobody."""
    async with scripted_server(polite_contexts) as server:
        assert await session(server).close() == SessionStats(0.0, {})
        assert not server.links


async def test_sound_is_iterated_context_by_context() -> None:
    """Each flush is one iteration that ends with its proof; several wait for their turn."""
    async with scripted_server(polite_contexts) as server, session(server) as multi:
        for name in ("a", "b"):
            multi.send(name, "One.", flush=True)
            multi.send(name, "Two.", flush=True)
        first, second = multi.chunks("a"), multi.chunks("a")
        assert [chunk.index async for chunk in second] == [2, 3]
        assert [chunk.index async for chunk in first] == [0, 1]
        assert [chunk.context_id async for chunk in multi.chunks("b")] == ["b", "b"]
        waiting = multi.chunks("b")
        third = multi.chunks("b")
        multi.close_context("b")
        assert [chunk.index async for chunk in waiting] == [2, 3]
        assert [chunk async for chunk in third] == []
        await soon(lambda: multi.usage_for("b"))
        with pytest.raises(errors.NoSuchContext, match="“b”"):
            multi.chunks("b")
        with pytest.raises(errors.NoSuchContext):
            multi.chunks("never")


async def test_sound_may_be_called_back_and_iterated() -> None:
    """Who iterates a context gets its sound beside the callback, from then on."""
    told = Told()
    async with scripted_server(polite_contexts) as server:
        multi = session(server)
        multi.connect(told.callbacks)
        multi.send("a", "One.", flush=True)
        await soon(lambda: told.of("on_final"))
        multi.send("a", "Two.", flush=True)
        assert [chunk.index async for chunk in multi.chunks("a")] == [2, 3]
        await multi.close()
    assert [chunk.index for [chunk] in told.of("on_chunk")] == [0, 1, 2, 3]


async def test_sound_of_a_context_opened_before_connecting_is_called_back() -> None:
    """Callbacks given to connect are told of every context, also of those created before."""
    told = Told()
    async with scripted_server(polite_contexts) as server:
        multi = session(server)
        multi.create_context("a")
        multi.connect(told.callbacks)
        multi.send("a", "Hello.", flush=True)
        await multi.flush("a")
        await multi.close()
    assert [chunk.index for [chunk] in told.of("on_chunk")] == [0, 1]


async def test_creation_is_answered_whatever_the_server_does() -> None:
    """A server that never confirms a context, or goes away before, leaves nobody waiting; one that
    only speaks in it has confirmed it."""

    async def speak(link: Link) -> None:
        await link.until_text("Hello.")
        await link.speak_part("speaking", frame(0))
        await link.until_text("Go away.")
        link.cut()

    async with scripted_server(speak, polite_contexts) as server:
        multi = session(server)
        multi.connect()
        silent = multi.create_context("silent")
        speaking = multi.create_context("speaking")
        multi.send("speaking", "Hello.", flush=True)
        await speaking
        with pytest.raises(errors.ContextUnconfirmed, match="“silent”"):
            await silent
        lost = multi.create_context("lost")
        multi.send("speaking", "Go away.", flush=True)
        with pytest.raises(errors.ContextUnconfirmed, match="“lost”"):
            await lost
        multi.send("lost", "Hello.", flush=True)
        await multi.flush("lost")
        await multi.close()


async def test_a_creation_refused_with_the_connection_says_why() -> None:
    """A connection closed for the key answers who waits for a context with that."""

    async def refuse(link: Link) -> None:
        await link.next()
        await link.close(4001, "bad key")

    async with scripted_server(refuse) as server:
        multi = session(server)
        with pytest.raises(errors.KeyRefused, match="bad key"):
            await multi.create_context("a")
        await multi.close()


async def test_a_change_nobody_can_answer_is_told() -> None:
    """Without a server, or with a session closed before it was reached, the answer is an error."""
    async with scripted_server(polite_contexts) as server:
        url = server.url
    multi = TtsClient(url, api_key="key").multi_context_session()
    with pytest.raises(errors.Unreachable):
        await multi.update_settings(speed=1.1)
    changed = multi.update_settings(speed=1.1)
    await multi.close()
    with pytest.raises(errors.SpeechError):
        await changed


async def test_contexts_nobody_could_open_take_no_place() -> None:
    """After a server that could not be reached twenty further contexts can be opened, and those that
    failed come back, with their voice, when they are spoken to."""
    async with scripted_server(polite_contexts) as server:
        server.refusals = [refusal(503)]
        multi = session(server)
        multi.create_context("a", voice_id=7)
        for number in range(19):
            multi.send(f"c{number}", "Hello.", flush=True)
        with pytest.raises(errors.ServiceUnavailable):
            await multi.connect()
        await soon(lambda: not multi.active_contexts)
        await asyncio.gather(*(multi.create_context(f"d{number}") for number in range(19)))
        multi.send("a", "Hello.", flush=True)
        await multi.flush("a")
        (created,) = (
            said["voice_settings"]
            for said in server.links[0].heard
            if said.get("context_id") == "a" and "voice_settings" in said
        )
        assert created["voice_id"] == 7
        await multi.close()


async def test_a_context_the_server_interrupts_is_incomplete() -> None:
    """What the server stops by itself is told to who waits; the other contexts go on."""

    async def speak(link: Link) -> None:
        await link.until_text("Two.")
        await link.say({**frame(0), "context_id": "a"}, {"interrupted": True, "context_id": "a"})
        await link.speak_part("b", frame(0))
        await link.until("immediate")
        await link.say({"context_closed": True, "context_id": "a"})
        await link.until("close_context")
        await link.say({"context_closed": True, "context_id": "b"})
        await link.until("close_socket")

    async with scripted_server(speak) as server, session(server) as multi:
        multi.send("a", "One.", flush=True)
        multi.send("b", "Two.", flush=True)
        flushed = multi.flush("a")
        assert [chunk.index async for chunk in multi.chunks("b")] == [0]
        with pytest.raises(errors.Incomplete, match="stopped by itself"):
            await flushed


async def test_a_closing_session_can_still_be_silenced() -> None:
    """A barge-in while everything is being spoken to its end silences its context at once."""

    async def speak(link: Link) -> None:
        await link.until("close_context")
        await link.say({"context_created": True, "context_id": "a"})
        await link.say({**frame(0), "context_id": "a"})
        await link.until("immediate")
        await link.say({**frame(1), "context_id": "a"}, {"context_closed": True, "context_id": "a"})
        await link.until("close_socket")

    told = Told()
    async with scripted_server(speak) as server:
        multi = session(server)
        multi.connect(told.callbacks)
        multi.send("a", "A long text.", flush=True)
        closed = multi.close()
        await soon(lambda: told.of("on_chunk"))
        await multi.close_context("a", immediate=True)
        await closed
    assert [chunk.index for [chunk] in told.of("on_chunk")] == [0]
    assert told.of("on_interrupted") == [["a"]]


async def test_the_sound_of_every_connection_counts() -> None:
    """A session that lost a connection on the way still tells the seconds of all its sound."""

    async def cut(link: Link) -> None:
        await link.until("flush")
        await link.say({"context_created": True, "context_id": "a"})
        await link.speak_part("a", frame(0))
        link.cut()

    async with scripted_server(cut, polite_contexts) as server:
        multi = session(server)
        multi.send("a", "One.", flush=True)
        await multi.flush("a")
        await soon(lambda: not multi.is_connected)
        multi.send("a", "Two.", flush=True)
        await multi.flush("a")
        stats = await multi.close()
    assert stats.total_audio_seconds == pytest.approx(0.06)


async def test_the_twenty_first_context_is_refused_here() -> None:
    """The limit is named before anything is sent; a place that becomes free can be used."""
    async with scripted_server(polite_contexts) as server, session(server) as multi:
        await asyncio.gather(*(multi.create_context(f"c{number}") for number in range(20)))
        with pytest.raises(errors.TooManyContexts, match="20 contexts"):
            multi.create_context("c20")
        with pytest.raises(errors.TooManyContexts):
            multi.send("c20", "Hi.")
        multi.send("c0", "One more.", flush=True)
        multi.close_context("c1", immediate=True)
        await multi.create_context("c20")


@pytest.mark.parametrize("wrong", ["", "c" * 257, "a\ud800"])
async def test_a_context_needs_a_usable_name(wrong: str) -> None:
    """An id the wire cannot carry is refused at once."""
    async with scripted_server(polite_contexts) as server, session(server) as multi:
        with pytest.raises(errors.Unusable):
            multi.create_context(wrong)


async def test_an_id_used_again_adds_to_its_usage() -> None:
    """What one id used over several lives is one sum."""
    async with scripted_server(polite_contexts) as server, session(server) as multi:
        for _ in range(2):
            multi.send("a", "Hello.", flush=True)
            await multi.close_context("a")
        assert multi.usage_for("a") == SessionUsage(0.08, 2.0, None, 10)


async def test_a_barge_in_silences_one_context() -> None:
    """From the call on nothing of it reaches anyone; the answer resolves it, and the others go on."""

    async def speak(link: Link) -> None:
        await link.say({"context_created": True, "context_id": "a"})
        await link.until("flush")
        await link.say({**frame(0), "context_id": "a"})
        await link.until("immediate")
        await link.say(*({**frame(n), "context_id": "a"} for n in range(1, 50)))
        await link.say({"context_closed": True, "context_id": "a", "usage": {"audio_seconds": 1.0}})
        await link.until("flush")
        await link.speak_part("b", frame(0))
        await link.until("close_socket")

    told = Told()
    async with scripted_server(speak) as server:
        multi = session(server)
        multi.connect(told.callbacks)
        multi.send("a", "A long text.", flush=True)
        flushed = multi.flush("a")
        await soon(lambda: told.of("on_chunk"))
        iterated = multi.chunks("a")
        closed = multi.close_context("a", immediate=True)
        with pytest.raises(errors.Incomplete, match="interrupted"):
            await anext(iterated)
        assert (await closed) == SessionUsage(1.0)
        with pytest.raises(errors.Incomplete, match="interrupted"):
            await flushed
        multi.send("b", "Short.", flush=True)
        await soon(lambda: told.of("on_final"))
        multi.close_context("b", immediate=True)
        await multi.close()
    assert [chunk.context_id for [chunk] in told.of("on_chunk")] == ["a", "b"]
    assert told.of("on_interrupted")[0] == ["a"]
    assert told.of("on_error") == []


async def test_settings_change_with_an_answer() -> None:
    """A change resolves when the server confirms it, and holds for contexts opened later."""
    async with scripted_server(polite_contexts) as server, session(server) as multi:
        await multi.update_settings(speed=1.2, language="de")
        await multi.create_context("a")
        created = server.links[0].heard[-1]
        assert created["language"] == "de"
        assert created["voice_settings"]["speed"] == 1.2
        with pytest.raises(errors.Unusable):
            multi.update_settings(voice_id=5)


async def test_a_change_that_fails_is_told_to_who_asked() -> None:
    """Refused, unanswered or lost with the connection: each is the answer's own error."""

    async def refuse(link: Link) -> None:
        await link.until("update_settings")
        await link.say({"error": "no", "error_code": "VALIDATION_ERROR", "code": 400})
        await link.until("update_settings")
        await link.until("update_settings")
        link.cut()

    told = Told()
    async with scripted_server(refuse, polite_contexts) as server:
        multi = session(server)
        multi.connect(told.callbacks)
        with pytest.raises(errors.RequestRefused):
            await multi.update_settings(speed=1.1)
        with pytest.raises(errors.SettingsUnconfirmed):
            await multi.update_settings(speed=1.1)
        with pytest.raises(errors.SettingsUnconfirmed):
            await multi.update_settings(speed=1.1)
        await multi.close()
    assert told.of("on_error") == []


async def test_an_error_of_one_context_stays_there() -> None:
    """The other context neither hears of it nor stops; the failed one can be spoken to again."""

    async def speak(link: Link) -> None:
        await link.until("flush")
        await link.until("flush")
        await link.say(
            {"error": "no voice", "error_code": "MISSING_VOICE_ID", "code": 400, "context_id": "a"}
        )
        await link.speak_part("b", frame(0))
        await link.until("immediate")
        await link.say({"context_closed": True, "context_id": "a"})
        await link.until("flush")
        await link.say({"context_created": True, "context_id": "a"})
        await link.speak_part("a", frame(0))
        await link.rest()

    told = Told()
    async with scripted_server(speak) as server:
        multi = session(server)
        multi.connect(told.callbacks)
        created = multi.create_context("a")
        multi.send("a", "One.", flush=True)
        multi.send("b", "Two.", flush=True)
        with pytest.raises(errors.RequestRefused, match="no voice"):
            await created
        await soon(lambda: told.of("on_final") == [["b"]])
        multi.send("a", "Again.", flush=True)
        await soon(lambda: told.of("on_final") == [["b"], ["a"]])
        await multi.close()
    assert [(type(error), name) for error, name in told.of("on_error")] == [
        (errors.RequestRefused, "a")
    ]


async def test_a_refused_creation_is_told() -> None:
    """A context the server will not open fails its creation and is gone."""

    async def refuse(link: Link) -> None:
        await link.next()
        await link.say(
            {"error": "full", "error_code": "TOO_MANY_CONTEXTS", "code": 429, "context_id": "a"}
        )
        await link.until("immediate")
        await link.say({"context_closed": True, "context_id": "a"})
        await link.rest()

    told = Told()
    async with scripted_server(refuse) as server:
        multi = session(server)
        multi.connect(told.callbacks)
        with pytest.raises(errors.TooManyContexts, match="full"):
            await multi.create_context("a")
        await soon(lambda: told.of("on_context_closed"))
        assert multi.active_contexts == frozenset()
        await multi.close()


@pytest.mark.allow_log("A callback of a speech session failed")
@pytest.mark.parametrize("fault", [ValueError("the caller's own"), asyncio.CancelledError()])
async def test_callbacks_that_fail_do_no_harm(fault: BaseException) -> None:
    """Plain or async, a callback that raises, were it that it was cancelled, is reported, and
    everything else goes on."""
    finals: list[str] = []

    def fail(*_: object) -> None:
        raise fault

    async def fail_later(*_: object) -> None:
        raise fault

    async with scripted_server(polite_contexts) as server:
        multi = session(server)
        multi.connect(
            MultiContextCallbacks(
                on_chunk=fail,
                on_context_created=fail_later,
                on_chunk_complete=fail_later,
                on_final=finals.append,
            )
        )
        multi.send("a", "Hello.", flush=True)
        multi.send("a", "Again.", flush=True)
        await soon(lambda: len(finals) == 2)
        await multi.close()


async def test_async_callbacks_keep_their_order() -> None:
    """What comes while a callback waits is called after it, and a closing session waits for it."""
    order: list[object] = []
    go_on = asyncio.Event()

    async def on_chunk(chunk: AudioChunk) -> None:
        await go_on.wait()
        order.append(chunk.index)

    async with scripted_server(polite_contexts) as server:
        multi = session(server)
        multi.connect(
            MultiContextCallbacks(
                on_chunk=on_chunk,
                on_final=order.append,
                on_session_closed=lambda _: order.append("closed"),
            )
        )
        multi.send("a", "Hello.", flush=True)
        await multi.flush("a")
        closed = multi.close()
        assert order == []
        go_on.set()
        await closed
    assert order == [0, 1, "a", "closed"]


async def test_a_callback_that_never_ends_does_not_keep_a_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Closing waits for callbacks only so long."""
    monkeypatch.setattr("studio.tts.multi_context_session.CALLBACK_SECONDS", 0.1)

    async def never(_: AudioChunk) -> None:
        await asyncio.Event().wait()

    async with scripted_server(polite_contexts) as server:
        multi = session(server)
        multi.connect(MultiContextCallbacks(on_chunk=never))
        multi.send("a", "Hello.", flush=True)
        await multi.flush("a")
        await multi.close()


async def test_a_slow_taker_holds_back_its_own_text_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """While nobody takes its sound a context is asked for no more; the others go on, nothing is lost."""
    monkeypatch.setattr(sound_output, "HOLD_SECONDS", 0.03)
    async with scripted_server(polite_contexts) as server, session(server) as multi:
        multi.send("slow", "One.", flush=True)
        await multi.flush("slow")
        multi.send("slow", "Two.", flush=True)
        second = multi.flush("slow")
        multi.send("quick", "Three.", flush=True)
        assert [chunk.context_id async for chunk in multi.chunks("quick")] == ["quick"] * 2
        assert not second.done()
        assert "Two." not in [said.get("text") for said in server.links[0].heard]
        assert [chunk.index async for chunk in multi.chunks("slow")] == [0, 1]
        assert [chunk.index async for chunk in multi.chunks("slow")] == [2, 3]
        await second


async def test_sound_nobody_takes_is_given_up_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what can be kept the context is ended with an error that says so; the others go on."""
    monkeypatch.setattr(sound_output, "KEEP_SECONDS", 0.03)
    told: list[object] = []
    async with scripted_server(polite_contexts) as server:
        multi = session(server)
        multi.connect(
            MultiContextCallbacks(on_error=lambda error, name: told.append((error, name)))
        )
        multi.send("slow", "One.", flush=True)
        await soon(lambda: told)
        [(error, name)] = told  # type: ignore[misc]
        assert isinstance(error, errors.NotTaken)
        assert name == "slow"
        with pytest.raises(errors.NotTaken):
            async for _ in multi.chunks("slow"):
                pass
        await multi.close()


async def test_what_waits_in_a_whole_session_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Contexts nobody listens to share what may be kept: the fullest is given up, all of it, and one
    that is listened to is not."""
    monkeypatch.setattr(sound_output, "KEEP_SECONDS", 0.13)
    told: list[tuple[errors.SpeechError, str | None]] = []
    async with scripted_server(polite_contexts) as server:
        multi = session(server)
        multi.connect(
            MultiContextCallbacks(on_error=lambda error, name: told.append((error, name)))
        )
        for name in ("a", "a", "b"):
            multi.send(name, "One.", flush=True)
            await multi.flush(name)
        assert not told
        multi.send("c", "Two.", flush=True)
        assert [chunk.index async for chunk in multi.chunks("c")] == [0, 1]
        await soon(lambda: told)
        assert [name for _, name in told] == ["a"]
        for _ in range(2):
            with pytest.raises(errors.NotTaken):
                await anext(multi.chunks("a"))
        multi.send("a", "Three.", flush=True)
        assert [chunk.index async for chunk in multi.chunks("a")] == [4, 5]
        assert [chunk.index async for chunk in multi.chunks("b")] == [0, 1]
        await multi.close()


@pytest.mark.allow_log("sentence by sentence")
async def test_eight_short_flushes_bring_one_advice(caplog: pytest.LogCaptureFixture) -> None:
    """Sentence by sentence is slower and sounds worse: said once, and only to those who do it."""

    async def keep_quiet(link: Link) -> None:
        await link.rest()

    caplog.set_level(logging.WARNING)
    async with scripted_server(keep_quiet) as server:
        multi = session(server)
        for number in range(7):
            multi.send("a", f"Sentence {number}.", flush=True)
        assert not caplog.records
        for number in range(7):
            multi.send("a", f"Sentence {number}.", flush=True)
        multi.send("b", "x" * 200, flush=True)
        for name in ("a", "b"):
            multi.close_context(name, immediate=True)
        await multi.close()
    assert [record.message[:40] for record in caplog.records] == [
        "Text is flushed sentence by sentence: ea"
    ]


async def test_flushes_that_wait_for_their_answer_bring_none() -> None:
    """One Line after the other, each flushed once the one before was heard, is how it should be."""
    async with scripted_server(polite_contexts) as server, session(server) as multi:
        for number in range(10):
            multi.send("a", f"Line {number}.", flush=True)
            await multi.flush("a")
            async for _ in multi.chunks("a"):
                pass


async def test_leaving_with_an_error_cuts_off() -> None:
    """An exception in the block silences what is being spoken instead of waiting for it."""

    async def never_done(link: Link) -> None:
        await link.until("immediate")
        await link.say({"context_closed": True, "context_id": "a"})
        await link.rest()

    async def speak_and_fail(multi: MultiContextSession) -> None:
        async with multi:
            multi.send("a", "A long text.", flush=True)
            raise ZeroDivisionError

    async with scripted_server(never_done) as server:
        with pytest.raises(ZeroDivisionError):
            await speak_and_fail(session(server))
        (cut_off,) = (said for said in server.links[0].heard if said.get("close_context"))
        assert cut_off["immediate"] is True


async def test_a_connection_refused_is_told_everywhere() -> None:
    """Who waits for the connection, for a context or for its sound hears why there is none."""
    async with scripted_server(polite_contexts) as server:
        url = server.url
    told = Told()
    multi = TtsClient(url, api_key="key").multi_context_session()
    connected = multi.connect(told.callbacks)
    created = multi.create_context("a")
    multi.send("b", "Hello.", flush=True)
    sound = multi.chunks("b")
    for waiting in (connected, created):
        with pytest.raises(errors.Unreachable):
            await waiting
    with pytest.raises(errors.Unreachable):
        async for _ in sound:
            pass
    await multi.close()
    assert {name for _, name in told.of("on_error")} == {None, "b"}


async def test_a_barge_in_from_within_a_callback_is_silent_at_once() -> None:
    """A gap that closes brings several frames at once: after a cut-off in the first, none follows."""

    async def speak(link: Link) -> None:
        await link.until("flush")
        await link.say(*({**frame(index), "context_id": "a"} for index in (1, 2, 3, 0)))
        await link.until("immediate")
        await link.say({"context_closed": True, "context_id": "a"})
        await link.until("close_socket")

    heard: list[int] = []
    async with scripted_server(speak) as server:
        multi = session(server)

        def on_chunk(chunk: AudioChunk) -> None:
            heard.append(chunk.index)
            multi.close_context("a", immediate=True)

        multi.connect(MultiContextCallbacks(on_chunk=on_chunk))
        multi.send("a", "Hello.", flush=True)
        await soon(lambda: heard and not multi.active_contexts)
        await multi.close()
    assert heard == [0]


async def test_two_lives_cut_off_together_are_both_over() -> None:
    """Closed, opened again and cut off before the first close was answered: both iterations say so."""

    async def speak(link: Link) -> None:
        await link.until("immediate")
        await link.say({"context_closed": True, "context_id": "a"})
        await link.until("close_socket")

    async with scripted_server(speak) as server:
        multi = session(server)
        multi.send("a", "One.", flush=True)
        first = multi.chunks("a")
        await soon(lambda: server.links and server.links[0].heard)
        multi.close_context("a")
        multi.send("a", "Two.", flush=True)
        second = multi.chunks("a")
        closed = multi.close_context("a", immediate=True)
        for cut_off in (first, second):
            with pytest.raises(errors.Incomplete, match="interrupted"):
                await anext(cut_off)
        assert await closed is None
        await multi.close()


async def test_what_was_taken_is_not_kept() -> None:
    """Hundreds of names used once leave only their usage behind."""
    told = Told()
    async with scripted_server(polite_contexts) as server:
        multi = session(server)
        multi.connect(told.callbacks)
        for number in range(120):
            multi.send(f"c{number}", "Hi.", flush=True)
            await multi.close_context(f"c{number}")
        assert len(multi.context_usage) == 120
        with pytest.raises(errors.NoSuchContext):
            multi.chunks("c0")
        assert multi.usage_for("c0") == SessionUsage(0.04, 1.0, None, 5)
        assert len(multi._reports._contexts) <= 101
        await multi.close()


async def test_after_sound_was_given_up_the_next_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody took costs only itself: the next text of the context is iterated as ever."""
    monkeypatch.setattr(sound_output, "KEEP_SECONDS", 0.03)
    async with scripted_server(polite_contexts) as server, session(server) as multi:
        multi.send("a", "One.", flush=True)
        queue = multi.chunks("a")
        await soon(lambda: multi.usage_for("a"))
        with pytest.raises(errors.NotTaken):
            async for _ in queue:
                pass
        monkeypatch.undo()
        multi.send("a", "Two.", flush=True)
        assert [chunk.index async for chunk in multi.chunks("a")] == [0, 1]
