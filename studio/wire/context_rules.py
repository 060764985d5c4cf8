"""A client's rules for the endpoint with contexts: what to send, what to believe, what to give up.

No socket, no clock, no task. Every context is on its own: its faults, its proof, its end. A context
that failed is closed at once, so that nothing late can be taken for what is asked next, and comes to
life again with its voice when it is next spoken to.
"""

from __future__ import annotations

from collections.abc import Iterator

from studio.wire import faults, limits
from studio.wire.context import Context, Leaving, Part
from studio.wire.context_lives import ContextLives
from studio.wire.context_outbox import ContextOutbox, Entry
from studio.wire.events import (
    ContextGone,
    CutOff,
    Ended,
    Event,
    Reconnect,
    SettingsUnanswered,
)
from studio.wire.faults import Closure, Fault, Refused, Unproved, Unreachable
from studio.wire.messages import (
    AudioFrame,
    ChunkComplete,
    ClientMessage,
    CloseContext,
    CloseSocket,
    ContextClosed,
    ContextCreated,
    ContextTimeout,
    ErrorReport,
    Final,
    Flush,
    GenerationStarted,
    KeepAlive,
    Progress,
    ServerMessage,
    SessionClosed,
    SettingsUpdated,
    Speak,
    Usage,
    WordTimings,
)
from studio.wire.patience import PATIENT, Patience
from studio.wire.pending_changes import PendingChanges
from studio.wire.plain_text import clean_text
from studio.wire.settings import LiveSettings, Settings, with_changes

_LATE_CLOSE_SECONDS = 1.0
"""A server may say nothing more after a time-out."""


class ContextRules:
    def __init__(self, settings: Settings, patience: Patience = PATIENT) -> None:
        self._settings = settings
        self._patience = patience
        self._lives = ContextLives()
        self._outbox = ContextOutbox()
        self._now = 0.0
        self._last_sound = 0.0
        self._turns = 0
        self._connected = False
        self._changes = PendingChanges(patience.acknowledgement)
        self._is_ending = False
        self._goodbye_at: float | None = None
        self.is_over = False
        """Whether everything was said and heard, after `finish`."""
        self.strays = 0
        """Frames that belonged to nothing that was asked for."""

    # --- what the caller does ----------------------------------------------------------------

    @property
    def ids(self) -> frozenset[str]:
        """The contexts that take text."""
        return self._lives.taking_text

    def is_open(self, id: str) -> bool:
        """Whether the context takes text."""
        return self._lives.open(id) is not None

    @property
    def is_full(self) -> bool:
        """Whether no further id may be opened on this connection."""
        return self._lives.count_taking_text() >= limits.CONTEXTS_PER_CONNECTION

    def is_known(self, id: str) -> bool:
        """Whether something of the context may still come."""
        return id in self._lives

    def create(self, id: str, settings: Settings, now: float) -> None:
        """Open the context with `settings` over the session's. One that is open stays as it is."""
        self._now = now
        if self._lives.open(id) is None:
            self._lives.remember(id, settings)
            self._outbox.create(self._lives.begin(id, self._settings, now))

    def send(self, id: str, text: str, flush: bool, now: float) -> int | None:
        """Text for the context, opened as it was before if need be. The part to wait for, if flushed."""
        self._now = now
        text = clean_text(text)
        if not text:
            return self.flush(id, now) if flush else None
        context = self._lives.open(id) or self._lives.begin(id, self._settings, now)
        part = context.open_part() or self._new_part(context)
        context.arrival.expect(text)
        self._say_part(context, part, Speak(text, flush, id))
        return part.turn if flush else None

    def flush(self, id: str, now: float) -> int | None:
        """Ask for what the context was given; None when nothing is outstanding."""
        self._now = now
        context = self._lives.open(id)
        if context is None or not context.parts:
            return None
        part = context.parts[-1]
        if not part.is_flushed:
            self._say_part(context, part, Flush(id))
        return part.turn

    def close(self, id: str, immediate: bool, now: float) -> list[Event]:
        """End the context after what it was given, or at once."""
        self._now = now
        lives = self._lives.of(id)
        if immediate:
            return [event for context in reversed(lives) for event in self._cut_off(context)]
        context = self._lives.open(id)
        if context is None:
            return []
        if not context.create_was_handed_out and not context.parts:
            return self._remove(context)
        self._leave(context, Leaving.CLOSING)
        for part in context.parts:
            part.is_flushed = True
        self._outbox.say_to(context, CloseContext(id))
        return []

    def _cut_off(self, context: Context) -> list[Event]:
        if context.leaving not in (None, Leaving.CLOSING):
            return []
        events = context.end_parts(None, cut_off=True)
        if not context.create_was_handed_out:
            return [*events, *self._remove(context)]
        self._outbox.forget(context)
        self._outbox.say(CloseContext(context.id, immediate=True))
        self._leave(context, Leaving.CUT_OFF)
        return events

    def keep_alive(self, id: str, now: float) -> None:
        self._now = now
        context = self._lives.open(id)
        if context is not None and context.create_is_queued:
            self._outbox.say_to(context, KeepAlive(id))

    def hold(self, id: str, is_held: bool) -> None:
        """Begin no further part while nobody takes the context's sound."""
        for context in self._lives.of(id):
            context.is_held = is_held

    def update_settings(self, changes: LiveSettings, now: float) -> None:
        self._now = now
        self._outbox.say(self._changes.ask(changes, now))

    def finish(self, now: float) -> list[Event]:
        """Close every context after what it was given, then the session."""
        self._is_ending = True
        events = [event for id in self.ids for event in self.close(id, False, now)]
        self._say_goodbye()
        return events

    # --- the connection ----------------------------------------------------------------------

    @property
    def needs_connection(self) -> bool:
        return bool(self._outbox)

    def connected(self, now: float) -> None:
        self._now = now
        self._connected = True

    def messages_to_send(self) -> list[ClientMessage]:
        if not self._connected or not self._outbox:
            return []
        entries = self._outbox.hand_out(self._must_wait)
        for entry in entries:
            if entry.context is not None:
                entry.context.last_news = entry.context.last_sign = self._now
        return [entry.message for entry in entries]

    def _must_wait(self, context: Context, entry: Entry) -> bool:
        if context is not self._lives.at_server(context.id):
            return True
        if entry.creates:
            return self._lives.places_taken >= limits.CONTEXTS_PER_CONNECTION
        return context.is_held and entry.part is not None and not entry.part.was_handed_out

    def disconnected(self, closure: Closure, now: float) -> list[Event]:
        """Sort out what is lost, what may be said again, and what was never said."""
        self._now = now
        self._connected = False
        self._changes.forget()
        self._outbox.forget_session()
        self._lives.forget_connection()
        events = [event for context in self._lives for event in self._lose(context, closure)]
        if self._goodbye_at is not None:
            self.is_over = True
        elif self._outbox:
            restarting = faults.is_restart(closure)
            delay = faults.restart_delay(closure) if restarting else 0.0
            events.append(Reconnect(delay, restarting))
        self._say_goodbye()
        return events

    def _lose(self, context: Context, closure: Closure) -> list[Event]:
        """What the end of the connection means for one life of a context."""
        if context.leaving not in (None, Leaving.CLOSING):
            return self._remove(context)
        self._outbox.forget(context)
        events = context.lose_connection(closure)
        for part in context.parts:
            self._outbox.repeat(context, part)
        if context.leaving is Leaving.CLOSING:
            if not context.parts:
                return events + self._remove(context)
            self._outbox.say_to(context, CloseContext(context.id))
        return events

    def unreachable(self, now: float) -> list[Event]:
        """No connection can be had: everything unsaid fails, and nothing waits any more."""
        self._now = now
        events: list[Event] = []
        self._outbox = ContextOutbox()
        self._changes.forget()
        for context in self._lives:
            events += context.end_parts(Unreachable())
            if context.leaving is not None:
                events += self._remove(context)
            context.start_anew()
        self._say_goodbye()
        return events

    # --- what the server says ----------------------------------------------------------------

    def receive(self, message: ServerMessage, now: float) -> list[Event]:
        self._now = now
        match message:
            case AudioFrame():
                return self._hear(message)
            case GenerationStarted() | ChunkComplete() | WordTimings() | Progress():
                return self._hear_about(message)
            case Final():
                return self._final(message)
            case ContextCreated(context_id):
                context = self._lives.at_server(context_id)
                if context is None or not context.create_was_handed_out:
                    return []
                context.is_confirmed = True
                return [message]
            case ContextClosed():
                return self._closed(message)
            case ContextTimeout():
                return self._timed_out(message)
            case ErrorReport():
                return self._error(message)
            case SettingsUpdated():
                if not self._changes:
                    return []
                self._settings = with_changes(self._settings, self._changes.answered())
            case SessionClosed():
                self.is_over = self.is_over or self._goodbye_at is not None
        return [message]

    def _hear(self, frame: AudioFrame) -> list[Event]:
        context = self._lives.at_server(frame.context_id)
        if context is None or not context.is_listening:
            self.strays += 1
            return []
        events = context.hear(frame, self._now)
        self._last_sound = self._now
        if context.arrival.is_endless:
            return self._give_up(context, Unproved(faults.ENDLESS()))
        return events

    def _hear_about(
        self, message: GenerationStarted | ChunkComplete | WordTimings | Progress
    ) -> list[Event]:
        context = self._lives.at_server(message.context_id)
        if context is None or not context.is_listening:
            return []
        context.hear_about(message, self._now, self._patience.slow_chunk)
        return [] if isinstance(message, Progress) else [message]

    def _final(self, message: Final) -> list[Event]:
        context = self._lives.at_server(message.context_id)
        if context is None or not context.is_listening or not context.parts[0].is_flushed:
            self.strays += 1
            return []
        context.last_news = context.last_sign = self._now
        events = context.prove_part()
        last = events[-1]
        if isinstance(last, Ended) and last.fault is not None:
            return events + self._give_up(context, last.fault)
        return [message, *events]

    def _closed(self, message: ContextClosed) -> list[Event]:
        context = self._lives.at_server(message.context_id)
        if context is None or not context.create_was_handed_out:
            return []
        events: list[Event] = []
        if context.leaving is Leaving.CLOSING and context.parts:
            events += context.prove_part()
        events += context.end_parts(Unproved(faults.STOPPED_BY_SERVER()))
        return events + self._remove(context, message.usage)

    def _timed_out(self, message: ContextTimeout) -> list[Event]:
        context = self._lives.at_server(message.context_id)
        if context is None or not context.create_was_handed_out or context.leaving is not None:
            return []
        self._outbox.forget(context)
        self._leave(context, Leaving.TIMED_OUT)
        unsaid = [part for part in context.parts if not part.was_handed_out]
        if unsaid:
            heir = self._lives.begin(context.id, self._settings, self._now)
            heir.is_held = context.is_held
            for part in unsaid:
                context.parts.remove(part)
                heir.give(part)
                self._outbox.repeat(heir, part)
        return [message, *context.end_parts(Unproved(faults.STOPPED_BY_SERVER()))]

    def _error(self, message: ErrorReport) -> list[Event]:
        if message.context_id is None:
            if self._changes:
                self._changes.answered()
            return [message]
        context = self._lives.at_server(message.context_id)
        if context is None or context.leaving not in (None, Leaving.CLOSING):
            return []
        if context.parts:
            return self._give_up(context, Refused(message))
        return [message] if context.is_confirmed else [message, *self._give_up(context, None)]

    # --- time --------------------------------------------------------------------------------

    def deadline(self) -> float | None:
        """When `tick` has something to do, unless something is received before."""
        return min(self._deadlines(), default=None)

    def _deadlines(self) -> Iterator[float]:
        if not self._connected:
            return
        for context in self._lives.all_at_server():
            limit = self._limit(context)
            if limit is not None:
                yield limit
        if self._changes.deadline is not None:
            yield self._changes.deadline
        if self._goodbye_at is not None and not self.is_over:
            yield self._goodbye_at + self._patience.acknowledgement

    def _limit(self, context: Context) -> float | None:
        """Until when the server may keep silent about the context."""
        if context.leaving in (Leaving.CUT_OFF, Leaving.GIVEN_UP):
            return context.leaving_since + self._patience.cancel
        if context.leaving is Leaving.TIMED_OUT:
            return context.leaving_since + _LATE_CLOSE_SECONDS
        if context.is_awaited:
            return max(context.last_sign, self._last_sound) + self._patience.progress
        return None

    def tick(self, now: float) -> list[Event]:
        """Give up what has been waited for long enough."""
        self._now = now
        events: list[Event] = []
        for context in self._lives.all_at_server():
            limit = self._limit(context)
            if self._connected and limit is not None and limit <= now:
                events += self._run_out(context)
        if self._changes.give_up(now):
            events.append(SettingsUnanswered())
        if self._goodbye_at is not None:
            self.is_over = self._goodbye_at + self._patience.acknowledgement <= now
        return events

    def _run_out(self, context: Context) -> list[Event]:
        if context.leaving not in (None, Leaving.CLOSING):
            return self._remove(context, is_confirmed=False)
        silence = faults.NO_PROGRESS(seconds=self._patience.progress)
        return self._give_up(context, Unproved(silence))

    # --- contexts ----------------------------------------------------------------------------

    def _new_part(self, context: Context) -> Part:
        self._turns += 1
        part = Part(self._turns)
        context.parts.append(part)
        return part

    def _say_part(self, context: Context, part: Part, message: Speak | Flush) -> None:
        part.take(message)
        self._outbox.say_to(context, message, part)

    def _leave(self, context: Context, leaving: Leaving) -> None:
        context.leaving = leaving
        context.leaving_since = self._now

    def _give_up(self, context: Context, fault: Fault | None) -> list[Event]:
        """Close a context that can no longer be believed; its sound counts for nothing from now on."""
        events = context.end_parts(fault)
        self._outbox.forget(context)
        self._outbox.say(CloseContext(context.id, immediate=True))
        self._leave(context, Leaving.GIVEN_UP)
        return events

    def _remove(
        self, context: Context, usage: Usage | None = None, *, is_confirmed: bool = True
    ) -> list[Event]:
        """The server is done with the context; a later life of its id may begin."""
        self._lives.end(context)
        self._outbox.forget(context)
        events: list[Event] = []
        if context.leaving is Leaving.CUT_OFF:
            events.append(CutOff(context.id, is_confirmed))
        events.append(ContextGone(context.id, usage))
        self._say_goodbye()
        return events

    def _say_goodbye(self) -> None:
        if not self._is_ending or self._lives or self._goodbye_at is not None:
            return
        if self._connected:
            self._goodbye_at = self._now
            self._outbox.say(CloseSocket())
        else:
            self.is_over = True
