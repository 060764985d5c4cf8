"""The rules of `/ws/tts/multi`: up to twenty contexts, each its own text, voice and sound.

No socket, clock or task. What one context is lies in `context`; here is what a client may say to
which, and what it is told.
"""

from __future__ import annotations

from collections.abc import Callable

from studio.server.context import Context, ContextState
from studio.server.context_bindings import ContextBindings
from studio.server.dictionaries import DictionaryShelf
from studio.server.live_contexts import LiveContexts
from studio.server.pieces import PieceWanted
from studio.server.rules import (
    UNSPOKEN_CHARACTERS,
    Outgoing,
    earliest,
    error_report,
    too_much_waiting,
)
from studio.server.speech import Milestone, Speech
from studio.server.speech_settings import (
    Refusal,
    live_part,
    settings_from,
    with_newer_format,
)
from studio.server.worker_pipe import Sound, Spoken
from studio.wire import codes, limits
from studio.wire.messages import (
    Cancel,
    ClientMessage,
    CloseContext,
    CloseSocket,
    Configure,
    ContextClosed,
    ContextCreated,
    ContextTimeout,
    EndTurn,
    Final,
    Flush,
    Interrupted,
    KeepAlive,
    SessionClosed,
    SessionStarted,
    SettingsUpdated,
    Speak,
    UpdateSettings,
)
from studio.wire.settings import NOTHING_SET, Settings, merged

CLOSING_SECONDS = 5.0
"""How long admitted text may still take once the client wants the connection closed."""


class ContextRules:
    """One connection's contexts. `has_undelivered` says whether sound of a speech still waits to be
    taken by the client: such a context is not idle."""

    def __init__(
        self, session_id: str, has_undelivered: Callable[[Speech], bool], shelf: DictionaryShelf
    ) -> None:
        self.outgoing = Outgoing()
        self._session_id: str | None = session_id
        self._has_undelivered = has_undelivered
        self._settings = Settings()
        self._contexts = LiveContexts()
        self._bindings = ContextBindings(shelf)
        self._audio_seconds = 0.0
        self._closing_at: float | None = None
        self._over = False

    # --- what the client says -------------------------------------------------------------------

    def receive(self, message: ClientMessage, now: float) -> None:
        if self._closing_at is not None:
            return
        match message:
            case Speak(text, flush, context_id, settings):
                self._configure(settings)
                if context_id is not None:
                    self._speak(context_id, text, flush, settings, now)
                elif text.strip() or flush:
                    self._refuse("text needs a context_id", None)
            case Flush(context_id, settings):
                self._configure(settings)
                self._flush(context_id, now)
            case Configure(settings):
                self._configure(settings)
            case KeepAlive(context_id):
                if (context := self._contexts.get(context_id)) is not None:
                    context.touch(now)
            case CloseContext(context_id, immediate):
                self._close(context_id, immediate, now)
            case Cancel(context_id):
                self._cancel(context_id, now)
            case UpdateSettings(changes):
                self._settings = merged(self._settings, settings_from(changes))
                self.outgoing.say(SettingsUpdated(live_part(self._settings)))
            case CloseSocket():
                self._close_socket(now)
            case EndTurn():
                pass

    def _configure(self, newer: Settings) -> None:
        if newer is not NOTHING_SET:
            self._settings = merged(with_newer_format(self._settings, newer), newer)

    def _refuse(self, text: str, context_id: str | None) -> None:
        self.outgoing.say(error_report(Refusal(codes.VALIDATION_ERROR, text), context_id))

    def _speak(
        self, context_id: str, text: str, flush: bool, settings: Settings, now: float
    ) -> None:
        context = self._contexts.get(context_id)
        if context is None:
            context = self._create(context_id, settings, now)
            if context is None:
                return
        elif context.state is ContextState.CLOSING:
            self._refuse("this context is being closed", context_id)
            return
        context.touch(now)
        self._text(context, text, now)
        if flush:
            self._flush(context_id, now)

    def _create(self, context_id: str, settings: Settings, now: float) -> Context | None:
        try:
            self._contexts.make_room()
            bound = self._bindings.bind(context_id, settings, self._settings)
        except Refusal as refusal:
            self.outgoing.say(error_report(refusal, context_id))
            return None
        inactivity = self._settings.inactivity_timeout or limits.DEFAULT_INACTIVITY_TIMEOUT
        context = Context(context_id, bound, inactivity, now)
        self._contexts.add(context)
        if self._session_id is not None:
            self.outgoing.say(SessionStarted(self._session_id))
            self._session_id = None
        self.outgoing.say(ContextCreated(context_id))
        return context

    def _text(self, context: Context, text: str, now: float) -> None:
        if not text.strip() and (context.speech is None or not context.speech.waiting_characters):
            return
        if context.settings is None:
            if not context.was_refused:
                context.was_refused = True
                refusal = Refusal(codes.MISSING_VOICE_ID, "voice_id is required")
                self.outgoing.say(error_report(refusal, context.id))
            return
        if self._contexts.waiting_characters + len(text) > UNSPOKEN_CHARACTERS:
            self._drop_speech(context)
            self.outgoing.say(error_report(too_much_waiting(), context.id))
            return
        context.speech_for_text(now).append(text, now)
        self._advance(context)

    def _flush(self, context_id: str | None, now: float) -> None:
        context = self._contexts.get(context_id)
        if context is None:
            self._refuse("flush needs a context that exists", context_id)
        elif context.state is ContextState.CLOSING:
            self._refuse("this context is being closed", context_id)
        else:
            context.touch(now)
            context.was_refused = False
            if context.finish(Milestone.FLUSHED, now):
                self.outgoing.say(Final(context.id))
            self._advance(context)

    def _close(self, context_id: str, immediate: bool, now: float) -> None:
        context = self._contexts.get(context_id)
        if context is None:
            self.outgoing.say(ContextClosed(context_id))
        elif immediate:
            self._drop_speech(context)
            self._tell_closed(context)
        elif context.state is ContextState.OPEN:
            context.state = ContextState.CLOSING
            if context.finish(Milestone.CLOSED, now):
                self._tell_drained(context)
            self._advance(context)

    def _cancel(self, context_id: str | None, now: float) -> None:
        named = self._contexts.get(context_id)
        cancelled = self._contexts.open() if context_id is None else [named] if named else []
        for context in cancelled:
            self._drop_speech(context)
            context.touch(now)
            context.was_refused = False
        self.outgoing.say(Interrupted(context_id))
        if named is not None and named.state is ContextState.CLOSING:
            self._tell_closed(named)

    def _close_socket(self, now: float) -> None:
        self._closing_at = now
        for context in self._contexts.open():
            context.state = ContextState.CLOSING
            if context.is_at_work and context.speech is not None:
                context.speech.drop_held_text()
                context.finish(Milestone.CLOSED, now)
            else:
                self._drop_speech(context)
                self._tell_closed(context)
        self._end_when_closed()

    # --- what the engine says -------------------------------------------------------------------

    def heard(self, speech: Speech, piece: PieceWanted, sound: Sound, now: float) -> None:
        speech.hear(piece, sound, now)
        self.outgoing.tell_of(speech)

    def ended(
        self, speech: Speech, piece: PieceWanted, report: Spoken | Refusal, now: float
    ) -> None:
        speech.end(piece, report, now)
        context = self._contexts.of(speech)
        context.touch(now)
        if speech.failure is None:
            self._advance(context)
            return
        self._drop_speech(context)
        self.outgoing.say(error_report(speech.failure, context.id))
        if context.state is ContextState.CLOSING:
            self._tell_closed(context)
            self._end_when_closed()

    def _advance(self, context: Context) -> None:
        speech = context.speech
        if speech is None:
            return
        while True:
            self.outgoing.tell_of(speech)
            reached = speech.reached()
            if not reached:
                return
            for milestone in reached:
                if milestone is Milestone.CLOSED:
                    self._tell_drained(context)
                    self._end_when_closed()
                    return
                self.outgoing.say(Final(context.id))

    def _tell_drained(self, context: Context) -> None:
        self.outgoing.say(Final(context.id))
        self._tell_closed(context)

    def _tell_closed(self, context: Context) -> None:
        self._contexts.remove(context)
        usage = context.usage()
        self._audio_seconds += (usage.audio_seconds or 0.0) if usage else 0.0
        self.outgoing.say(ContextClosed(context.id, usage))

    def _end_when_closed(self) -> None:
        if self._closing_at is not None and not len(self._contexts) and not self._over:
            self._over = True
            self.outgoing.say(SessionClosed(total_audio_seconds=round(self._audio_seconds, 6)))

    def _drop_speech(self, context: Context) -> None:
        speech = context.drop_speech()
        if speech is not None:
            self.outgoing.silence(speech)

    # --- time -----------------------------------------------------------------------------------

    def tick(self, now: float) -> None:
        for context in self._contexts:
            if context.speech is not None:
                context.speech.tick(now)
                self._advance(context)
            self._look_for_idleness(context, now)
        if self._closing_at is not None and now >= self._closing_at + CLOSING_SECONDS:
            for context in self._contexts:
                self._drop_speech(context)
                self._tell_closed(context)
            self._end_when_closed()

    def _look_for_idleness(self, context: Context, now: float) -> None:
        deadline = context.idle_deadline()
        if deadline is None or now < deadline or self._contexts.get(context.id) is not context:
            return
        if context.speech is not None and self._has_undelivered(context.speech):
            context.touch(now)
            return
        self.outgoing.say(ContextTimeout(context.id))
        self._drop_speech(context)
        self._tell_closed(context)

    def deadline(self) -> float | None:
        closing = None if self._closing_at is None else self._closing_at + CLOSING_SECONDS
        return earliest((closing if len(self._contexts) else None, self._contexts.deadline()))

    # --- how it stands --------------------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        return self._contexts.is_at_work

    @property
    def is_over(self) -> bool:
        return self._over
