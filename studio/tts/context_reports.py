"""Turns what the rules tell of contexts into callbacks, sound, usage and answers, context by context."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from studio.tts import errors, refusals
from studio.tts.audio_chunk import chunk_of, timestamps_of
from studio.tts.callback_order import CallbackOrder, finished
from studio.tts.callbacks import MultiContextCallbacks
from studio.tts.context_answers import ContextAnswers
from studio.tts.errors import ServerRestarting, SpeechError
from studio.tts.flush_advice import FlushAdvice
from studio.tts.futures import fail, quiet_future, settle
from studio.tts.sound_output import SoundOutput
from studio.tts.usage import SessionUsage, usage_of
from studio.wire.events import ContextGone, CutOff, Ended, Event, Heard, SettingsUnanswered
from studio.wire.faults import Closure, is_refusal
from studio.wire.messages import (
    ChunkComplete,
    ContextCreated,
    ContextTimeout,
    ErrorReport,
    Final,
    GenerationStarted,
    Notice,
    SessionClosed,
    SessionStarted,
    SettingsUpdated,
    WordTimings,
)

_MOST_KEPT = 100


class ContextReport:
    """What one context id reports to."""

    def __init__(self, sound: SoundOutput) -> None:
        self.sound = sound
        self.answers = ContextAnswers()
        self.advice = FlushAdvice()
        self.over = 0
        """The last part that is over: of it, and of those before, nothing is heard any more."""

    @property
    def is_done_with(self) -> bool:
        return self.sound.is_empty and self.sound.order.is_idle


class ContextReports:
    """`hold` and `cut_off` ask the session to give a context no more text, or to end it; `is_known`
    asks whether something of it may still come."""

    def __init__(
        self,
        hold: Callable[[str, bool], None],
        cut_off: Callable[[str], None],
        is_known: Callable[[str], bool],
    ) -> None:
        self.callbacks = MultiContextCallbacks()
        self.usage: dict[str, SessionUsage] = {}
        self.session_id: str | None = None
        self.total_seconds = 0.0
        self._hold = hold
        self._cut_off = cut_off
        self._is_known = is_known
        self._contexts: dict[str, ContextReport] = {}
        self._order = CallbackOrder(lambda _: None)
        self._changes: list[asyncio.Future[None]] = []
        self._failure: SpeechError | None = None

    def of(self, context_id: str) -> ContextReport:
        """The report of a context that is, or is about to be, open."""
        report = self._contexts.get(context_id)
        if report is None:
            sound = SoundOutput(
                self.callbacks.on_chunk, lambda is_held: self._hold(context_id, is_held)
            )
            report = self._contexts[context_id] = ContextReport(sound)
        return report

    def known(self, context_id: str) -> ContextReport | None:
        return self._contexts.get(context_id)

    def change(self) -> asyncio.Future[None]:
        """An answer to wait for: the next change of settings."""
        future: asyncio.Future[None] = quiet_future()
        self._changes.append(future)
        return future

    # --- what the conversation tells ---------------------------------------------------------

    def handle(self, event: Event) -> None:
        if type(event) is Heard:
            self._hear(event)
            return
        calls, tell = self.callbacks, self._tell
        match event:
            case Ended():
                self._ended(event)
            case ContextGone():
                self._gone(event)
            case CutOff(context_id):
                tell(context_id, calls.on_interrupted)
            case ContextCreated(context_id):
                self._contexts[context_id].answers.created()
                tell(context_id, calls.on_context_created)
            case GenerationStarted(chunk_id, text, context_id):
                tell(context_id, calls.on_generation_started, chunk_id, text)
            case WordTimings(words, chunk_id, context_id):
                tell(context_id, calls.on_word_timestamps, timestamps_of(words, chunk_id))
            case ChunkComplete(chunk_id, seconds, gen_ms, context_id):
                tell(context_id, calls.on_chunk_complete, chunk_id, seconds, gen_ms)
            case Final(context_id):
                tell(context_id, calls.on_final)
            case ContextTimeout(context_id):
                tell(context_id, calls.on_context_timeout)
            case _:
                self._about_the_session(event)

    def _about_the_session(self, event: Event) -> None:
        match event:
            case ErrorReport():
                self._refused(event)
            case SessionStarted(session_id):
                self.session_id = session_id
                self._order.call(self.callbacks.on_session_started, session_id)
            case SettingsUpdated():
                settle(self._changes.pop(0), None)
            case SettingsUnanswered():
                fail(self._changes.pop(0), errors.settings_unconfirmed())
            case Notice(text):
                self._order.call(self.callbacks.on_warning, text)
            case SessionClosed(total):
                self.total_seconds = total or self.total_seconds

    def _hear(self, event: Heard) -> None:
        context_id = event.frame.context_id or ""
        report = self._contexts[context_id]
        if event.turn <= report.over:
            return
        report.sound.hear(chunk_of(event.frame))
        if report.sound.is_too_full:
            error = errors.not_taken(report.sound.waiting_seconds)
            report.over = event.turn
            report.sound.end(error, is_dropped=True)
            self._tell_error(error, context_id)
            self._cut_off(context_id)

    def _ended(self, event: Ended) -> None:
        assert event.context_id is not None
        report = self._contexts[event.context_id]
        error = None
        if event.fault is not None:
            error = refusals.from_fault(event.fault, event.received, self._failure)
            report.answers.created(error)
            self._tell_error(error, event.context_id)
        if event.turn > report.over:
            report.over = event.turn
            report.sound.end(error, is_dropped=event.cut_off)
        if event.cut_off:
            error = errors.interrupted(event.received)
        report.answers.part_ended(event.turn, error)
        report.advice.answered()

    def _gone(self, event: ContextGone) -> None:
        context_id = event.context_id
        usage = None
        if event.usage is not None:
            usage = usage_of(event.usage)
            before = self.usage.get(context_id)
            self.usage[context_id] = usage if before is None else before + usage
        report = self._contexts[context_id]
        report.sound.nothing_more()
        report.answers.gone(self.usage.get(context_id))
        self._tell(context_id, self.callbacks.on_context_closed, usage)
        if len(self._contexts) > _MOST_KEPT:
            self._forget_those_done_with()

    def _forget_those_done_with(self) -> None:
        for context_id, report in tuple(self._contexts.items()):
            if report.is_done_with and not self._is_known(context_id):
                del self._contexts[context_id]

    def _refused(self, report: ErrorReport) -> None:
        error = refusals.from_report(report)
        if report.context_id is None and self._changes:
            fail(self._changes.pop(0), error)
            return
        context = self.known(report.context_id or "")
        if context is not None:
            context.answers.created(error)
        self._tell_error(error, report.context_id)

    def lost(self, closure: Closure) -> None:
        for change in self._changes:
            fail(change, errors.settings_unconfirmed())
        self._changes.clear()
        if is_refusal(closure):
            self._tell_error(refusals.from_closure(closure), None)

    def unreachable(self, error: SpeechError) -> None:
        self._failure = error
        for report in self._contexts.values():
            report.answers.created(error)
        self._tell_error(error, None)

    def restarting(self, error: ServerRestarting) -> None:
        self._order.call(self.callbacks.on_server_restart, error)

    # --- callbacks ---------------------------------------------------------------------------

    def _tell(self, context_id: str | None, callback: Any, *values: object) -> None:
        report = self.known(context_id or "")
        if report is not None:
            report.sound.order.call(callback, context_id, *values)

    def _tell_error(self, error: SpeechError, context_id: str | None) -> None:
        report = self.known(context_id or "")
        order = self._order if report is None else report.sound.order
        order.call(self.callbacks.on_error, error, context_id)

    async def finish(self, last: Callable[[CallbackOrder], None], seconds: float) -> None:
        """Wait for the contexts' callbacks, then call the last of all; those too slow are stopped."""
        orders = [report.sound.order for report in self._contexts.values()]
        await finished(orders, seconds)
        last(self._order)
        await finished([self._order], seconds)
