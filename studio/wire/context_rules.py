"""A client's rules for the endpoint with contexts: what to send, what to believe, what to give up.

No socket, no clock, no task. Every context is on its own: its faults, its proof, its end. A context
that failed is closed at once, so that nothing late can be taken for what is asked next, and comes to
life again with its voice when it is next spoken to.
"""

from __future__ import annotations

from collections.abc import Iterator

from studio.wire import faults, limits
from studio.wire.context import Leaving
from studio.wire.context_clock import ContextClock
from studio.wire.context_ear import ContextEar
from studio.wire.context_keeper import ContextKeeper
from studio.wire.events import (
    Event,
    Reconnect,
    SettingsRefused,
    SettingsUnanswered,
)
from studio.wire.farewell import Farewell
from studio.wire.faults import Closure
from studio.wire.messages import (
    AudioFrame,
    ChunkComplete,
    ClientMessage,
    CloseSocket,
    ContextClosed,
    ContextCreated,
    ContextTimeout,
    ErrorReport,
    Final,
    Flush,
    GenerationStarted,
    Interrupted,
    KeepAlive,
    Progress,
    ServerMessage,
    SessionClosed,
    SettingsUpdated,
    WordTimings,
)
from studio.wire.patience import PATIENT, Patience
from studio.wire.session_settings import SessionSettings, is_about_settings
from studio.wire.settings import LiveSettings, Settings
from studio.wire.spoken_text import spoken


class ContextRules:
    def __init__(self, settings: Settings, patience: Patience = PATIENT) -> None:
        self._settings = SessionSettings(settings, patience.acknowledgement)
        self._keeper = ContextKeeper(self._settings)
        self._lives = self._keeper.lives
        self._outbox = self._keeper.outbox
        self._clock = ContextClock(self._keeper, patience)
        self._ear = ContextEar(self._keeper, self._clock, patience)
        self._now = 0.0
        self._connected = False
        self._farewell = Farewell(patience.acknowledgement)

    # --- what the caller does ----------------------------------------------------------------

    @property
    def is_over(self) -> bool:
        """Whether everything was said and heard, after `finish`."""
        return self._farewell.is_over

    @property
    def ids(self) -> frozenset[str]:
        """The contexts that take text."""
        return self._lives.taking_text

    @property
    def strays(self) -> int:
        """Frames of sound that belonged to nothing that was asked for."""
        return self._ear.strays

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

    def is_cut_off(self, id: str) -> bool:
        """Whether the end of a barge-in is still to be told."""
        return any(context.leaving is Leaving.CUT_OFF for context in self._lives.of(id))

    def create(self, id: str, settings: Settings, now: float) -> None:
        """Open the context with `settings` over the session's. One that is open stays as it is."""
        self._now = now
        if not self.is_open(id):
            self._lives.remember(id, settings)
            self._outbox.create(self._keeper.open(id, now))

    def send(self, id: str, text: str, flush: bool, now: float) -> int | None:
        """Text for the context, opened as it was before if need be. The part to wait for, if flushed."""
        self._now = now
        turn = None
        for message in spoken(text, flush, id):
            turn = self._keeper.say(self._keeper.open(id, now), message)
        if not flush:
            return None
        return turn or self.flush(id, now)

    def flush(self, id: str, now: float) -> int | None:
        """Ask for what the context was given; None when nothing is outstanding."""
        self._now = now
        context = self._lives.open(id)
        if context is None or not context.parts:
            return None
        if context.open_part() is not None:
            self._keeper.say(context, Flush(id))
        return context.parts[-1].turn

    def close(self, id: str, immediate: bool, now: float) -> list[Event]:
        """End the context after what it was given, or at once."""
        self._now = now
        events: list[Event] = []
        if immediate:
            for context in self._lives.of(id):
                events += self._keeper.cut_off(context, now)
        elif (open_life := self._lives.open(id)) is not None:
            events += self._keeper.close(open_life, now)
        return self._and_goodbye(events)

    def keep_alive(self, id: str, now: float) -> None:
        self._now = now
        context = self._lives.open(id)
        if context is not None and context.create_is_queued:
            self._outbox.say_to(context, KeepAlive(id))

    def hold(self, id: str, is_held: bool) -> None:
        """Begin no further part while nobody takes the context's sound."""
        context = self._lives.open(id)
        if context is not None:
            context.is_held = is_held

    def update_settings(self, changes: LiveSettings, now: float) -> None:
        self._now = now
        self._outbox.say(self._settings.ask(changes, now))

    def finish(self, now: float) -> list[Event]:
        """Close every context after what it was given, then the session."""
        self._farewell.wish()
        events = [event for id in self.ids for event in self.close(id, False, now)]
        return self._and_goodbye(events)

    @property
    def needs_connection(self) -> bool:
        return self._keeper.may_speak

    def connected(self, now: float) -> None:
        self._now = now
        self._connected = True

    def messages_to_send(self) -> list[ClientMessage]:
        if not self._connected or not self._outbox:
            return []
        return self._keeper.messages_to_send(self._now)

    def disconnected(self, closure: Closure, now: float) -> list[Event]:
        """Sort out what is lost, what may be said again, and what was never said."""
        self._now = now
        self._connected = False
        self._settings.forget()
        events = self._keeper.lose_connection(closure)
        self._farewell.answered()
        restarting = faults.is_restart(closure)
        is_leaving = self._farewell.is_wished and not self._outbox
        if self._keeper.may_speak or (restarting and not is_leaving):
            delay = faults.restart_delay(closure) if restarting else 0.0
            events.append(Reconnect(delay, restarting))
        return self._and_goodbye(events)

    def unreachable(self, now: float) -> list[Event]:
        """No connection can be had: everything unsaid fails, and nothing waits any more."""
        self._now = now
        self._settings.forget()
        return self._and_goodbye(self._keeper.fail_all())

    # --- what the server says ----------------------------------------------------------------

    def receive(self, message: ServerMessage, now: float) -> list[Event]:
        self._now = now
        match message:
            case AudioFrame():
                return self._ear.hear(message, now)
            case GenerationStarted() | ChunkComplete() | WordTimings() | Progress():
                return self._ear.hear_about(message, now)
            case Final():
                return self._ear.final(message, now)
            case Interrupted():
                return self._ear.interrupted(message, now)
            case ContextCreated() | ContextClosed() | ContextTimeout():
                return self._and_goodbye(self._ear.life_changed(message, now))
            case ErrorReport():
                return self._error(message)
            case SettingsUpdated():
                if not self._settings.is_asking:
                    return []
                self._settings.confirmed()
            case SessionClosed():
                self._farewell.answered()
        return [message]

    def refused(self, context_id: str | None) -> None:
        """Something came that nobody can read; it may have been sound."""
        self._ear.refused(context_id)

    def _error(self, message: ErrorReport) -> list[Event]:
        if message.context_id is not None:
            return self._ear.error(message, self._now)
        is_idle = not any(context.parts for context in self._lives)
        if self._settings.is_asking and (is_idle or is_about_settings(message)):
            self._settings.refused()
            return [SettingsRefused(message)]
        if not faults.is_about_account(message):
            return [message]
        return self._ear.refuse_all(message, self._now) or [message]

    def deadline(self) -> float | None:
        """When `tick` has something to do, unless something is received before."""
        return min(self._deadlines(), default=None) if self._connected else None

    def _deadlines(self) -> Iterator[float]:
        yield from self._clock.limits()
        for deadline in (self._settings.deadline, self._farewell.deadline):
            if deadline is not None:
                yield deadline

    def tick(self, now: float) -> list[Event]:
        """Give up what has been waited for long enough."""
        self._now = now
        if not self._connected:
            return []
        events = self._clock.tick(now)
        while self._settings.give_up(now):
            events.append(SettingsUnanswered())
        self._farewell.give_up(now)
        return self._and_goodbye(events)

    def _and_goodbye(self, events: list[Event]) -> list[Event]:
        """Once the last context of an ending session is gone, the session ends too."""
        if self._farewell.is_due and not self._lives:
            if self._connected:
                self._farewell.say(self._now)
                self._outbox.say(CloseSocket())
            else:
                self._farewell.skip()
        return events
