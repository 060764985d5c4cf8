"""Turns what the rules tell of a streaming session into callbacks, sound, usage and answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from studio.tts import errors, refusals
from studio.tts.audio_chunk import chunk_of, timestamps_of
from studio.tts.callbacks import StreamingCallbacks
from studio.tts.change_answers import ChangeAnswers
from studio.tts.errors import ServerRestarting, SpeechError
from studio.tts.flush_advice import FlushAdvice
from studio.tts.futures import fail, quiet_future, settle
from studio.tts.sound_output import SoundOutput, Untaken
from studio.tts.usage import SessionUsage, usage_of
from studio.wire.events import CutOff, Ended, Event, Heard, TurnClosed
from studio.wire.faults import NOTHING_RECEIVED, Closure, is_refusal
from studio.wire.messages import (
    ChunkComplete,
    ErrorReport,
    Final,
    GenerationStarted,
    Notice,
    WordTimings,
)


class TurnReports:
    """`hold` asks the session to begin no further turn, `cut_off` to end the one being spoken;
    `is_idle` asks whether there is any."""

    def __init__(
        self,
        callbacks: StreamingCallbacks,
        hold: Callable[[bool], None],
        cut_off: Callable[[], None],
        is_idle: Callable[[], bool],
    ) -> None:
        self.callbacks = callbacks
        self._untaken = Untaken()
        self.sound = SoundOutput(callbacks.on_chunk, hold, self._untaken)
        self.advice = FlushAdvice()
        self.changes = ChangeAnswers()
        self.last_usage: SessionUsage | None = None
        self._cut_off = cut_off
        self._is_idle = is_idle
        self._over = 0
        """The last turn that is over: of it, and of those before, nothing is heard any more."""
        self._ends: dict[int, list[asyncio.Future[SessionUsage | None]]] = {}
        self._silences: list[asyncio.Future[None]] = []
        self._failure: SpeechError | None = None

    def end_of(self, turn: int) -> asyncio.Future[SessionUsage | None]:
        """An answer to wait for: the turn's end."""
        future: asyncio.Future[SessionUsage | None] = quiet_future()
        self._ends.setdefault(turn, []).append(future)
        return future

    def silence(self) -> asyncio.Future[None]:
        """An answer to wait for: the end of a barge-in."""
        future: asyncio.Future[None] = quiet_future()
        self._silences.append(future)
        return future

    def drop_what_waits(self, *, tell: bool) -> None:
        """Sound that came is not to be heard any more; `tell` it where no end of a barge-in will."""
        if self.sound.silence(errors.interrupted(NOTHING_RECEIVED)) and tell:
            self.sound.order.call(self.callbacks.on_interrupted)

    # --- what the conversation tells ---------------------------------------------------------

    def handle(self, event: Event) -> None:
        calls, call = self.callbacks, self.sound.order.call
        match event:
            case Heard():
                self._hear(event)
            case Ended():
                self._ended(event)
            case CutOff():
                for silence in self._silences:
                    settle(silence, None)
                self._silences.clear()
                call(calls.on_interrupted)
            case TurnClosed(_, seconds, usage):
                self.last_usage = usage_of(usage, seconds)
                call(calls.on_session_closed, seconds)
            case GenerationStarted(chunk_id, text):
                call(calls.on_generation_started, chunk_id, text)
            case WordTimings(words, chunk_id):
                call(calls.on_word_timestamps, timestamps_of(words, chunk_id))
            case ChunkComplete(chunk_id, seconds, gen_ms):
                call(calls.on_chunk_complete, chunk_id, seconds, gen_ms)
            case Final():
                chunks, frames = event.total_text_chunks or 0, event.total_audio_chunks or 0
                call(calls.on_final, event.total_audio_seconds or 0.0, chunks, frames)
            case Notice(text):
                call(calls.on_warning, text)
            case ErrorReport():
                call(calls.on_error, refusals.from_report(event))
            case _:
                self.changes.handle(event)

    def _hear(self, event: Heard) -> None:
        if event.turn <= self._over:
            return
        self.sound.hear(chunk_of(event.frame))
        if self._untaken.is_too_much:
            error = errors.not_taken(self.sound.waiting_seconds)
            self._over = event.turn
            self.sound.give_up_what_waits(error)
            self.sound.end(error, is_dropped=True)
            self.sound.order.call(self.callbacks.on_error, error)
            self._cut_off()

    def _ended(self, event: Ended) -> None:
        error: SpeechError | None = None
        if event.fault is not None:
            error = refusals.from_fault(event.fault, event.received, self._failure)
            self.sound.order.call(self.callbacks.on_error, error)
        if event.cut_off:
            error = errors.interrupted(event.received)
        if event.turn > self._over:
            self._over = event.turn
            self.sound.end(error, is_dropped=event.cut_off)
        for end in self._ends.pop(event.turn, ()):
            if error is None:
                settle(end, self.last_usage)
            else:
                fail(end, error)
        self.advice.answered()

    def lost(self, closure: Closure) -> None:
        self.changes.fail_all(errors.settings_unconfirmed())
        if is_refusal(closure) and not self._ends:
            self.sound.order.call(self.callbacks.on_error, refusals.from_closure(closure))

    def unreachable(self, error: SpeechError) -> None:
        self._failure = error
        self.changes.fail_all(error)
        if self._is_idle():
            self.sound.order.call(self.callbacks.on_error, error)
            self.sound.nothing_more(error)

    def restarting(self, error: ServerRestarting) -> None:
        self.sound.order.call(self.callbacks.on_server_restart, error)

    async def finish(self, seconds: float) -> None:
        """Wait for the callbacks; sound that was lost behind one that is stuck is told."""
        order = self.sound.order
        lost = await order.finished(seconds)
        if lost:
            order.call(self.callbacks.on_error, errors.not_taken(lost))
            await order.finished(seconds)
