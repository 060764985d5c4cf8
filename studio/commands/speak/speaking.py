"""From standard input through a streaming session to a sink, until the input ends or Ctrl+C."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from studio.commands.speak import CHUNKING
from studio.commands.speak.interruptions import Interruptions, interruptions
from studio.commands.speak.sinks import sink_for
from studio.commands.speak.standard_input import typed
from studio.errors import InputError
from studio.scheduling.type_to_hear import TypeToHear
from studio.sentences import sentence
from studio.server.child_process import VoiceServerProcess
from studio.server.voices import Voice, all_voices, find_voice
from studio.tts import BALANCED, HIGH_QUALITY, LOW_LATENCY, TtsClient
from studio.tts.errors import SpeechError

NO_SUCH_VOICE = sentence(
    "speak.no_such_voice",
    "There is no embedded voice {name!r}. `dialogue-studio voices` lists them.",
)
_PRESETS = dict(zip(CHUNKING, (LOW_LATENCY, BALANCED, HIGH_QUALITY), strict=True))


def speak(voice_name: str, output: Path | None, chunking: str) -> int:
    """The exit status; raises KeyboardInterrupt for a Ctrl+C that leaves."""
    return asyncio.run(_run(_voice(voice_name), output, chunking))


def _voice(name: str) -> Voice:
    named = next((each for each in all_voices() if each.name.lower() == name.lower()), None)
    voice = named or find_voice(int(name) if name.isdecimal() else name)
    if voice is None:
        raise InputError(NO_SUCH_VOICE(name=name))
    return voice


async def _run(voice: Voice, output: Path | None, chunking: str) -> int:
    config = replace(_PRESETS[chunking], voice_id=voice.id, language=voice.language)
    errors: list[SpeechError] = []
    server = VoiceServerProcess()
    try:
        with sink_for(output) as sink:
            address = await server.start()
            client = TtsClient(address.url, api_key=address.key)
            speech = TypeToHear(client, config, sink.hear, errors.append)
            try:
                with interruptions(speech, sink) as interrupted:
                    await _speak(speech, interrupted)
                    await sink.finish()
            finally:
                speech.interrupt()
                await speech.close()
            if errors:
                raise errors[0]
    finally:
        await server.stop()
    return 0


async def _speak(speech: TypeToHear, interrupted: Interruptions) -> None:
    async for text in typed():
        speech.type(text)
    interrupted.is_last_turn = True
    ended = asyncio.ensure_future(speech.finish())
    await asyncio.wait((ended, interrupted.silenced), return_when=asyncio.FIRST_COMPLETED)
    if ended.done():
        # What went wrong was told to whoever hears of errors already.
        ended.exception()
