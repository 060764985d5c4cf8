"""A client's rules for the endpoint with contexts: what to send, what to believe, what to give up.

No socket, no clock, no task. Every context is on its own: its faults, its proof, its end. A context
that failed is closed at once, so that nothing late can be taken for what is asked next, and comes to
life again with its voice when it is next spoken to.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from studio.wire import faults, limits
from studio.wire.context import Context, Leaving, Part
from studio.wire.context_outbox import ContextOutbox
from studio.wire.events import (
    ContextGone,
    CutOff,
    Ended,
    Event,
    Heard,
    Reconnect,
    SettingsUnanswered,
)
from studio.wire.faults import Closure, Dropped, Fault, Refused, Restarting, Unproved, Unreachable
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
    UpdateSettings,
    Usage,
    WordTimings,
)
from studio.wire.patience import PATIENT, Patience
from studio.wire.plain_text import clean_text
from studio.wire.settings import NOTHING_SET, LiveSettings, Settings, merged, with_changes

_LATE_CLOSE_SECONDS = 1.0
"""A server may say nothing more after a time-out."""
_MOST_REMEMBERED = 1000


class ContextRules:
    def __init__(self, settings: Settings, patience: Patience = PATIENT) -> None:
        self._settings = settings
        self._patience = patience
        self._lives: dict[str, list[Context]] = {}
        """By id, oldest life first: that one the server knows, later ones wait for its end."""
        self._used_ids: set[str] = set()
        self._remembered: dict[str, Settings] = {}
        self._outbox = ContextOutbox()
        self._now = 0.0
        self._last_sound = 0.0
        self._turns = 0
        self._connected = False
        self._asked: deque[tuple[float, LiveSettings]] = deque()
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
        return frozenset(id for id, lives in self._lives.items() if lives[-1].leaving is None)

    def is_known(self, id: str) -> bool:
        """Whether something of the context may still come."""
        return id in self._lives

    @property
    def is_full(self) -> bool:
        return len(self.ids) >= limits.CONTEXTS_PER_CONNECTION

    def create(self, id: str, settings: Settings, now: float) -> None:
        """Open the context with `settings` over the session's. One that is open stays as it is."""
        self._now = now
        if self._open_life(id) is None:
            self._remembered[id] = settings
            if len(self._remembered) > _MOST_REMEMBERED:
                del self._remembered[next(iter(self._remembered))]
            self._outbox.create(self._new_life(id))

    def send(self, id: str, text: str, flush: bool, now: float) -> int | None:
        """Text for the context, opened as it was before if need be. The part to wait for, if flushed."""
        self._now = now
        text = clean_text(text)
        if not text:
            return self.flush(id, now) if flush else None
        context = self._open_life(id) or self._new_life(id)
        part = context.open_part() or self._new_part(context)
        context.arrival.expect(text)
        self._say_part(context, part, Speak(text, flush, id))
        return part.turn if flush else None

    def flush(self, id: str, now: float) -> int | None:
        """Ask for what the context was given; None when nothing is outstanding."""
        self._now = now
        context = self._open_life(id)
        if context is None or not context.parts:
            return None
        part = context.parts[-1]
        if not part.is_flushed:
            self._say_part(context, part, Flush(id))
        return part.turn

    def close(self, id: str, immediate: bool, now: float) -> list[Event]:
        """End the context after what it was given, or at once."""
        self._now = now
        lives = tuple(self._lives.get(id, ()))
        if immediate:
            return [event for context in reversed(lives) for event in self._cut_off(context)]
        if not lives or lives[-1].leaving is not None:
            return []
        context = lives[-1]
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
        context = self._open_life(id)
        if context is not None and context.create_is_queued:
            self._outbox.say_to(context, KeepAlive(id))

    def hold(self, id: str, is_held: bool) -> None:
        """Give the context no more text while nobody takes its sound."""
        for context in self._lives.get(id, ()):
            context.is_held = is_held

    def update_settings(self, changes: LiveSettings, now: float) -> None:
        self._now = now
        self._asked.append((now, changes))
        self._outbox.say(UpdateSettings(changes))

    def finish(self, now: float) -> list[Event]:
        """Close every context after what it was given, then the session."""
        self._is_ending = True
        events = [event for id in tuple(self._lives) for event in self.close(id, False, now)]
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

    def _must_wait(self, context: Context, creates: bool) -> bool:
        if context is not self._lives[context.id][0]:
            return True
        if creates:
            taken = sum(lives[0].create_was_handed_out for lives in self._lives.values())
            return taken >= limits.CONTEXTS_PER_CONNECTION
        return context.is_held

    def disconnected(self, closure: Closure, now: float) -> list[Event]:
        """Sort out what is lost, what may be said again, and what was never said."""
        self._now = now
        self._connected = False
        self._asked.clear()
        self._outbox.forget_session()
        events: list[Event] = []
        for context in self._every_life():
            events += self._lose(context, closure)
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
        events: list[Event] = []
        parts = tuple(context.parts)
        for part in parts:
            may_repeat = faults.is_restart(closure) and not part.was_repeated
            if faults.is_refusal(closure) or (
                part.was_handed_out
                and (not may_repeat or (part is parts[0] and context.arrival.has_sound))
            ):
                events += context.end_part(_lost(closure))
            else:
                part.was_repeated = part.was_repeated or part.was_handed_out
                context.parts.rotate(-1)
        self._outbox.forget(context)
        context.start_anew()
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
        self._asked.clear()
        for context in self._every_life():
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
                context = self._at_server(context_id)
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
                if not self._asked:
                    return []
                _, changes = self._asked.popleft()
                self._settings = with_changes(self._settings, changes)
            case SessionClosed():
                self.is_over = self.is_over or self._goodbye_at is not None
        return [message]

    def _hear(self, frame: AudioFrame) -> list[Event]:
        lives = self._lives.get(frame.context_id or "")
        if lives is None or not lives[0].is_listening:
            self.strays += 1
            return []
        context = lives[0]
        placed = context.arrival.place(frame)
        if context.arrival.is_endless:
            return self._give_up(context, Unproved(faults.ENDLESS()))
        context.last_news = context.last_sign = self._last_sound = self._now
        turn = context.parts[0].turn
        return [Heard(piece, turn) for piece in placed if piece.samples]

    def _hear_about(
        self, message: GenerationStarted | ChunkComplete | WordTimings | Progress
    ) -> list[Event]:
        context = self._at_server(message.context_id)
        if context is None or not context.is_listening:
            return []
        if isinstance(message, Progress):
            if self._now - context.last_news < self._patience.slow_chunk:
                context.last_sign = self._now
            return []
        context.last_news = context.last_sign = self._now
        if isinstance(message, GenerationStarted):
            context.arrival.chunk_started(message.chunk_id)
        elif isinstance(message, ChunkComplete):
            context.arrival.chunk_ended(message)
        return [message]

    def _final(self, message: Final) -> list[Event]:
        context = self._at_server(message.context_id)
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
        context = self._at_server(message.context_id)
        if context is None or not context.create_was_handed_out:
            return []
        events: list[Event] = []
        if context.leaving is Leaving.CLOSING and context.parts:
            events += context.prove_part()
        events += context.end_parts(Unproved(faults.STOPPED_BY_SERVER()))
        return events + self._remove(context, message.usage)

    def _timed_out(self, message: ContextTimeout) -> list[Event]:
        context = self._at_server(message.context_id)
        if context is None or not context.create_was_handed_out or context.leaving is not None:
            return []
        self._outbox.forget(context)
        events = context.end_parts(Unproved(faults.STOPPED_BY_SERVER()))
        self._leave(context, Leaving.TIMED_OUT)
        return [message, *events]

    def _error(self, message: ErrorReport) -> list[Event]:
        if message.context_id is None:
            if self._asked:
                _, changes = self._asked.popleft()
                self._settings = with_changes(self._settings, changes)
            return [message]
        context = self._at_server(message.context_id)
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
        for lives in self._lives.values():
            limit = self._limit(lives[0])
            if limit is not None:
                yield limit
        if self._asked:
            yield self._asked[0][0] + self._patience.acknowledgement
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
        for lives in tuple(self._lives.values()):
            limit = self._limit(lives[0])
            if self._connected and limit is not None and limit <= now:
                events += self._run_out(lives[0])
        wait = self._patience.acknowledgement
        if self._asked and self._asked[0][0] + wait <= now:
            self._asked.popleft()
            events.append(SettingsUnanswered())
        if self._goodbye_at is not None and self._goodbye_at + wait <= now:
            self.is_over = True
        return events

    def _run_out(self, context: Context) -> list[Event]:
        if context.leaving not in (None, Leaving.CLOSING):
            return self._remove(context, is_confirmed=False)
        silence = faults.NO_PROGRESS(seconds=self._patience.progress)
        return self._give_up(context, Unproved(silence))

    # --- lives -------------------------------------------------------------------------------

    def _at_server(self, id: str | None) -> Context | None:
        lives = self._lives.get(id or "")
        return lives[0] if lives else None

    def _open_life(self, id: str) -> Context | None:
        lives = self._lives.get(id)
        return lives[-1] if lives and lives[-1].leaving is None else None

    def _every_life(self) -> list[Context]:
        return [context for lives in self._lives.values() for context in lives]

    def _new_life(self, id: str) -> Context:
        settings = merged(self._settings, self._remembered.get(id, NOTHING_SET))
        context = Context(id, settings, has_forebear=id in self._used_ids, now=self._now)
        self._used_ids.add(id)
        self._lives.setdefault(id, []).append(context)
        return context

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
        lives = self._lives[context.id]
        lives.remove(context)
        if not lives:
            del self._lives[context.id]
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


def _lost(closure: Closure) -> Fault:
    if faults.is_restart(closure):
        return Restarting(faults.restart_delay(closure))
    return Dropped(closure)
