"""A session that closes waits for whoever takes its sound, however slowly."""

from __future__ import annotations

import asyncio

import pytest

from studio.tts import (
    AudioChunk,
    MultiContextCallbacks,
    MultiContextConfig,
    MultiContextSession,
    StreamConfig,
    StreamingCallbacks,
    StreamingSession,
    TtsClient,
    errors,
)
from tests.tts.scripted_server import ScriptedServer, polite_contexts, polite_turns, scripted_server

_PATIENCE = 0.2


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("streaming_session", "multi_context_session"):
        monkeypatch.setattr(f"studio.tts.{module}.CALLBACK_SECONDS", _PATIENCE)


class Listener:
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.heard: list[int] = []
        self.told: list[str] = []
        self.errors: list[errors.SpeechError] = []

    async def take(self, chunk: AudioChunk) -> None:
        self.heard.append(chunk.index)
        await asyncio.sleep(self._seconds)

    def streaming(self, server: ScriptedServer) -> StreamingSession:
        callbacks = StreamingCallbacks(
            on_chunk=self.take,
            on_session_closed=lambda _: self.told.append("closed"),
            on_error=self.errors.append,
        )
        client = TtsClient(server.url, api_key="key")
        return client.streaming_session(StreamConfig(voice_id=1), callbacks)

    async def contexts(self, server: ScriptedServer) -> MultiContextSession:
        client = TtsClient(server.url, api_key="key")
        multi = client.multi_context_session(MultiContextConfig(default_voice_id=1))
        await multi.connect(
            MultiContextCallbacks(
                on_chunk=self.take,
                on_final=lambda _: self.told.append("final"),
                on_context_closed=lambda *_: self.told.append("context closed"),
                on_session_closed=lambda _: self.told.append("closed"),
                on_error=lambda error, _: self.errors.append(error),
            )
        )
        return multi


async def test_a_slow_listener_of_turns_hears_everything() -> None:
    """Closing takes as long as the sound is taken, piece by piece, and drops none of it."""
    listener = Listener(_PATIENCE * 0.7)
    async with scripted_server(polite_turns) as server:
        stream = listener.streaming(server)
        for text in ("One.", "Two."):
            stream.send(text, flush=True)
        await stream.close()
    assert listener.heard == [0, 1, 0, 1]
    assert listener.told == ["closed", "closed"]
    assert not listener.errors


async def test_a_slow_listener_of_contexts_hears_everything() -> None:
    """Closing takes as long as each context's sound is taken; then its end is told."""
    listener = Listener(_PATIENCE * 0.7)
    async with scripted_server(polite_contexts) as server:
        multi = await listener.contexts(server)
        for text in ("One.", "Two."):
            multi.send("a", text, flush=True)
        await multi.close()
    assert listener.heard == [0, 1, 2, 3]
    assert listener.told == ["final", "final", "context closed", "closed"]
    assert not listener.errors


async def test_a_listener_that_is_stuck_loses_sound_aloud() -> None:
    """Sound behind a callback that never returns is given up with an error; the ends are told."""
    listener = Listener(60.0)
    async with scripted_server(polite_turns) as server:
        stream = listener.streaming(server)
        stream.send("Text.", flush=True)
        await stream.close()
    assert listener.heard == [0]
    assert listener.told == ["closed"]
    assert [type(error) for error in listener.errors] == [errors.NotTaken]


async def test_a_stuck_listener_of_contexts_loses_sound_aloud() -> None:
    """As for turns: the error is told, and so are the end of the context and of the session."""
    listener = Listener(60.0)
    async with scripted_server(polite_contexts) as server:
        multi = await listener.contexts(server)
        multi.send("a", "Text.", flush=True)
        await multi.close()
    assert listener.heard == [0]
    assert listener.told == ["final", "context closed", "closed"]
    assert [type(error) for error in listener.errors] == [errors.NotTaken]


async def test_callbacks_that_are_all_stuck_hold_nobody() -> None:
    """Where one callback after another never returns, closing ends all the same."""

    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    async with scripted_server(polite_turns) as server:
        client = TtsClient(server.url, api_key="key")
        stream = client.streaming_session(
            StreamConfig(voice_id=1),
            StreamingCallbacks(on_chunk=never, on_chunk_complete=never, on_final=never),
        )
        stream.send("Text.", flush=True)
        async with asyncio.timeout(5.0):
            await stream.close()
