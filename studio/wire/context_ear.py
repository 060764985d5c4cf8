"""What the server says of contexts, and what follows for the one it is said of."""

from __future__ import annotations

from studio.wire import faults
from studio.wire.context import Context, Leaving
from studio.wire.context_clock import ContextClock
from studio.wire.context_keeper import ContextKeeper
from studio.wire.events import Ended, Event
from studio.wire.faults import Refused, Unproved
from studio.wire.messages import (
    AudioFrame,
    ChunkComplete,
    ContextClosed,
    ContextCreated,
    ContextTimeout,
    ErrorReport,
    Final,
    GenerationStarted,
    Interrupted,
    Progress,
    WordTimings,
)
from studio.wire.patience import Patience


class ContextEar:
    def __init__(self, keeper: ContextKeeper, clock: ContextClock, patience: Patience) -> None:
        self._keeper = keeper
        self._lives = keeper.lives
        self._clock = clock
        self._patience = patience
        self.strays = 0
        """Frames of sound that belonged to nothing that was asked for."""

    def _listening(self, id: str | None) -> Context | None:
        context = self._lives.at_server(id)
        return context if context is not None and context.is_listening else None

    def _named(self, id: str | None) -> list[Context]:
        """The context; without a name it may be any of them."""
        if id is None:
            return self._lives.all_at_server()
        context = self._lives.at_server(id)
        return [] if context is None else [context]

    def refused(self, id: str | None) -> None:
        """Something came that nobody can read; it may have been sound."""
        for context in self._named(id):
            context.arrival.refuse()

    def hear(self, frame: AudioFrame, now: float) -> list[Event]:
        context = self._listening(frame.context_id)
        if context is None:
            self.strays += 1
            if frame.context_id is None:
                self.refused(None)
            return []
        if not context.is_confirmed:
            return [*self._confirmed(context), *self.hear(frame, now)]
        events = context.hear(frame, now)
        if events:
            self._clock.last_sound = now
        if context.arrival.is_endless:
            return self._keeper.give_up(context, Unproved(faults.ENDLESS()), now)
        return events

    def hear_about(
        self,
        message: GenerationStarted | ChunkComplete | WordTimings | Progress,
        now: float,
    ) -> list[Event]:
        context = self._listening(message.context_id)
        if context is None:
            return []
        context.hear_about(message, now, self._patience.slow_chunk)
        events = self._confirmed(context)
        return events if isinstance(message, Progress) else [*events, message]

    def final(self, message: Final, now: float) -> list[Event]:
        context = self._listening(message.context_id)
        if context is None or not context.parts[0].is_flushed:
            return []
        context.last_news = context.last_sign = now
        events = context.prove_part()
        last = events[-1]
        if isinstance(last, Ended) and last.fault is not None:
            return events + self._keeper.give_up(context, last.fault, now)
        return [*self._confirmed(context), message, *events]

    def interrupted(self, message: Interrupted, now: float) -> list[Event]:
        """The server stopped by itself: what we end we close, and we cancel nothing."""
        named = self._named(message.context_id)
        fault = Unproved(faults.STOPPED_BY_SERVER())
        return [
            event
            for context in named
            if context.is_listening and context.parts[0].was_handed_out
            for event in self._keeper.give_up(context, fault, now)
        ]

    def _confirmed(self, context: Context) -> list[Event]:
        """The server has opened it: it says so, or speaks in it."""
        if context.is_confirmed:
            return []
        context.is_confirmed = True
        return [ContextCreated(context.id)]

    def life_changed(
        self, message: ContextCreated | ContextClosed | ContextTimeout, now: float
    ) -> list[Event]:
        context = self._lives.at_server(message.context_id)
        if context is None or not context.create_was_handed_out:
            return []
        if isinstance(message, ContextCreated):
            return self._confirmed(context)
        if context.has_forebear and not context.is_confirmed:
            return []  # A late word about the life before.
        if isinstance(message, ContextTimeout):
            if context.leaving is not None:
                return []
            return [message, *self._keeper.time_out(context, now)]
        events: list[Event] = []
        if context.leaving is Leaving.CLOSING and context.parts:
            events += context.prove_part()
        events += context.end_parts(Unproved(faults.STOPPED_BY_SERVER()))
        return events + self._keeper.remove(context, message.usage)

    def refuse_all(self, message: ErrorReport, now: float) -> list[Event]:
        """The account may not go on: nothing comes of what was asked for and has not begun to sound."""
        return [
            event
            for context in self._lives.all_at_server()
            if context.is_listening and context.arrival.is_silent
            for event in self._keeper.give_up(context, Refused(message), now)
        ]

    def error(self, message: ErrorReport, now: float) -> list[Event]:
        context = self._lives.at_server(message.context_id)
        if context is None or context.leaving not in (None, Leaving.CLOSING):
            return []
        if context.parts:
            return self._keeper.give_up(context, Refused(message), now)
        if context.is_confirmed:
            return [message]
        return [message, *self._keeper.give_up(context, None, now)]
