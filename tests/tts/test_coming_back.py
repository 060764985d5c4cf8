"""A server that restarts is left alone for as long as it asks, whatever the session does meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from studio.tts import (
    MultiContextCallbacks,
    MultiContextConfig,
    StreamConfig,
    StreamingCallbacks,
    TtsClient,
    errors,
)
from tests.tts.scripted_server import (
    Link,
    frame,
    polite_contexts,
    polite_turns,
    refusal,
    scripted_server,
    soon,
)

_AWAY = 1.0


async def _whole_turn(link: Link) -> None:
    await link.speak_turn(frame(0))


async def _half_a_turn(link: Link) -> None:
    await link.say(frame(0))


@pytest.fixture(autouse=True)
def no_jitter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.tts.retry.jittered_delay", lambda attempt: 0.05)


class Restarting:
    """Says something about a turn, restarts, and notes when it is visited again."""

    def __init__(self, speak: Callable[[Link], Awaitable[None]]) -> None:
        self._speak = speak
        self.left_at = 0.0
        self.back_at = 0.0

    async def before(self, link: Link) -> None:
        await link.until("flush")
        await self._speak(link)
        self.left_at = asyncio.get_running_loop().time()
        await link.close(1012, f"retry_after={_AWAY:g}")

    async def after(self, link: Link) -> None:
        self.back_at = asyncio.get_running_loop().time()
        await polite_turns(link)


@pytest.mark.parametrize("speak", [_whole_turn, _half_a_turn])
async def test_a_session_with_nothing_to_repeat_stays_away_too(
    speak: Callable[[Link], Awaitable[None]],
) -> None:
    """After a restart in a pause, or in the middle of sound, the next text waits for `retry_after`."""
    told: list[float | None] = []
    server_restarts = Restarting(speak)
    async with scripted_server(server_restarts.before, server_restarts.after) as server:
        stream = TtsClient(server.url, api_key="key").streaming_session(
            StreamConfig(voice_id=1),
            StreamingCallbacks(
                on_chunk=lambda _: None,
                on_server_restart=lambda error: told.append(error.retry_after),
            ),
        )
        stream.send("One.", flush=True)
        await soon(lambda: told)
        stream.send("Two.", flush=True)
        await stream.end_session()
        await stream.close()
    assert server_restarts.back_at - server_restarts.left_at >= _AWAY * 0.95
    assert told == [_AWAY]


async def test_a_server_that_takes_longer_is_tried_again() -> None:
    """Text sent in a restart survives that the server is not up at the first try."""
    server_restarts = Restarting(_whole_turn)
    told: list[object] = []
    async with scripted_server(server_restarts.before, polite_turns) as server:
        stream = TtsClient(server.url, api_key="key").streaming_session(
            StreamConfig(voice_id=1),
            StreamingCallbacks(on_chunk=lambda _: None, on_server_restart=told.append),
        )
        stream.send("One.", flush=True)
        await stream.end_session()
        server.refusals += [refusal(503), refusal(503)]
        await soon(lambda: told)
        stream.send("Two.", flush=True)
        await stream.end_session()
        await stream.close()
    assert len(server.requests) == 4


async def test_idle_contexts_come_back_too() -> None:
    """Between two texts of a context a restart is told, and the next text waits it out."""
    told: list[errors.ServerRestarting] = []
    times: list[float] = []
    loop = asyncio.get_running_loop()

    async def before(link: Link) -> None:
        times.append(loop.time())
        await link.close(1012, f"retry_after={_AWAY:g}")

    async def after(link: Link) -> None:
        times.append(loop.time())
        await polite_contexts(link)

    async with scripted_server(before, after) as server:
        multi = TtsClient(server.url, api_key="key").multi_context_session(
            MultiContextConfig(default_voice_id=1)
        )
        await multi.connect(MultiContextCallbacks(on_server_restart=told.append))
        await soon(lambda: told)
        multi.send("a", "Text.", flush=True)
        assert [chunk.index async for chunk in multi.chunks("a")] == [0, 1]
        await multi.close()
    assert times[1] - times[0] >= _AWAY * 0.95


async def test_a_session_may_be_closed_while_the_server_is_away() -> None:
    """Nothing to say and a server that restarts: closing ends at once."""
    server_restarts = Restarting(_whole_turn)
    told: list[object] = []
    async with scripted_server(server_restarts.before, polite_turns) as server:
        stream = TtsClient(server.url, api_key="key").streaming_session(
            StreamConfig(voice_id=1),
            StreamingCallbacks(on_chunk=lambda _: None, on_server_restart=told.append),
        )
        stream.send("One.", flush=True)
        await soon(lambda: told)
        async with asyncio.timeout(_AWAY / 2):
            await stream.close()
        assert len(server.links) == 1
