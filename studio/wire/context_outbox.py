"""What a client has to say to the contexts' endpoint, in the order it was said.

A message waits when its context must: while an earlier life of the same id is leaving, while nobody
takes the context's sound, while the connection carries as many contexts as it may. Others go past it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from studio.wire.context import Context, Part
from studio.wire.messages import ClientMessage, Speak


class Entry(NamedTuple):
    message: ClientMessage
    context: Context | None = None
    part: Part | None = None
    creates: bool = False


class ContextOutbox:
    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def __bool__(self) -> bool:
        return bool(self._entries)

    def say(self, message: ClientMessage) -> None:
        """To the session as a whole."""
        self._entries.append(Entry(message))

    def create(self, context: Context) -> None:
        """Bring the context to life at the server, unless that is said already."""
        if not context.create_is_queued:
            context.create_is_queued = True
            creation = Speak(" ", context_id=context.id, settings=context.settings)
            self._entries.append(Entry(creation, context, creates=True))

    def say_to(self, context: Context, message: ClientMessage, part: Part | None = None) -> None:
        self.create(context)
        self._entries.append(Entry(message, context, part))

    def repeat(self, context: Context, part: Part) -> None:
        """Say a part again on a new connection."""
        for message in part.messages:
            self.say_to(context, message, part)

    def forget(self, context: Context) -> None:
        """Drop what the context was not told yet."""
        self._entries = [entry for entry in self._entries if entry.context is not context]

    def forget_session(self) -> None:
        """Drop what was meant for the connection that is gone."""
        self._entries = [entry for entry in self._entries if entry.context is not None]

    def has_ready(self, must_wait: Callable[[Context, Entry], bool]) -> bool:
        """Whether `hand_out` would give anything."""
        stopped: set[int] = set()
        for entry in self._entries:
            if entry.context is None:
                return True
            if id(entry.context) not in stopped:
                if not must_wait(entry.context, entry):
                    return True
                stopped.add(id(entry.context))
        return False

    def hand_out(self, must_wait: Callable[[Context, Entry], bool], now: float) -> list[Entry]:
        """Everything that may go now, in order; `must_wait(context, entry)` says what may not."""
        going: list[Entry] = []
        waiting: list[Entry] = []
        stopped: set[int] = set()
        for entry in self._entries:
            context = entry.context
            if context is not None and (id(context) in stopped or must_wait(context, entry)):
                stopped.add(id(context))
                waiting.append(entry)
                continue
            if context is not None and entry.creates:
                context.created_at = now
            if entry.part is not None:
                entry.part.was_handed_out = True
            going.append(entry)
        self._entries = waiting
        return going
