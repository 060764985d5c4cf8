"""Sound that came and waits is silenced like sound that is still to come."""

from __future__ import annotations

import asyncio

import pytest

from studio.tts import (
    AudioChunk,
    MultiContextCallbacks,
    MultiContextConfig,
    StreamConfig,
    StreamingCallbacks,
    TtsClient,
    errors,
)
from tests.tts.scripted_server import (
    Link,
    polite_contexts,
    polite_turns,
    scripted_server,
    soon,
)


class SlowListener:
    """Takes one piece of sound and then waits until it may go on."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.interruptions: list[object] = []
        self.go_on = asyncio.Event()

    async def take(self, chunk: AudioChunk) -> None:
        self.heard.append(chunk.index)
        await self.go_on.wait()

    def interrupted(self, context_id: str | None = None) -> None:
        self.interruptions.append(context_id)


async def test_a_finished_turn_that_still_waits_is_silenced() -> None:
    """Once the server is done, a cancel still drops what waits for a slow callback, and is told once."""
    listener = SlowListener()
    callbacks = StreamingCallbacks(on_chunk=listener.take, on_interrupted=listener.interrupted)
    async with scripted_server(polite_turns) as server:
        stream = TtsClient(server.url, api_key="key").streaming_session(
            StreamConfig(voice_id=1), callbacks
        )
        stream.send("Text.", flush=True)
        await stream.end_session()
        await stream.cancel_current()
        await stream.cancel_current()
        listener.go_on.set()
        await stream.close()
        said = server.links[0].heard
    assert listener.heard == [0]
    assert listener.interruptions == [None]
    assert not any(message.get("cancel") for message in said)


async def test_a_finished_turn_nobody_iterated_is_silenced() -> None:
    """To iterate a turn that was cancelled after it had come raises, and yields none of it."""
    async with scripted_server(polite_turns) as server:
        stream = TtsClient(server.url, api_key="key").streaming_session(StreamConfig(voice_id=1))
        stream.send("Text.", flush=True)
        await stream.end_session()
        await stream.cancel_current()
        with pytest.raises(errors.Incomplete, match="interrupted"):
            await anext(aiter(stream))
        stream.send("Next.", flush=True)
        assert [chunk.index async for chunk in stream] == [0, 1]
        await stream.close()


async def test_a_turn_that_was_held_is_not_begun_by_a_cancel(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To drop the sound that held up the next turn does not send that turn's text to the server."""
    monkeypatch.setattr("studio.tts.sound_output.HOLD_SECONDS", 0.01)
    listener = SlowListener()
    async with scripted_server(polite_turns) as server:
        stream = TtsClient(server.url, api_key="key").streaming_session(
            StreamConfig(voice_id=1), StreamingCallbacks(on_chunk=listener.take)
        )
        stream.send("One.", flush=True)
        await stream.end_session()
        stream.send("Two.", flush=True)
        await stream.cancel_current()
        listener.go_on.set()
        await stream.close()
        said = server.links[0].heard
    assert [message.get("text") for message in said if "text" in message] == ["One."]


@pytest.mark.parametrize("is_closed_before", [False, True])
async def test_a_finished_context_that_still_waits_is_silenced(is_closed_before: bool) -> None:
    """An immediate close drops what waits for a slow callback, even of a context that is gone."""
    listener = SlowListener()
    async with scripted_server(polite_contexts) as server:
        multi = TtsClient(server.url, api_key="key").multi_context_session(
            MultiContextConfig(default_voice_id=1)
        )
        await multi.connect(
            MultiContextCallbacks(on_chunk=listener.take, on_interrupted=listener.interrupted)
        )
        multi.send("a", "Text.")
        await multi.flush("a")
        if is_closed_before:
            await multi.close_context("a")
        await multi.close_context("a", immediate=True)
        listener.go_on.set()
        await multi.close()
    assert listener.heard == [0]
    assert listener.interruptions == ["a"]


async def test_a_context_never_handed_out_is_interrupted_too() -> None:
    """Cutting off text that is not yet at the server is told as an interruption."""
    told: list[str] = []

    async def rest(link: Link) -> None:
        await link.rest()

    async with scripted_server(rest) as server:
        multi = TtsClient(server.url, api_key="key").multi_context_session(
            MultiContextConfig(default_voice_id=1)
        )
        multi.connect(MultiContextCallbacks(on_interrupted=told.append))
        multi.send("a", "Text.")
        await multi.close_context("a", immediate=True)
        await soon(lambda: told)
        await multi.close()
    assert told == ["a"]
