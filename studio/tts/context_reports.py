"""Turns what the rules tell of contexts into callbacks, sound, usage and answers, context by context."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from studio.tts import errors, refusals
from studio.tts.audio_chunk import chunk_of, timestamps_of
from studio.tts.callback_order import CallbackOrder
from studio.tts.callbacks import MultiContextCallbacks
from studio.tts.change_answers import ChangeAnswers
from studio.tts.context_answers import ContextAnswers
from studio.tts.errors import ServerRestarting, SpeechError
from studio.tts.flush_advice import FlushAdvice
from studio.tts.sound_output import SoundOutput, Untaken
from studio.tts.usage import SessionUsage, usage_of
from studio.wire.events import ContextGone, CutOff, Ended, Event, Heard, NotCreated
from studio.wire.faults import NOTHING_RECEIVED, Closure, is_refusal
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
    WordTimings,
)

_MOST_KEPT = 100


class ContextReport:
    """What one context id reports to."""

    def __init__(self, sound: SoundOutput) -> None:
        self.sound = sound
        self.answers = ContextAnswers()
        self.advice = FlushAdvice()
        self.heard = 0
        """The part of which something was heard last."""
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
        self.changes = ChangeAnswers()
        self._untaken = Untaken()
        self.usage: dict[str, SessionUsage] = {}
        self.session_id: str | None = None
        self._heard_before = 0.0
        self._heard_here = 0.0
        """Seconds of sound over this connection; those before are counted apart."""
        self._hold = hold
        self._cut_off = cut_off
        self._is_known = is_known
        self._contexts: dict[str, ContextReport] = {}
        self._order = CallbackOrder(lambda _: None)
        self._failure: SpeechError | None = None

    def tell(self, callbacks: MultiContextCallbacks) -> None:
        """Call these back from now on."""
        self.callbacks = callbacks
        for report in self._contexts.values():
            report.sound.on_chunk = callbacks.on_chunk

    def of(self, context_id: str) -> ContextReport:
        """The report of a context that is, or is about to be, open."""
        report = self._contexts.get(context_id)
        if report is None:
            sound = SoundOutput(
                self.callbacks.on_chunk,
                lambda is_held: self._hold(context_id, is_held),
                self._untaken,
            )
            report = self._contexts[context_id] = ContextReport(sound)
        return report

    @property
    def total_seconds(self) -> float:
        """All that came, over every connection; the server's own count where it gave one."""
        return self._heard_before + self._heard_here

    def known(self, context_id: str) -> ContextReport | None:
        return self._contexts.get(context_id)

    def drop_what_waits(self, context_id: str, *, tell: bool) -> None:
        """Sound that came is not to be heard any more; `tell` it where no end of a barge-in will."""
        report = self.known(context_id)
        error = errors.interrupted(NOTHING_RECEIVED)
        if report is not None and report.sound.silence(error) and tell:
            self._tell(context_id, self.callbacks.on_interrupted)

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
            case NotCreated(context_id):
                error = errors.context_unconfirmed(context_id)
                self._contexts[context_id].answers.created(error)
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
            case Notice(text):
                self._order.call(self.callbacks.on_warning, text)
            case SessionClosed(total):
                self._heard_here = total or self._heard_here
            case _:
                self.changes.handle(event)

    def _hear(self, event: Heard) -> None:
        context_id = event.frame.context_id or ""
        report = self._contexts[context_id]
        if event.turn <= report.over:
            return
        chunk = chunk_of(event.frame)
        self._heard_here += chunk.duration_seconds
        report.heard = event.turn
        report.sound.hear(chunk)
        if self._untaken.is_too_much:
            self._give_up_the_fullest()

    def _give_up_the_fullest(self) -> None:
        contexts = self._contexts.items()
        context_id, report = max(contexts, key=lambda each: each[1].sound.waiting_seconds)
        error = errors.not_taken(report.sound.waiting_seconds)
        report.sound.give_up_what_waits(error)
        self._tell_error(error, context_id)
        if report.heard > report.over:
            report.over = report.heard
            report.sound.end(error, is_dropped=True)
            self._cut_off(context_id)

    def _ended(self, event: Ended) -> None:
        assert event.context_id is not None
        report = self._contexts[event.context_id]
        error = None
        if event.fault is not None:
            error = refusals.from_fault(event.fault, event.received, self._failure)
            report.answers.created(error)
            self._tell_error(error, event.context_id)
        if event.cut_off:
            error = errors.interrupted(event.received)
        if event.turn > report.over:
            report.over = event.turn
            report.sound.end(error, is_dropped=event.cut_off)
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
        context = self.known(report.context_id or "")
        if context is not None:
            context.answers.created(error)
        self._tell_error(error, report.context_id)

    def lost(self, closure: Closure) -> None:
        self.changes.fail_all(errors.settings_unconfirmed())
        self._heard_before, self._heard_here = self.total_seconds, 0.0
        if is_refusal(closure):
            error = refusals.from_closure(closure)
            self._fail_creations(error)
            self._tell_error(error, None)

    def unreachable(self, error: SpeechError) -> None:
        self._failure = error
        self.changes.fail_all(error)
        self._fail_creations(error)
        self._tell_error(error, None)

    def _fail_creations(self, error: SpeechError) -> None:
        for report in self._contexts.values():
            report.answers.created(error)

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
        """Wait for the contexts' callbacks, then call the last of all; sound that was lost
        behind one that is stuck is told."""
        ends = (self._finish(*each, seconds) for each in self._contexts.items())
        await asyncio.gather(*ends)
        last(self._order)
        await self._order.finished(seconds)

    async def _finish(self, context_id: str, report: ContextReport, seconds: float) -> None:
        lost = await report.sound.order.finished(seconds)
        if lost:
            self._tell_error(errors.not_taken(lost), context_id)
            await report.sound.order.finished(seconds)
