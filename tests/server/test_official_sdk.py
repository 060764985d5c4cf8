"""The service's own Python SDK, unmodified, against the embedded voices.

Only what the SDK does well is asked of it; its own faults are not ours to prove.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator

import pytest
from kugelaudio import AuthenticationError, KugelAudio, KugelAudioError, NotFoundError, StreamConfig
from kugelaudio.streaming import StreamingSession

from studio.server.address import ServerAddress

pytestmark = pytest.mark.allow_log("No 'language' set")
LONG = "A sentence of some length, so that a schedule is content with it and lets it go its way. "


@pytest.fixture
def client(tone_server: ServerAddress) -> Iterator[KugelAudio]:
    made = KugelAudio(api_key=f"eu-{tone_server.key}", api_url=tone_server.url)
    yield made
    made.close()


@pytest.fixture
def speaker(espeak_server: ServerAddress) -> Iterator[KugelAudio]:
    made = KugelAudio(api_key=espeak_server.key, api_url=espeak_server.url)
    yield made
    made.close()


async def audio_of(chunks: AsyncIterator[object]) -> bytes:
    return b"".join([chunk.audio async for chunk in chunks])  # type: ignore[attr-defined]


def test_models_and_voices(client: KugelAudio) -> None:
    """The SDK understands the lists of models and voices, and the details of one voice."""
    assert {model.id for model in client.models.list()} == {"kugel-3", "kugel-3.5"}
    page = client.voices.list(limit=100)
    assert page.total == len(page.voices) >= 60
    voice = client.voices.get(1071)
    assert (voice.id, voice.name) == (1071, "Morgan")
    assert {v.id for v in client.voices.list(language="de", limit=100).voices} >= {1021, 1022}
    with pytest.raises(NotFoundError) as missing:
        client.voices.get(4711)
    assert missing.value.request_id


async def test_dictionaries_are_kept_and_heard(client: KugelAudio) -> None:
    """Dictionaries are made, filled, changed, searched and deleted by the SDK, and a turn is spoken by
    them."""
    made = client.dictionaries.create(name="Brands", language="en")
    try:
        entries = client.dictionaries.entries
        word = entries.add(made.id, word="K8s", replacement="kubernets")
        assert entries.update(made.id, word.id, replacement="kubernetes").word == "K8s"
        counts = entries.replace_all(
            made.id,
            [
                {"word": "K8s", "replacement": "kubernetes"},
                {"word": "psql", "replacement": "p s q l"},
            ],
        )
        assert (counts.upserted, counts.deleted, counts.total) == (2, 0, 2)
        found = entries.list(made.id, search="PS")
        assert ([entry.word for entry in found.entries], found.total) == (["psql"], 1)
        entries.delete(made.id, found.entries[0].id)
        assert [entry.id for entry in entries.list(made.id).entries] == [word.id]
        with pytest.raises(KugelAudioError):
            entries.add(made.id, word="k ", replacement=" ")
        spoken = await _spoken_length(client)
        assert client.dictionaries.update(made.id, is_active=False).is_active is False
        assert await _spoken_length(client) < spoken
        assert made.id in [one.id for one in client.dictionaries.list()]
        assert made.id not in [one.id for one in client.dictionaries.list(project_id=7)]
    finally:
        client.dictionaries.delete(made.id)
    with pytest.raises(NotFoundError):
        client.dictionaries.get(made.id)


async def _spoken_length(client: KugelAudio) -> int:
    async with client.tts.streaming_session(voice_id=1071, temperature=0.0) as session:
        return len(await audio_of(session.send("K8s K8s K8s", flush=True)))


async def test_a_wrong_key(tone_server: ServerAddress) -> None:
    """A wrong key is the SDK's AuthenticationError, with the request's id, on HTTP and WebSocket."""
    client = KugelAudio(api_key="wrong", api_url=tone_server.url)
    try:
        with pytest.raises(AuthenticationError) as refused:
            client.voices.list()
        assert refused.value.request_id
        with pytest.raises(AuthenticationError) as refused:
            async with client.tts.streaming_session(voice_id=1071) as session:
                await audio_of(session.send("Hello.", flush=True))
        assert refused.value.request_id
    finally:
        client.close()


async def test_generate_twice_on_one_connection(speaker: KugelAudio) -> None:
    """Two texts in a row on the SDK's pooled connection come back whole, with samples that match."""
    await speaker.tts.connect_async()
    for text in ("Hello from the embedded voices.", "And once more, a little longer than before."):
        heard = await speaker.tts.generate_async(text, voice_id=1071, language="en")
        assert heard.sample_rate == 24_000
        assert len(heard.audio) == 2 * heard.samples
        assert heard.samples > 24_000
    await speaker.aclose()


def test_stream_with_word_times(speaker: KugelAudio) -> None:
    """The SDK's stream gives chunks, then words with places in the text."""
    text = "Every word has its place."
    words, samples = [], 0
    for item in speaker.tts.stream(text, voice_id=1072, language="en", word_timestamps=True):
        if isinstance(item, list):
            words += item
        elif hasattr(item, "audio"):
            samples += item.samples
    assert [text[word.char_start : word.char_end] for word in words] == text.rstrip(".").split()
    assert words[-1].end_ms <= samples / 24 + 1


async def test_with_and_without_compression(client: KugelAudio) -> None:
    """The SDK offers compression on a connection of many contexts and none on a stream; both speak, and
    the pings it lives by are answered."""
    offers = []
    async with (
        client.tts.streaming_session(voice_id=1071) as stream,
        client.tts.multi_context_session(default_voice_id=1071) as contexts,
    ):
        assert await audio_of(stream.send("Hello there.", flush=True))
        await contexts.create_context("a")
        assert await audio_of(contexts.send("a", "Hello there.", flush=True))
        for session in (stream, contexts):
            socket = session._ws
            assert socket is not None
            offers.append("Sec-WebSocket-Extensions" in socket.request.headers)
            async with asyncio.timeout(2.0):
                await (await socket.ping())
    assert offers == [False, True]


@pytest.mark.parametrize("region", ["", "eu-", "us-", "global-"])
def test_a_key_with_its_region(tone_server: ServerAddress, region: str) -> None:
    """The SDK takes a region off the key, whichever it is, and is let in."""
    made = KugelAudio(api_key=region + tone_server.key, api_url=tone_server.url)
    assert made.voices.list(limit=1).total >= 60
    made.close()


async def test_tokens_and_a_flush(client: KugelAudio) -> None:
    """Tokens sent and flushed come back in order, with usage and final kept by the SDK."""
    async with client.tts.streaming_session(voice_id=1071) as session:
        chunks = [chunk async for chunk in session.send("Hello ")]
        chunks += [chunk async for chunk in session.send("there.", flush=True)]
        assert [chunk.index for chunk in chunks] == list(range(len(chunks)))
        assert session.last_usage is not None
        assert session.last_final is not None
        assert session.last_usage.characters == 12


@pytest.mark.slow
async def test_a_flush_outlasts_a_chunk_that_takes_long(client: KugelAudio) -> None:
    """The SDK gets all the sound of a chunk that takes 24 s to make."""
    async with client.tts.streaming_session(voice_id=1071) as session:
        began = time.monotonic()
        chunks = [c async for c in session.send("#pause #pause #pause #pause Now.", flush=True)]
        assert time.monotonic() - began > 20.0
        assert sum(chunk.samples for chunk in chunks) > 24_000
        assert session.last_usage is not None


@pytest.mark.by_the_clock
async def test_a_flush_of_nothing_returns_at_once(client: KugelAudio) -> None:
    """Flushing an idle session, and ending one, does not make the SDK wait."""
    async with client.tts.streaming_session(voice_id=1071) as session:
        began = time.monotonic()
        assert await audio_of(session.flush()) == b""
        await session.end_session()
        assert time.monotonic() - began < 1.0


async def test_another_voice_between_turns(client: KugelAudio) -> None:
    """`update_config` between two turns changes the voice on the same connection."""
    async with client.tts.streaming_session(voice_id=1001) as session:
        first = await audio_of(session.send("Same words.", flush=True))
        await session.end_session()
        session.update_config(voice_id=1002)
        second = await audio_of(session.send("Same words.", flush=True))
        assert len(first) == len(second)
        assert first != second


@pytest.mark.by_the_clock
async def test_cancel(client: KugelAudio) -> None:
    """A cancel when idle, and one in mid-turn, are answered at once; the next turn is whole."""
    async with client.tts.streaming_session(voice_id=1071) as session:
        began = time.monotonic()
        await session.cancel_current()
        assert time.monotonic() - began < 1.0
        chunks = session.send("#slow " + LONG * 3, flush=True)
        await anext(chunks)
        await chunks.aclose()
        await session.cancel_current()
        assert time.monotonic() - began < 3.0
        assert len(await audio_of(session.send("Whole.", flush=True))) > 2 * 24 * 6 * 60


async def test_updated_settings(client: KugelAudio) -> None:
    """`update_settings` is acknowledged and makes the next turn faster; nonsense is refused."""
    async with client.tts.streaming_session(voice_id=1071) as session:
        slow = await audio_of(session.send("Same words.", flush=True))
        await session.update_settings(speed=1.2)
        fast = await audio_of(session.send("Same words.", flush=True))
        assert len(fast) < 0.9 * len(slow)


async def test_words_of_each_chunk(client: KugelAudio) -> None:
    """The callback of the SDK gets one list of words for each chunk."""
    lists: list[list[object]] = []
    async with client.tts.streaming_session(
        voice_id=1071, word_timestamps=True, on_word_timestamps=lists.append
    ) as session:
        await audio_of(session.send(LONG * 3, flush=True))
    assert len(lists) == 2
    assert sum(map(len, lists)) == 3 * len(LONG.split())


async def test_a_full_buffer(tone_server: ServerAddress) -> None:
    """Five hundred characters without punctuation and a buffer of fifty come back whole."""
    config = StreamConfig(voice_id=1071, max_buffer_length=50)
    session = StreamingSession(api_key=tone_server.key, tts_url=tone_server.url, config=config)
    async with session:
        heard = await audio_of(session.send("word " * 100, flush=True))
    assert len(heard) / 48_000 > 100 * 4 * 0.060


async def test_two_contexts_one_after_the_other(client: KugelAudio) -> None:
    """Two contexts with two voices each return their own sound, and usage when closed."""
    async with client.tts.multi_context_session(default_voice_id=1071) as session:
        await session.create_context("narrator")
        await session.create_context("character", voice_id=1072)
        assert session.active_contexts == {"narrator", "character"}
        heard = {}
        for context in ("narrator", "character"):
            heard[context] = await audio_of(session.send(context, "The same words.", flush=True))
        assert len(heard["narrator"]) == len(heard["character"])
        assert heard["narrator"] != heard["character"]
        await audio_of(session.close_context("narrator"))
        usage = session.usage_for("narrator")
        assert usage is not None
        assert usage.audio_seconds > 0


@pytest.mark.by_the_clock
async def test_closing_a_context_speaks_the_rest(client: KugelAudio) -> None:
    """A context closed with text left speaks it; one closed at once is silent, quickly."""
    async with client.tts.multi_context_session(default_voice_id=1071) as session:
        await session.create_context("a")
        await session.create_context("b")
        async with asyncio.timeout(20):
            heard = await audio_of(session.send("a", LONG * 2))
            assert heard
            heard += await audio_of(session.close_context("a"))
        letters = sum(not sign.isspace() for sign in LONG * 2)
        assert len(heard) / 48_000 > letters * 0.060
        usage = session.usage_for("a")
        assert usage is not None
        assert usage.audio_seconds == pytest.approx(len(heard) / 48_000, abs=0.01)
        began = time.monotonic()
        await audio_of(session.close_context("b", immediate=True))
        assert time.monotonic() - began < 1.0
        assert session.active_contexts == set()


async def test_an_error_of_one_context(client: KugelAudio) -> None:
    """An engine that fails for one context raises there; another context goes on."""
    async with client.tts.multi_context_session(default_voice_id=1071) as session:
        await session.create_context("a")
        await session.create_context("b")
        with pytest.raises(KugelAudioError):
            await audio_of(session.send("a", "Please #fail.", flush=True))
        assert await audio_of(session.send("b", "All is well.", flush=True))


async def test_usage_is_not_a_cost_of_nothing(client: KugelAudio) -> None:
    """The SDK is told that there is no cost to tell, not that it is zero."""
    async with client.tts.streaming_session(voice_id=1071) as session:
        await audio_of(session.send("Hello.", flush=True))
        assert session.last_usage is not None
        assert session.last_usage.cost_cents is None
