"""Dialogue Studio's own client and its own server, together: what the app does all day."""

from __future__ import annotations

import asyncio

import numpy as np

from studio.server.address import ServerAddress
from studio.server.tone_engine import tone_hertz
from studio.tts import (
    AudioChunk,
    MultiContextCallbacks,
    MultiContextConfig,
    RequestConfig,
    StreamConfig,
    StreamingCallbacks,
    TtsClient,
    VoiceSettings,
)


def client_of(address: ServerAddress) -> TtsClient:
    return TtsClient(address.url, api_key=address.key)


async def test_twenty_contexts_at_once(espeak_server: ServerAddress) -> None:
    """Twenty contexts flushed together are each heard whole, proved by the client, and closed with
    their usage."""
    heard: dict[str, list[AudioChunk]] = {}
    callbacks = MultiContextCallbacks(
        on_chunk=lambda chunk: heard.setdefault(chunk.context_id or "", []).append(chunk)
    )
    config = MultiContextConfig(default_voice_id=1071, language="en")
    session = client_of(espeak_server).multi_context_session(config)
    await session.connect(callbacks)
    names = [f"lane-{number}" for number in range(20)]
    for number, name in enumerate(names):
        session.create_context(name, voice_id=1001 + number)
        session.send(name, f"Here is line number {number}. It has two sentences.")
    await asyncio.gather(*(session.flush(name) for name in names))
    await session.close()
    assert set(heard) == set(names)
    for name in names:
        usage = session.usage_for(name)
        assert usage is not None
        assert usage.cost_cents is None
        seconds = sum(chunk.duration_seconds for chunk in heard[name])
        assert seconds > 2.0
        assert usage.audio_seconds is not None
        assert abs(usage.audio_seconds - seconds) < 0.001


async def test_turn_after_turn_with_barge_in(tone_server: ServerAddress) -> None:
    """A turn is cut off, and the next on the same connection is whole and in its own voice."""
    heard: list[AudioChunk] = []
    began = asyncio.Event()

    def on_chunk(chunk: AudioChunk) -> None:
        heard.append(chunk)
        began.set()

    session = client_of(tone_server).streaming_session(
        StreamConfig(voice_id=1010), StreamingCallbacks(on_chunk=on_chunk)
    )
    session.connect()
    session.send("#slow A long speech that nobody wants to hear to its end. " * 3, flush=True)
    await began.wait()
    await session.cancel_current()
    heard.clear()
    session.update_config(voice_id=1030)
    session.send("Short.", flush=True)
    usage = await session.end_session()
    assert usage is not None
    sound = np.concatenate([chunk.to_float32() for chunk in heard])
    spectrum = np.abs(np.fft.rfft(sound[:8400] * np.hanning(8400)))
    assert abs(np.argmax(spectrum) * 24_000 / 8400 - tone_hertz(1030)) < 4
    await session.close()


async def test_a_text_and_its_voices(espeak_server: ServerAddress) -> None:
    """The client lists voices and models and has a single text spoken, with its words."""
    client = client_of(espeak_server)
    voices = await client.voices(language="de")
    assert len(voices) >= 4
    assert (await client.voice(1071)).name == "Morgan"
    assert len(await client.models()) == 2
    speech = await client.generate(
        "Guten Tag.", RequestConfig(voice_id=voices[0].id, word_timestamps=True)
    )
    assert len(speech.audio) > 24_000


async def test_every_voice_setting_is_taken(espeak_server: ServerAddress) -> None:
    """A context may be created with every voice setting there is."""
    settings = VoiceSettings(
        stability=0.2,
        similarity_boost=0.9,
        style=0.5,
        use_speaker_boost=True,
        speed=1.1,
        cfg_scale=2.4,
        max_new_tokens=1000,
    )
    session = client_of(espeak_server).multi_context_session(
        MultiContextConfig(default_voice_id=1071, output_format="ulaw_8000")
    )
    async with session:
        await session.create_context("a", voice_id=1072, voice_settings=settings)
        session.send("a", "All of it is heard.")
        await session.flush("a")
        chunks = [chunk async for chunk in session.chunks("a")]
    assert {chunk.encoding for chunk in chunks} == {"mulaw"}
