"""Turns what the rules tell of a streaming session into callbacks, sound, usage and answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from studio.tts import errors, refusals
from studio.tts.audio_chunk import chunk_of, timestamps_of
from studio.tts.callbacks import StreamingCallbacks
from studio.tts.errors import ServerRestarting, SpeechError
from studio.tts.flush_advice import FlushAdvice
from studio.tts.futures import fail, quiet_future, settle
from studio.tts.sound_output import SoundOutput
from studio.tts.usage import SessionUsage, usage_of
from studio.wire.events import CutOff, Ended, Event, Heard, SettingsUnanswered, TurnClosed
from studio.wire.faults import Closure, is_refusal
from studio.wire.messages import (
    ChunkComplete,
    ErrorReport,
    Final,
    GenerationStarted,
    Notice,
    SettingsUpdated,
    WordTimings,
)


class TurnReports:
    """`hold` asks the session to begin no further turn, `cut_off` to end the one being spoken."""

    def __init__(
        self,
        callbacks: StreamingCallbacks,
        hold: Callable[[bool], None],
        cut_off: Callable[[], None],
    ) -> None:
        self.callbacks = callbacks
        self.sound = SoundOutput(callbacks.on_chunk, hold)
        self.advice = FlushAdvice()
        self.last_usage: SessionUsage | None = None
        self._cut_off = cut_off
        self._over = 0
        """The last turn that is over: of it, and of those before, nothing is heard any more."""
        self._ends: dict[int, list[asyncio.Future[SessionUsage | None]]] = {}
        self._silences: list[asyncio.Future[None]] = []
        self._changes: list[asyncio.Future[None]] = []
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

    def change(self) -> asyncio.Future[None]:
        """An answer to wait for: the next change of settings."""
        future: asyncio.Future[None] = quiet_future()
        self._changes.append(future)
        return future

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
            case SettingsUpdated():
                settle(self._changes.pop(0), None)
            case SettingsUnanswered():
                fail(self._changes.pop(0), errors.settings_unconfirmed())
            case ErrorReport():
                self._refused(event)

    def _hear(self, event: Heard) -> None:
        if event.turn <= self._over:
            return
        self.sound.hear(chunk_of(event.frame))
        if self.sound.is_too_full:
            error = errors.not_taken(self.sound.waiting_seconds)
            self._over = event.turn
            self.sound.end(error, is_dropped=True)
            self.sound.order.call(self.callbacks.on_error, error)
            self._cut_off()

    def _ended(self, event: Ended) -> None:
        error: SpeechError | None = None
        if event.fault is not None:
            error = refusals.from_fault(event.fault, event.received, self._failure)
            self.sound.order.call(self.callbacks.on_error, error)
        if event.turn > self._over:
            self._over = event.turn
            self.sound.end(error, is_dropped=event.cut_off)
        if event.cut_off:
            error = errors.interrupted(event.received)
        for end in self._ends.pop(event.turn, ()):
            if error is None:
                settle(end, self.last_usage)
            else:
                fail(end, error)
        self.advice.answered()

    def _refused(self, report: ErrorReport) -> None:
        error = refusals.from_report(report)
        if self._changes:
            fail(self._changes.pop(0), error)
        else:
            self.sound.order.call(self.callbacks.on_error, error)

    def lost(self, closure: Closure) -> None:
        for change in self._changes:
            fail(change, errors.settings_unconfirmed())
        self._changes.clear()
        if is_refusal(closure) and not self._ends:
            self.sound.order.call(self.callbacks.on_error, refusals.from_closure(closure))

    def unreachable(self, error: SpeechError) -> None:
        self._failure = error

    def restarting(self, error: ServerRestarting) -> None:
        self.sound.order.call(self.callbacks.on_server_restart, error)
