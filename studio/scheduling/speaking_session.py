"""One connection in which every Lane has a context and speaks one Line at a time.

Settings of a voice bind when its context is created, so a Line that needs others gets its context
closed and opened anew. A quiet context is closed after a while, or as soon as another needs the
place. Which Line goes next is `producer`'s business.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from studio.frames import TAKE_RATE
from studio.identity import new_id
from studio.scheduling.context_settings import Bound, bound_by
from studio.scheduling.demand import Want
from studio.scheduling.plan import Binding
from studio.takes.growing_take import GrowingTake
from studio.takes.take import SpokenWord
from studio.tts import (
    AudioChunk,
    MultiContextCallbacks,
    MultiContextConfig,
    MultiContextSession,
    SessionUsage,
    TtsClient,
    WordTimestamp,
)
from studio.tts.errors import (
    KeyRefused,
    NoCredit,
    ServerRestarting,
    ServiceUnavailable,
    SpeechError,
    TooManyRequests,
    Unreachable,
)
from studio.wire.limits import CONTEXTS_PER_CONNECTION

QUIET_SECONDS = 5.0
"""A context with nothing to say is closed after this, so that its usage arrives."""


@dataclass(slots=True)
class Speech:
    """One Line on its way and what came of it. `was_sent`: it was given to the session; `was_restarted`:
    the server went down meanwhile, and what it had not begun was to be sent once more. What is kept
    until the usage comes is the `id` alone, for a whole play may be spoken until then."""

    want: Want
    growing: GrowingTake
    id: str = field(default_factory=new_id)
    on_sound: Callable[[], object] = lambda: None
    was_sent: bool = False
    was_restarted: bool = False
    done: asyncio.Future[None] = field(default_factory=asyncio.Future)

    def fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)
            self.done.exception()


_CONCERNS_ALL = (KeyRefused, NoCredit, TooManyRequests, ServiceUnavailable, Unreachable)
"""What the server says of the session as a whole and means for every Line it has not begun."""

Used = Callable[[tuple[str, ...], SessionUsage | None], object]
"""Hears what a context used, with the ids of all Speeches in it."""


class SpeakingSession:
    def __init__(
        self, client: TtsClient, binding: Binding, on_used: Used = lambda speeches, usage: None
    ) -> None:
        self.binding = binding
        self._session: MultiContextSession = client.multi_context_session(
            MultiContextConfig(
                word_timestamps=True, model_id=binding.model or None, sample_rate=binding.rate
            )
        )
        self._on_used = on_used
        self._open: dict[str, Bound] = {}
        self._speaking: dict[str, Speech] = {}
        self._spoken: dict[str, list[str]] = {}
        """By context, what was spoken in it and whose usage has not come."""
        self._quiet: dict[str, asyncio.TimerHandle] = {}
        """Open contexts with nothing to say, longest quiet first."""
        self._settling = asyncio.Lock()
        self._agreed: tuple[str, float, bool] | None = None

    async def connect(self) -> None:
        await self._session.connect(
            MultiContextCallbacks(
                on_generation_started=self._text_chunk_began,
                on_chunk=self._chunk_came,
                on_word_timestamps=self._words_came,
                on_chunk_complete=self._text_chunk_ended,
                on_final=self._line_ended,
                on_context_closed=self._context_closed,
                on_context_timeout=self._context_gone,
                on_server_restart=self._restarting,
                on_error=self._failed,
            )
        )

    @property
    def is_alive(self) -> bool:
        return self._session.is_connected

    @property
    def contexts(self) -> frozenset[str]:
        """Those open, speaking or quiet."""
        return frozenset(self._open)

    def quiet_since(self) -> dict[str, float | None]:
        """Of each open context, since when it has nothing to say; None while it speaks."""
        timers = {context: self._quiet.get(context) for context in self._open}
        return {
            context: None if timer is None else timer.when() - QUIET_SECONDS
            for context, timer in timers.items()
        }

    async def speak(self, speech: Speech) -> None:
        """Done once the server has proved that the Take is whole; raises SpeechError otherwise, and
        what came is in the Speech. Cancelled, it stops the sound at the server too."""
        context = speech.want.context
        self._stop_timer(context)
        try:
            await self._bind(context, bound_by(speech.want.recipe))
            self._speaking[context] = speech
            self._spoken.setdefault(context, []).append(speech.id)
            speech.was_sent = True
            self._session.send(context, speech.want.recipe.text, flush=True)
            await speech.done
        except asyncio.CancelledError:
            self._close(context, immediate=True)
            raise
        finally:
            self._speaking.pop(context, None)
        if speech.want.own_context:
            self._close(context)
        elif context in self._open:
            loop = asyncio.get_running_loop()
            self._quiet[context] = loop.call_later(QUIET_SECONDS, self._close, context)

    async def probe(self) -> None:
        """Find out at once whether the server is still there."""
        await self._session.probe()

    async def close(self) -> None:
        """Let the contexts go, hear what they used, and leave."""
        for context in list(self._quiet):
            self._stop_timer(context)
        await self._session.close()

    def _close(self, context: str, immediate: bool = False) -> None:
        self._stop_timer(context)
        if self._open.pop(context, None) is not None:
            self._session.close_context(context, immediate=immediate)

    def _stop_timer(self, context: str) -> None:
        if timer := self._quiet.pop(context, None):
            timer.cancel()

    async def _bind(self, context: str, bound: Bound) -> None:
        """Make sure that there is a context that speaks as the Recipe says."""
        if self._open.get(context) == bound:
            return
        async with self._settling:
            if self._open.pop(context, None) is not None:
                await self._session.close_context(context)
            elif len(self._open) >= CONTEXTS_PER_CONNECTION and self._quiet:
                longest_quiet = next(iter(self._quiet))
                self._stop_timer(longest_quiet)
                del self._open[longest_quiet]
                await self._session.close_context(longest_quiet)
            # Contexts take these three from the session when they are created.
            if self._agreed != bound.session:
                language, temperature, normalize = bound.session
                await self._session.update_settings(
                    language=language, temperature=temperature, normalize=normalize
                )
                self._agreed = bound.session
            self._session.create_context(
                context, voice_id=bound.voice_id, voice_settings=bound.voice
            )
            self._open[context] = bound

    # --- what the session tells --------------------------------------------------------------

    def _text_chunk_began(self, context: str, chunk_id: int, text: str) -> None:
        if speech := self._speaking.get(context):
            speech.growing.begin_text_chunk(chunk_id, text)

    def _text_chunk_ended(
        self, context: str, chunk_id: int, audio_seconds: float | None, gen_ms: float | None
    ) -> None:
        if speech := self._speaking.get(context):
            speech.growing.end_text_chunk(chunk_id, audio_seconds)

    def _chunk_came(self, chunk: AudioChunk) -> None:
        if speech := self._speaking.get(chunk.context_id or ""):
            speech.growing.append(np.frombuffer(chunk.audio, "<i2"))
            speech.on_sound()

    def _words_came(self, context: str, words: list[WordTimestamp]) -> None:
        if (speech := self._speaking.get(context)) and words:
            speech.growing.add_words(words[0].chunk_id, [_spoken_word(word) for word in words])

    def _line_ended(self, context: str) -> None:
        speech = self._speaking.get(context)
        if speech and not speech.done.done():
            speech.done.set_result(None)

    def _context_closed(self, context: str, usage: SessionUsage | None) -> None:
        self._context_gone(context)
        speeches = tuple(self._spoken.pop(context, ()))
        still = self._speaking.get(context)
        if still is not None and not still.done.done():
            # A later life of the id: its usage is still to come.
            self._spoken[context] = [still.id]
            speeches = tuple(each for each in speeches if each != still.id)
        if speeches:
            self._on_used(speeches, usage)

    def _context_gone(self, context: str) -> None:
        if context not in self._speaking:
            self._open.pop(context, None)
            self._stop_timer(context)

    def _restarting(self, error: ServerRestarting) -> None:
        for speech in self._speaking.values():
            speech.was_restarted = True

    def _failed(self, error: SpeechError, context: str | None) -> None:
        if context is not None:
            if speech := self._speaking.get(context):
                self._open.pop(context, None)
                speech.fail(error)
            else:
                self._context_gone(context)
        elif isinstance(error, _CONCERNS_ALL):
            for each, speech in list(self._speaking.items()):
                if not speech.growing.length_samples:
                    speech.fail(error)
                    self._close(each, immediate=True)


def _spoken_word(word: WordTimestamp) -> SpokenWord:
    per_ms = TAKE_RATE / 1000
    return SpokenWord(
        word.word,
        word.char_start,
        word.char_end,
        round(word.start_ms * per_ms),
        round(word.end_ms * per_ms),
    )
