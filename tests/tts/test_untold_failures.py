"""What goes wrong where nobody awaits an answer reaches whoever listens."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from studio.tts import (
    MultiContextCallbacks,
    MultiContextConfig,
    StreamConfig,
    StreamingCallbacks,
    TtsClient,
    errors,
)
from studio.tts.configs import VoiceSettings
from studio.wire.patience import Patience
from tests.tts.scripted_server import (
    Link,
    frame,
    polite_contexts,
    polite_turns,
    refusal,
    scripted_server,
)


async def test_a_connection_nobody_awaited_fails_aloud() -> None:
    """A failed `connect` with nothing to say is called back, and ends who waits for sound."""
    told: list[errors.SpeechError] = []
    async with scripted_server(polite_turns, refusal=refusal(401)) as server:
        stream = TtsClient(server.url, api_key="key").streaming_session(
            StreamConfig(voice_id=1), StreamingCallbacks(on_error=told.append)
        )
        stream.connect()
        with pytest.raises(errors.KeyRefused):
            await anext(aiter(stream))
        await stream.close()
    assert [type(error) for error in told] == [errors.KeyRefused]


async def test_a_refused_account_ends_every_context_that_waits() -> None:
    """No credit, said of no context: those that wait for sound hear it at once, each for itself."""
    told: list[tuple[type, str | None]] = []

    async def broke(link: Link) -> None:
        for _ in range(2):
            await link.until("flush")
        await link.say({"error": "No.", "error_code": "INSUFFICIENT_CREDITS", "code": 402})
        await link.rest()

    async with scripted_server(broke) as server:
        multi = TtsClient(server.url, api_key="key").multi_context_session(
            MultiContextConfig(default_voice_id=1)
        )
        await multi.connect(
            MultiContextCallbacks(on_error=lambda error, id: told.append((type(error), id)))
        )
        for name in ("a", "b"):
            multi.send(name, "Text.", flush=True)
        for name in ("a", "b"):
            async with asyncio.timeout(5.0):
                with pytest.raises(errors.NoCredit):
                    await anext(multi.chunks(name))
    assert told[:2] == [(errors.NoCredit, "a"), (errors.NoCredit, "b")]


async def test_frames_without_a_number_are_counted() -> None:
    """Where the server numbers no frame, `index` tells their place all the same."""

    async def speak(link: Link) -> None:
        await link.until("flush")
        await link.speak_turn(*[frame(None) for _ in range(3)])
        await link.rest()

    async with scripted_server(speak) as server:
        stream = TtsClient(server.url, api_key="key").streaming_session(StreamConfig(voice_id=1))
        stream.send("Text.", flush=True)
        assert [chunk.index async for chunk in stream] == [0, 1, 2]
        await stream.close()


async def test_the_end_of_a_turn_comes_though_nobody_takes_sound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without callback and iteration a turn that is waited for is spoken, however much lies there."""
    monkeypatch.setattr("studio.tts.sound_output.HOLD_SECONDS", 0.01)
    async with scripted_server(polite_turns) as server:
        client = TtsClient(server.url, api_key="key", patience=Patience(end_session=0.3))
        stream = client.streaming_session(StreamConfig(voice_id=1))
        for _ in range(3):
            stream.send("Text.", flush=True)
            async with asyncio.timeout(5.0):
                await stream.end_session()
        await stream.close()


@pytest.mark.allow_log("flushed sentence by sentence")
async def test_flushes_are_judged_by_all_they_flush(caplog: pytest.LogCaptureFixture) -> None:
    """Long turns sent token by token bring no advice; short ones flushed by a call of their own do."""
    async with scripted_server(polite_contexts) as server:
        multi = TtsClient(server.url, api_key="key").multi_context_session(
            MultiContextConfig(default_voice_id=1)
        )
        await multi.connect(MultiContextCallbacks(on_chunk=lambda _: None))
        with caplog.at_level(logging.WARNING, "studio.tts.flush_advice"):
            for _ in range(9):
                for _ in range(30):
                    multi.send("long", "ten letters ")
                multi.send("long", "end.", flush=True)
            assert not caplog.records
            for _ in range(9):
                multi.send("short", "Hello.")
                multi.flush("short")
            assert len(caplog.records) == 1
        await multi.close()


async def test_closing_begins_with_the_call() -> None:
    """What `close` asks for is asked before it returns, not when the loop comes round."""
    async with scripted_server(polite_contexts) as server:
        multi = TtsClient(server.url, api_key="key").multi_context_session(
            MultiContextConfig(default_voice_id=1)
        )
        await multi.connect(MultiContextCallbacks(on_chunk=lambda _: None))
        multi.create_context("a")
        closed = multi.close()
        assert multi.active_contexts == frozenset()
        await closed


@pytest.mark.parametrize(
    "wrong",
    [
        {"speed": "fast"},
        {"voice_id": [1]},
        {"voice_id": object()},
        {"auto_mode": "yes"},
        {"chunk_length_schedule": (50.5,)},
        {"max_new_tokens": True},
    ],
)
def test_a_setting_of_the_wrong_kind_is_refused(wrong: dict[str, Any]) -> None:
    """A value of another type is refused where it is written, with an error that names the setting."""
    with pytest.raises(errors.Unusable):
        StreamConfig(**wrong)


def test_a_voice_setting_of_the_wrong_kind_is_refused() -> None:
    """The same holds for what binds to a context."""
    wrong: Any = "loud"
    with pytest.raises(errors.Unusable):
        MultiContextConfig(voice_settings=VoiceSettings(stability=wrong))


def test_speakers_may_be_named_or_not() -> None:
    """`speaker_prefix` is passed on where it is set, and left to the server where it is not."""
    assert StreamConfig(speaker_prefix=False).settings().speaker_prefix is False
    assert MultiContextConfig(speaker_prefix=False).settings().speaker_prefix is False
    assert StreamConfig().settings().speaker_prefix is None
