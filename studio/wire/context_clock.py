"""For how long contexts are waited for, each by itself; what becomes of them then is told as events."""

from __future__ import annotations

from collections.abc import Iterator

from studio.wire.context_keeper import ContextKeeper
from studio.wire.events import Event, NotCreated
from studio.wire.patience import Patience


class ContextClock:
    def __init__(self, keeper: ContextKeeper, patience: Patience) -> None:
        self._keeper = keeper
        self._patience = patience
        self.last_sound = 0.0
        """When sound of any context came."""

    def limits(self) -> Iterator[float]:
        """When `tick` has something to do."""
        for context in self._keeper.lives.all_at_server():
            for limit in (
                context.limit(self._patience, self.last_sound),
                context.creation_limit(self._patience),
            ):
                if limit is not None:
                    yield limit

    def tick(self, now: float) -> list[Event]:
        """Give up what has been waited for long enough."""
        events: list[Event] = []
        for context in self._keeper.lives.all_at_server():
            limit = context.creation_limit(self._patience)
            if limit is not None and limit <= now:
                context.creation_was_missed = True
                events.append(NotCreated(context.id))
            limit = context.limit(self._patience, self.last_sound)
            if limit is not None and limit <= now:
                events += self._keeper.run_out(context, self._patience.progress, now)
        return events
