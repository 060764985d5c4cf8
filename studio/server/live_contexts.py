"""The contexts of one connection that live now, and what they come to together. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from studio.server.context import Context, ContextState
from studio.server.rules import earliest
from studio.server.speech import Speech
from studio.server.speech_settings import Refusal
from studio.wire import codes, limits


class LiveContexts:
    """A context lives from its creation until it was said to be closed."""

    def __init__(self) -> None:
        self._by_id: dict[str, Context] = {}

    def get(self, id: str | None) -> Context | None:
        return None if id is None else self._by_id.get(id)

    def of(self, speech: Speech) -> Context:
        """Whose speech it is."""
        return next(context for context in self if context.speech is speech)

    def make_room(self) -> None:
        """Raises Refusal when there are as many as may be."""
        if len(self._by_id) >= limits.CONTEXTS_PER_CONNECTION:
            raise Refusal(
                codes.TOO_MANY_CONTEXTS,
                f"max {limits.CONTEXTS_PER_CONNECTION} contexts per connection",
            )

    def add(self, context: Context) -> None:
        self._by_id[context.id] = context

    def remove(self, context: Context) -> None:
        del self._by_id[context.id]

    def open(self) -> list[Context]:
        """Those that take text."""
        return [context for context in self if context.state is ContextState.OPEN]

    def __iter__(self) -> Iterator[Context]:
        """A copy, so that contexts may come and go meanwhile."""
        return iter(list(self._by_id.values()))

    def __len__(self) -> int:
        return len(self._by_id)

    @property
    def waiting_characters(self) -> int:
        return sum(context.speech.waiting_characters for context in self if context.speech)

    @property
    def is_at_work(self) -> bool:
        return any(context.is_at_work for context in self)

    def deadline(self) -> float | None:
        """When the first of them wants to be looked at."""
        return earliest(
            (
                *(context.idle_deadline() for context in self),
                *(context.speech.deadline() for context in self if context.speech),
            )
        )
