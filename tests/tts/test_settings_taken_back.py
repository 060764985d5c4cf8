"""A setting that is left to the server again is left to it, although servers keep what they heard."""

from __future__ import annotations

from typing import Any

import pytest

from studio.tts import StreamConfig, StreamingCallbacks, TtsClient
from studio.wire import limits
from tests.tts.scripted_server import Link, frame, polite_turns, scripted_server

_SAID = {
    "output_format": "ulaw_8000",
    "language": "de",
    "model_id": "kugel-3",
    "dictionary_ids": (),
    "project_id": 3,
}


@pytest.mark.parametrize("name", _SAID)
@pytest.mark.parametrize("is_whole", [False, True])
async def test_a_setting_is_taken_back(name: str, is_whole: bool) -> None:
    """The next turn goes over a fresh connection that has never heard the setting; then it is kept."""

    async def speak(link: Link) -> None:
        said = await link.until("flush")
        more: dict[str, Any] = {}
        if said.get("output_format"):
            more = {"enc": limits.MULAW, "sr": 8000, "samples": 960}
        await link.speak_turn({**frame(0), **more})
        await polite_turns(link)

    async with scripted_server(speak, polite_turns) as server:
        stream = TtsClient(server.url, api_key="key").streaming_session(
            StreamConfig(voice_id=1, **{name: _SAID[name]}),
            StreamingCallbacks(on_chunk=lambda _: None),
        )
        stream.send("One.", flush=True)
        await stream.end_session()
        if is_whole:
            stream.update_config(StreamConfig(voice_id=1))
        else:
            stream.update_config(**{name: None})
        for text in ("Two.", "Three."):
            stream.send(text, flush=True)
            await stream.end_session()
        await stream.close()
    assert [len(link.heard) for link in server.links][1:] == [2]
    assert server.links[0].heard[0][name] is not None
    assert name not in server.links[1].heard[0]
    assert server.links[1].heard[0]["voice_id"] == 1


async def test_a_live_change_is_taken_back_after_its_answer() -> None:
    """A language set live is taken back like any other, and a change that waits is answered first."""
    async with scripted_server(polite_turns) as server:
        stream = TtsClient(server.url, api_key="key").streaming_session(
            StreamConfig(voice_id=1), StreamingCallbacks(on_chunk=lambda _: None)
        )
        await stream.update_settings(language="de")
        stream.update_config(language=None)
        changed = stream.update_settings(speed=1.1)
        stream.send("Text.", flush=True)
        await stream.end_session()
        await changed
        await stream.close()
    assert "language" not in server.links[1].heard[0]
    assert server.links[1].heard[0]["speed"] == 1.1
