"""One connection in which every Lane has a context and speaks one Line at a time.

Settings of a voice bind when its context is created, so a Line that needs others gets its Lane's
context closed and opened anew. A quiet Lane's context is closed after a while, or as soon as
another Lane needs it. Which Line goes next is `producer`'s business.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import numpy as np

from studio.document.values import SpeakerId
from studio.frames import TAKE_RATE
from studio.takes.growing_take import GrowingTake
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.take import SpokenWord, Take
from studio.tts import (
    AudioChunk,
    MultiContextCallbacks,
    MultiContextConfig,
    MultiContextSession,
    TtsClient,
    VoiceSettings,
    WordTimestamp,
)
from studio.tts.errors import SpeechError
from studio.wire.limits import CONTEXTS_PER_CONNECTION

QUIET_SECONDS = 5.0
"""A Lane with nothing to say closes its context after this, so that its usage arrives."""


@dataclass(frozen=True, slots=True)
class _Bound:
    """What a context was created with and cannot change."""

    voice_id: int
    language: str | None
    temperature: float | None
    settings: VoiceSettings


@dataclass(slots=True)
class _Speaking:
    growing: GrowingTake
    done: asyncio.Future[None]


class SpeakingSession:
    def __init__(self, client: TtsClient) -> None:
        self._session: MultiContextSession = client.multi_context_session(
            MultiContextConfig(word_timestamps=True)
        )
        self._open: dict[str, _Bound] = {}
        self._speaking: dict[str, _Speaking] = {}
        self._quiet: dict[str, asyncio.TimerHandle] = {}
        """Open contexts with nothing to say, longest quiet first."""
        self._binding = asyncio.Lock()
        self._agreed: tuple[str | None, float | None] = (None, None)

    async def connect(self) -> None:
        await self._session.connect(
            MultiContextCallbacks(
                on_generation_started=self._text_chunk_began,
                on_chunk=self._chunk_came,
                on_word_timestamps=self._words_came,
                on_final=self._line_ended,
                on_context_closed=lambda context, usage: self._context_gone(context),
                on_context_timeout=self._context_gone,
                on_error=self._failed,
            )
        )

    @property
    def is_alive(self) -> bool:
        return self._session.is_connected

    async def speak(self, lane: SpeakerId, recipe: Recipe, key: TakeKey) -> Take:
        """The Take, once the server has proved that it is whole; raises SpeechError otherwise.
        Cancelled, it stops the sound at the server too."""
        if timer := self._quiet.pop(lane, None):
            timer.cancel()
        loop = asyncio.get_running_loop()
        try:
            await self._bind(lane, recipe)
            speaking = _Speaking(GrowingTake(key, recipe.text), loop.create_future())
            self._speaking[lane] = speaking
            self._session.send(lane, recipe.text, flush=True)
            await speaking.done
        except asyncio.CancelledError:
            self._close(lane, immediate=True)
            raise
        finally:
            self._speaking.pop(lane, None)
        if lane in self._open:
            self._quiet[lane] = loop.call_later(QUIET_SECONDS, self._close, lane)
        return speaking.growing.finished()

    async def close(self) -> None:
        for timer in self._quiet.values():
            timer.cancel()
        await self._session.close()

    def _close(self, lane: str, immediate: bool = False) -> None:
        if timer := self._quiet.pop(lane, None):
            timer.cancel()
        if self._open.pop(lane, None) is not None:
            self._session.close_context(lane, immediate=immediate)

    async def _bind(self, lane: SpeakerId, recipe: Recipe) -> None:
        """Make sure that the Lane has a context that speaks as the Recipe says."""
        delivery = recipe.delivery
        bound = _Bound(
            recipe.voice_id,
            delivery.language,
            delivery.variation,
            VoiceSettings(speed=delivery.speed, cfg_scale=delivery.expressiveness),
        )
        if self._open.get(lane) == bound:
            return
        async with self._binding:
            if self._open.pop(lane, None) is not None:
                await self._session.close_context(lane)
            elif len(self._open) >= CONTEXTS_PER_CONNECTION and self._quiet:
                longest_quiet = next(iter(self._quiet))
                self._quiet.pop(longest_quiet).cancel()
                del self._open[longest_quiet]
                await self._session.close_context(longest_quiet)
            await self._agree_on(bound)
            self._session.create_context(
                lane, voice_id=bound.voice_id, voice_settings=bound.settings
            )
            self._open[lane] = bound

    async def _agree_on(self, bound: _Bound) -> None:
        """Contexts take their language and temperature from the session when they are created."""
        if self._agreed != (bound.language, bound.temperature):
            await self._session.update_settings(
                language=bound.language, temperature=bound.temperature
            )
            self._agreed = (bound.language, bound.temperature)

    def _text_chunk_began(self, context: str, chunk_id: int, text: str) -> None:
        if speaking := self._speaking.get(context):
            speaking.growing.begin_text_chunk(chunk_id, text)

    def _chunk_came(self, chunk: AudioChunk) -> None:
        if speaking := self._speaking.get(chunk.context_id or ""):
            speaking.growing.append(np.frombuffer(chunk.audio, "<i2").astype(np.int16, copy=False))

    def _words_came(self, context: str, words: list[WordTimestamp]) -> None:
        if (speaking := self._speaking.get(context)) and words:
            speaking.growing.add_words(words[0].chunk_id, [_spoken_word(word) for word in words])

    def _line_ended(self, context: str) -> None:
        speaking = self._speaking.get(context)
        if speaking and not speaking.done.done():
            speaking.done.set_result(None)

    def _context_gone(self, context: str) -> None:
        self._open.pop(context, None)
        if timer := self._quiet.pop(context, None):
            timer.cancel()

    def _failed(self, error: SpeechError, context: str | None) -> None:
        concerned = [context] if context is not None else list(self._speaking)
        for each in concerned:
            self._context_gone(each)
            speaking = self._speaking.get(each)
            if speaking and not speaking.done.done():
                speaking.done.set_exception(error)


def _spoken_word(word: WordTimestamp) -> SpokenWord:
    per_ms = TAKE_RATE / 1000
    return SpokenWord(
        word.word,
        word.char_start,
        word.char_end,
        round(word.start_ms * per_ms),
        round(word.end_ms * per_ms),
    )
