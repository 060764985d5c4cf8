"""What the service's JavaScript SDK puts on the wire, sent frame by frame as it does.

It offers compression, says who it is in the URL, sets `flush` on every text, repeats the session's
settings on each create until the session has started, and closes on top of a flush.
"""

from __future__ import annotations

import time

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from studio.server.address import ServerAddress
from tests.server.conversation import kinds, of_kind, sound_of
from tests.server.raw_client import RawClient, raw_client

ONE_TURN = ["generation_started", "audio", "chunk_complete", "final", "session_closed"]
STREAM, MULTI, SINGLE = "/ws/tts/stream", "/ws/tts/multi", "/ws/tts"


def javascript(address: ServerAddress, path: str):  # type: ignore[no-untyped-def]
    query = f"api_key={address.key}&sdk=js&sdk_version=1.0.1"
    return raw_client(address, path, query, compression="deflate", ping_interval=None)


async def open_turn(client: RawClient, text: str, *, flush: bool) -> None:
    await client.send(text=text, flush=flush, voice_id=1071, model_id="kugel-3", sample_rate=24000)


def test_models_and_voices_are_listed(tone_server: ServerAddress) -> None:
    """The lists that the SDK asks for over plain HTTP, with all that it reads of each."""
    with httpx.Client(base_url=tone_server.url, trust_env=False) as client:
        headers = {"X-API-Key": tone_server.key, "Content-Type": "application/json"}
        models = client.get("/v1/models", headers=headers).json()["models"]
        asked = {"language": "en", "include_public": "true", "limit": "5"}
        voices = client.get("/v1/voices", params=asked, headers=headers).json()["voices"]
        voice = client.get(f"/v1/voices/{voices[0]['id']}", headers=headers).json()
    assert {"id", "name", "max_input_length", "sample_rate"} <= models[0].keys()
    assert len(voices) == 5
    assert {"id", "name", "supported_languages"} <= voices[0].keys()
    assert voices[0].items() <= voice.items()


@pytest.mark.parametrize("path", [SINGLE, STREAM, MULTI])
async def test_a_wrong_key_is_refused_before_the_upgrade(
    tone_server: ServerAddress, path: str
) -> None:
    """Whatever it opens: 401 with the id of the request, and no socket."""
    stranger = ServerAddress(tone_server.url, "wrong")
    with pytest.raises(InvalidStatus) as refused:
        async with javascript(stranger, path):
            pass
    assert refused.value.response.status_code == 401
    assert refused.value.response.headers["X-Request-Id"]


@pytest.mark.parametrize("region", ["eu", "us", "global"])
async def test_a_key_with_its_region(tone_server: ServerAddress, region: str) -> None:
    """A key that still has its region in front opens the socket and speaks."""
    address = ServerAddress(tone_server.url, f"{region}-{tone_server.key}")
    async with javascript(address, STREAM) as client:
        await open_turn(client, "Hello there.", flush=True)
        assert kinds(await client.until("session_closed")) == ONE_TURN


@pytest.mark.parametrize("region", ["eu", "us", "global"])
def test_a_key_with_its_region_over_http(tone_server: ServerAddress, region: str) -> None:
    """Both headers that the SDK sends carry the key, and a region in front of it does no harm."""
    key = f"{region}-{tone_server.key}"
    headers = {"Authorization": f"Bearer {key}", "X-API-Key": key}
    answer = httpx.get(f"{tone_server.url}/v1/models", headers=headers, trust_env=False)
    assert answer.status_code == 200


async def test_generate_twice_on_one_socket(tone_server: ServerAddress) -> None:
    """Two requests in a row on the pooled socket are each answered by sound and one final."""
    async with javascript(tone_server, SINGLE) as client:
        for _ in range(2):
            await client.send(
                text="Hello there.",
                voice_id=1071,
                model_id="kugel-3",
                cfg_scale=2,
                max_new_tokens=2048,
                sample_rate=24000,
                normalize=True,
                speed=1,
            )
            frames = await client.until("final")
            assert kinds(frames) == ["audio", "final"]
            assert frames[-1]["usage"]["audio_seconds"] > 0


@pytest.mark.by_the_clock
async def test_end_session_does_not_wait(tone_server: ServerAddress) -> None:
    """`endSession()` after unflushed text is answered as soon as the text is spoken."""
    async with javascript(tone_server, STREAM) as client:
        await open_turn(client, "Hello there.", flush=False)
        began = time.monotonic()
        await client.send(close=True)
        assert kinds(await client.until("session_closed")) == ONE_TURN
        assert time.monotonic() - began < 5.0


@pytest.mark.slow
async def test_end_session_outlasts_a_chunk_that_takes_long(tone_server: ServerAddress) -> None:
    """A chunk that takes 24 s to make is waited for: never so long without a frame that the SDK, which
    waits for 15 s of silence, would believe the session over."""
    async with javascript(tone_server, STREAM) as client:
        began = last = time.monotonic()
        await open_turn(client, "#pause #pause #pause #pause Now.", flush=False)
        await client.send(close=True)
        silences = []
        while not client.frames or "session_closed" not in client.frames[-1]:
            await client.receive()
            silences.append(time.monotonic() - last)
            last = time.monotonic()
    assert last - began > 20.0
    assert max(silences) < 6.0
    assert of_kind(client.frames, "session_closed")[0]["total_audio_seconds"] > 1.0


async def test_close_on_top_of_a_flush(tone_server: ServerAddress) -> None:
    """`send(x, true)` and `close()` in the same breath give all the sound and one end, not empty."""
    async with javascript(tone_server, STREAM) as client:
        await open_turn(client, "All of this is to be heard.", flush=True)
        await client.send(close=True)
        frames = await client.until("session_closed")
        assert kinds(frames) == ONE_TURN
        assert frames[-1]["total_audio_seconds"] > 1.0
        await client.send(cancel=True)
        assert kinds(await client.until("interrupted")) == ["interrupted"]


@pytest.mark.by_the_clock
async def test_close_of_an_idle_session(tone_server: ServerAddress) -> None:
    """`close()` without any text is answered within a second."""
    async with javascript(tone_server, STREAM) as client:
        began = time.monotonic()
        await client.send(close=True)
        assert kinds(await client.until("session_closed")) == ["final", "session_closed"]
        assert time.monotonic() - began < 1.0


@pytest.mark.by_the_clock
async def test_cancel_in_mid_audio(tone_server: ServerAddress) -> None:
    """`cancelCurrent()` is answered within a second, nothing of the turn follows, the next is whole."""
    async with javascript(tone_server, STREAM) as client:
        await open_turn(client, "#slow " + "A long one. " * 30, flush=True)
        await client.until("audio")
        began = time.monotonic()
        await client.send(cancel=True)
        await client.until("interrupted")
        assert time.monotonic() - began < 1.0
        await open_turn(client, "Next.", flush=True)
        frames = await client.until("session_closed")
        assert kinds(frames) == ONE_TURN
        assert of_kind(frames, "audio")[0]["idx"] == 0


async def test_a_full_buffer(tone_server: ServerAddress) -> None:
    """A small buffer and no punctuation: forced chunks, nothing lost."""
    async with javascript(tone_server, STREAM) as client:
        text = "word " * 100
        await client.send(text=text, flush=True, voice_id=1071, max_buffer_length=50)
        started = of_kind(await client.until("session_closed"), "generation_started")
        assert " ".join(frame["text"] for frame in started).split() == text.split()


async def create(client: RawClient, context: str, voice: int, **session: object) -> None:
    await client.send(
        text=" ",
        context_id=context,
        **session,
        voice_settings={
            "voice_id": voice,
            "cfg_scale": 2,
            "stability": 0.5,
            "similarity_boost": 0.75,
            "style": 0.2,
            "use_speaker_boost": True,
            "speed": 1.1,
        },
    )


async def test_narrator_and_character(tone_server: ServerAddress) -> None:
    """The published example: two contexts, two voices, both closed with their usage, then the session."""
    async with javascript(tone_server, MULTI) as client:
        session = {"sample_rate": 24000, "normalize": True, "inactivity_timeout": 20}
        await create(client, "narrator", 1071, **session)
        await create(client, "character", 1072, **session)
        await client.send(text="The story begins.", context_id="narrator", flush=False)
        await client.send(text="Hello there!", context_id="character", flush=True)
        await client.send(context_id="narrator", flush=True)
        for context in ("narrator", "character"):
            await client.send(close_context=True, context_id=context)
        await client.send(close_socket=True)
        frames = await client.until("session_closed", lambda frame: "context_id" not in frame)
        assert frames[0]["session_id"]
        assert {frame["context_id"] for frame in of_kind(frames, "context_created")} == {
            *("narrator", "character")
        }
        closed = of_kind(frames, "context_closed")
        assert {frame["context_id"] for frame in closed} == {"narrator", "character"}
        assert all(frame["usage"]["audio_seconds"] > 0.5 for frame in closed)
        for context in ("narrator", "character"):
            assert sound_of([f for f in frames if f.get("context_id") == context])
        assert await client.closed() == 1000


async def test_the_idle_time_it_asks_for(tone_server: ServerAddress) -> None:
    """`inactivityTimeout: 1` ends the idle context after a second, and not the one that speaks."""
    async with javascript(tone_server, MULTI) as client:
        await create(client, "idle", 1071, inactivity_timeout=1)
        await create(client, "busy", 1072, inactivity_timeout=1)
        await client.send(text="#slow " + "Still here. " * 8, context_id="busy", flush=True)
        frames = await client.until("context_closed")
        assert (frames[-1]["context_id"], kinds(frames)[-2:]) == (
            "idle",
            ["context_timeout", "context_closed"],
        )
        frames = await client.until("final")
        assert "context_timeout" not in kinds(frames)


async def test_frames_of_other_plugins(tone_server: ServerAddress) -> None:
    """A greeting without a context gets no answer; both forms of keep-alive are taken."""
    async with javascript(tone_server, MULTI) as client:
        await client.send(text="", voice_id=1071, model_id="kugel-3")
        await client.send(keep_alive=True, context_id="a")
        await client.send(text="", context_id="a")
        await client.send(text="Hello.", context_id="a", flush=True)
        assert kinds(await client.until("final")) == [
            *("session_started", "context_created", "generation_started", "audio"),
            *("chunk_complete", "final"),
        ]
