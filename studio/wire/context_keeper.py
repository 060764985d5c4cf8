"""Moves contexts from one state of their lives to the next: opened, spoken to, left, given up, gone.

`context_rules` says when; here is what follows, for the context and for what is still to be said.
"""

from __future__ import annotations

from studio.wire import faults, limits
from studio.wire.context import Context, Leaving, Part
from studio.wire.context_lives import ContextLives
from studio.wire.context_outbox import ContextOutbox, Entry
from studio.wire.events import ContextGone, CutOff, Event, NotCreated
from studio.wire.faults import Closure, Fault, Unproved, Unreachable
from studio.wire.messages import ClientMessage, CloseContext, Flush, Speak, Usage
from studio.wire.session_settings import SessionSettings


class ContextKeeper:
    """Contexts follow the `settings` of the session as they are when they are opened."""

    def __init__(self, settings: SessionSettings) -> None:
        self.settings = settings
        self.lives = ContextLives()
        self.outbox = ContextOutbox()
        self._parts = 0

    # --- what the caller wishes --------------------------------------------------------------

    def open(self, id: str, now: float) -> Context:
        """The life that takes text; a new one if there is none."""
        return self.lives.open(id) or self.lives.begin(id, self.settings.current, now)

    def say(self, context: Context, message: Speak | Flush) -> int:
        """Give the context's open part, or a new one, something more; the part's turn."""
        part = context.open_part()
        if part is None:
            self._parts += 1
            part = Part(self._parts)
            context.parts.append(part)
        part.take(message)
        if isinstance(message, Speak):
            context.arrival.expect(message.text)
        self.outbox.say_to(context, message, part)
        return part.turn

    def close(self, context: Context, now: float) -> list[Event]:
        """After what it was given. Its sound is wanted to the end, whoever takes it or not."""
        if not context.create_was_handed_out and not context.parts:
            return self.remove(context)
        context.leave(Leaving.CLOSING, now)
        context.is_held = False
        for part in context.parts:
            part.is_flushed = True
        self.outbox.say_to(context, CloseContext(context.id))
        return []

    def cut_off(self, context: Context, now: float) -> list[Event]:
        """At once, and for good."""
        if context.leaving not in (None, Leaving.CLOSING):
            return []
        events = context.end_parts(None, cut_off=True)
        if not context.create_was_handed_out:
            if events:
                context.leave(Leaving.CUT_OFF, now)
            return [*events, *self.remove(context)]
        self._drop(context, Leaving.CUT_OFF, now)
        return events

    # --- what became of it -------------------------------------------------------------------

    def give_up(self, context: Context, fault: Fault | None, now: float) -> list[Event]:
        """Close what can no longer be believed; its sound counts for nothing from now on."""
        events = context.end_parts(fault)
        self._drop(context, Leaving.GIVEN_UP, now)
        return events

    def _drop(self, context: Context, leaving: Leaving, now: float) -> None:
        self.outbox.forget(context)
        self.outbox.say(CloseContext(context.id, immediate=True))
        context.leave(leaving, now)

    def run_out(self, context: Context, seconds: float, now: float) -> list[Event]:
        """The server kept silent about it for too long."""
        if context.leaving not in (None, Leaving.CLOSING):
            return self.remove(context, is_confirmed=False)
        return self.give_up(context, Unproved(faults.NO_PROGRESS(seconds=seconds)), now)

    def time_out(self, context: Context, now: float) -> list[Event]:
        """The server closed it for being idle; text that was not said yet gets a new life."""
        self.outbox.forget(context)
        context.leave(Leaving.TIMED_OUT, now)
        unsaid = [part for part in context.parts if not part.was_handed_out]
        if unsaid:
            heir = self.lives.begin(context.id, self.settings.current, now)
            heir.is_held = context.is_held
            for part in unsaid:
                context.parts.remove(part)
                heir.give(part)
                self.outbox.repeat(heir, part)
        return context.end_parts(Unproved(faults.STOPPED_BY_SERVER()))

    def remove(
        self, context: Context, usage: Usage | None = None, *, is_confirmed: bool = True
    ) -> list[Event]:
        """The server is done with it; a later life of its id may begin."""
        self.lives.end(context)
        self.outbox.forget(context)
        gone = ContextGone(context.id, usage)
        if context.leaving is Leaving.CUT_OFF:
            return [CutOff(context.id, is_confirmed), gone]
        return [gone]

    # --- the connection ----------------------------------------------------------------------

    @property
    def may_speak(self) -> bool:
        """Whether there is something to say that need not wait."""
        return self.outbox.has_ready(self._must_wait)

    def messages_to_send(self, now: float) -> list[ClientMessage]:
        entries = self.outbox.hand_out(self._must_wait, now)
        for entry in entries:
            if entry.context is not None:
                entry.context.last_news = entry.context.last_sign = now
        return [entry.message for entry in entries]

    def _must_wait(self, context: Context, entry: Entry) -> bool:
        if context is not self.lives.at_server(context.id):
            return True
        if entry.creates:
            no_place = self.lives.places_taken >= limits.CONTEXTS_PER_CONNECTION
            return no_place or context.is_held
        return context.is_held and entry.part is not None and not entry.part.was_handed_out

    def lose_connection(self, closure: Closure) -> list[Event]:
        """Sort out what is lost, what may be said again, and what was never said."""
        self.outbox.forget_session()
        self.lives.forget_connection()
        return [event for context in self.lives for event in self._lose(context, closure)]

    def _lose(self, context: Context, closure: Closure) -> list[Event]:
        if context.leaving not in (None, Leaving.CLOSING):
            return self.remove(context)
        self.outbox.forget(context)
        was_expected = context.create_is_queued and not context.is_confirmed
        events = context.lose_connection(closure)
        for part in context.parts:
            self.outbox.repeat(context, part)
        if context.leaving is Leaving.CLOSING:
            if not context.parts:
                return events + self.remove(context)
            self.outbox.say_to(context, CloseContext(context.id))
        elif was_expected and not context.parts:
            events.append(NotCreated(context.id))
        return events

    def fail_all(self) -> list[Event]:
        """No connection can be had: everything unsaid fails, and there are no contexts any more."""
        self.outbox.forget_session()
        events: list[Event] = []
        for context in self.lives:
            events += context.end_parts(Unreachable())
            events += self.remove(context)
        return events
