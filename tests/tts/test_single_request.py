"""One text spoken once: as it comes, or whole."""

from __future__ import annotations

import pytest

from studio.tts import RequestConfig, SessionUsage, TtsClient, errors
from studio.wire.patience import Patience
from tests.tts.scripted_server import Link, frame, scripted_server

QUICK = Patience(progress=0.4)


async def answer(link: Link) -> None:
    await link.until("text")
    word = {"word": "Hi", "start_ms": 0, "end_ms": 9, "char_start": 0, "char_end": 2}
    await link.say(frame(0), frame(1), {"word_timestamps": [word], "chunk_id": 0})
    usage = {"audio_seconds": 0.04, "characters": 2, "cost_cents": 0.5, "currency": "EUR"}
    await link.say({"final": True, "chunks": 2, "total_samples": 960, "usage": usage})
    await link.rest()


async def test_a_text_is_spoken_whole() -> None:
    """Sound, words and usage of one text come back at once, and it is asked for once."""
    async with scripted_server(answer) as server:
        client = TtsClient(server.url, api_key="key")
        speech = await client.generate("Hi", RequestConfig(voice_id=7, word_timestamps=True))
        assert len(server.links) == 1
        (said,) = server.links[0].heard
    assert said["text"] == "Hi"
    assert said["voice_id"] == 7
    assert server.links[0].path == "/ws/tts"
    assert speech.samples == 960
    assert speech.duration_seconds == pytest.approx(0.04)
    assert len(speech.to_float32()) == 960
    assert [word.word for word in speech.word_timestamps] == ["Hi"]
    assert speech.usage == SessionUsage(0.04, 0.5, "EUR", 2)


async def test_a_text_is_spoken_as_it_comes() -> None:
    """The same piece by piece; who stops half way leaves nothing behind."""
    async with scripted_server(answer) as server:
        client = TtsClient(server.url, api_key="key")
        assert [chunk.index async for chunk in client.stream("Hi")] == [0, 1]
        half = client.tts.stream("Hi")
        assert (await anext(half)).index == 0
        await half.aclose()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (1011, errors.Incomplete),
        (1012, errors.ServerRestarting),
        (4001, errors.KeyRefused),
        (4500, errors.ServiceUnavailable),
    ],
)
async def test_what_came_of_an_incomplete_text_is_kept(
    code: int, kind: type[errors.SpeechError]
) -> None:
    """Whatever ended it, the error carries the sound that arrived."""

    async def cut(link: Link) -> None:
        await link.until("text")
        await link.say(frame(0), frame(1))
        await link.close(code)

    async with scripted_server(cut) as server:
        with pytest.raises(kind) as told:
            await TtsClient(server.url).generate("Hi")
    assert len(told.value.audio) == 2 * 960
    assert told.value.received.audio_seconds == pytest.approx(0.04)


async def test_an_error_frame_is_raised() -> None:
    """What the server refuses is told with its words."""

    async def refuse(link: Link) -> None:
        await link.until("text")
        await link.say({"error": "no such voice", "error_code": "NOT_FOUND", "code": 404})
        await link.rest()

    async with scripted_server(refuse) as server:
        with pytest.raises(errors.NotOffered, match="no such voice"):
            await TtsClient(server.url).generate("Hi", RequestConfig(voice_id=5))


async def test_a_silent_server_is_given_up() -> None:
    """Without progress the request is incomplete after its limit."""

    async def deaf(link: Link) -> None:
        await link.rest()

    async with scripted_server(deaf) as server:
        with pytest.raises(errors.Incomplete, match="nothing more came"):
            await TtsClient(server.url, patience=QUICK).generate("Hi")


@pytest.mark.parametrize("text", ["", " \n\t", "x" * 10_001])
async def test_a_text_nobody_can_speak_is_refused_here(text: str) -> None:
    """Blank or too long: nothing is asked, nothing is paid."""
    async with scripted_server(answer) as server:
        with pytest.raises(errors.Unusable):
            await TtsClient(server.url).generate(text)
        assert not server.links


async def test_the_longest_text_is_taken() -> None:
    """Ten thousand characters are one request."""
    async with scripted_server(answer) as server:
        assert (await TtsClient(server.url).generate("x" * 10_000)).samples == 960
