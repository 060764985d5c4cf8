"""What waits to be sent to one client, so that a cancel can still take it back. Pure."""

from __future__ import annotations

from collections import deque

from studio.server.speech import Speech
from studio.wire.messages import GenerationStarted, ServerMessage


class Outbox:
    """Messages in order, each with the speech it belongs to, if any."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[ServerMessage, Speech | None]] = deque()

    def put(self, message: ServerMessage, speech: Speech | None) -> None:
        self._waiting.append((message, speech))

    def take(self) -> ServerMessage | None:
        return self._waiting.popleft()[0] if self._waiting else None

    def drop(self, speech: Speech) -> None:
        """Everything of a speech that was silenced."""
        if self._waiting:
            self._waiting = deque(entry for entry in self._waiting if entry[1] is not speech)

    @property
    def can_wait(self) -> bool:
        """Whether nothing but the announcement of sound waits, which the first sound may bring along."""
        return all(isinstance(message, GenerationStarted) for message, _ in self._waiting)

    def holds(self, speech: Speech) -> bool:
        return any(entry[1] is speech for entry in self._waiting)

    def __len__(self) -> int:
        return len(self._waiting)
