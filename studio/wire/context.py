"""One life of a context as its client sees it: the text it was given, and what has arrived of it.

It judges itself only; `context_rules` says what follows for the session.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import Enum

from studio.wire.arrival import Arrival
from studio.wire.events import Ended, Event, Heard
from studio.wire.faults import Closure, Fault, Unproved, is_refusal, is_restart, lost
from studio.wire.messages import (
    AudioFrame,
    ChunkComplete,
    Flush,
    GenerationStarted,
    Progress,
    Speak,
    WordTimings,
)
from studio.wire.patience import Patience
from studio.wire.settings import Settings

_LATE_CLOSE_SECONDS = 1.0
"""A server may say nothing more after a time-out."""


class Leaving(Enum):
    """Why a context is on its way out, while the server has not yet said that it is gone."""

    CLOSING = "closing"
    """What it was given is still being spoken."""
    CUT_OFF = "cut off"
    TIMED_OUT = "timed out"
    GIVEN_UP = "given up"


@dataclass(slots=True)
class Part:
    """The text up to one flush; a `final` answers it."""

    turn: int
    messages: list[Speak | Flush] = field(default_factory=list)
    is_flushed: bool = False
    is_speakable: bool = False
    was_repeated: bool = False
    was_handed_out: bool = False

    def take(self, message: Speak | Flush) -> None:
        self.messages.append(message)
        if isinstance(message, Speak):
            self.is_flushed = message.flush
            self.is_speakable = self.is_speakable or any(map(str.isalnum, message.text))
        else:
            self.is_flushed = True


class Context:
    def __init__(self, id: str, settings: Settings, *, has_forebear: bool, now: float) -> None:
        self.id = id
        self.settings = settings
        self.has_forebear = has_forebear
        """The id had a life before: what belongs to that one is not ours."""
        self.arrival = Arrival(settings)
        self.parts: deque[Part] = deque()
        self.leaving: Leaving | None = None
        self.leaving_since = now
        self.last_news = now
        """When sound or its announcement came."""
        self.last_sign = now
        """When at least a sign of work came."""
        self.create_is_queued = False
        self.created_at: float | None = None
        """When the server was told to open it."""
        self.is_confirmed = False
        self.creation_was_missed = False
        """It was told already that the server did not confirm it."""
        self.is_held = False
        """Nobody takes its sound, so that it gets no more text for now."""

    @property
    def create_was_handed_out(self) -> bool:
        return self.created_at is not None

    @property
    def is_listening(self) -> bool:
        """Whether sound under its id is its own, and wanted."""
        return (
            bool(self.parts)
            and self.create_was_handed_out
            and (self.leaving is None or self.leaving is Leaving.CLOSING)
            and (self.is_confirmed or not self.has_forebear)
        )

    def leave(self, leaving: Leaving, now: float) -> None:
        self.leaving = leaving
        self.leaving_since = now

    def limit(self, patience: Patience, last_sound: float) -> float | None:
        """Until when the server may keep silent about it. Before and between its text chunks, sound of
        other contexts shows that it waits for its turn, but not without end."""
        if self.leaving in (Leaving.CUT_OFF, Leaving.GIVEN_UP):
            return self.leaving_since + patience.cancel
        if self.leaving is Leaving.TIMED_OUT:
            return self.leaving_since + _LATE_CLOSE_SECONDS
        if not self._is_awaited:
            return None
        own = self.last_sign + patience.progress
        if self.arrival.is_in_chunk:
            return own
        others = min(last_sound + patience.progress, self.last_news + patience.slow_chunk)
        return max(own, others)

    def creation_limit(self, patience: Patience) -> float | None:
        """Until when the server may keep silent about having opened it."""
        is_settled = self.is_confirmed or self.creation_was_missed or self.leaving is not None
        if self.created_at is None or is_settled:
            return None
        return self.created_at + patience.acknowledgement

    @property
    def _is_awaited(self) -> bool:
        """Whether the server owes it an answer."""
        if not self.create_was_handed_out:
            return False
        first = self.parts[0] if self.parts else None
        if first is None:
            return self.leaving is Leaving.CLOSING
        return first.is_flushed and first.was_handed_out

    def open_part(self) -> Part | None:
        """The part that still takes text."""
        return self.parts[-1] if self.parts and not self.parts[-1].is_flushed else None

    def give(self, part: Part) -> None:
        """Take over a part that is still to be said."""
        part.was_handed_out = False
        self.parts.append(part)
        for message in part.messages:
            if isinstance(message, Speak):
                self.arrival.expect(message.text)

    def start_anew(self) -> None:
        """Forget the connection it lived on; it is created again when it is next spoken to."""
        self.create_is_queued = self.is_confirmed = self.creation_was_missed = False
        self.created_at = None
        self.has_forebear = False
        self.arrival = Arrival(self.settings)
        parts, self.parts = self.parts, deque()
        for part in parts:
            self.give(part)

    def hear(self, frame: AudioFrame, now: float) -> list[Event]:
        """The sound that can be heard now, in its place."""
        turn = self.parts[0].turn
        heard: list[Event] = [
            Heard(piece, turn) for piece in self.arrival.place(frame) if piece.samples
        ]
        if heard:
            self.last_news = self.last_sign = now
        return heard

    def hear_about(
        self,
        message: GenerationStarted | ChunkComplete | WordTimings | Progress,
        now: float,
        believed: float,
    ) -> None:
        """News of its sound; that the server is at work is `believed` for so many seconds only."""
        if isinstance(message, Progress):
            if now - self.last_news < believed:
                self.last_sign = now
        elif self.arrival.hear_about(message):
            self.last_news = self.last_sign = now

    def lose_connection(self, closure: Closure) -> list[Event]:
        """Keep the parts that may be said again without paying twice; the others are over."""
        events: list[Event] = []
        kept: deque[Part] = deque()
        is_first = True
        while self.parts:
            part = self.parts[0]
            if _may_be_said_again(part, closure, is_first and self.arrival.was_paid_for):
                part.was_repeated = part.was_repeated or part.was_handed_out
                kept.append(self.parts.popleft())
            else:
                events += self.end_part(lost(closure))
            is_first = False
        self.parts = kept
        self.start_anew()
        return events

    def prove_part(self) -> list[Event]:
        """The server says the first part is done: whole, or what speaks against it."""
        part = self.parts[0]
        shortfall = self.arrival.shortfall(is_speakable=part.is_speakable)
        if shortfall is not None:
            return self.end_part(Unproved(shortfall))
        events = self.end_part(None)
        self.arrival.begin_next_part()
        return events

    def end_part(self, fault: Fault | None, *, cut_off: bool = False) -> list[Event]:
        """The first part is over; the good pieces behind a gap are heard before its fault."""
        part = self.parts.popleft()
        events: list[Event] = []
        if not cut_off:
            events += [Heard(frame, part.turn) for frame in self.arrival.leftover()]
        events.append(Ended(part.turn, self.id, fault, cut_off, self.arrival.received))
        return events

    def end_parts(self, fault: Fault | None, *, cut_off: bool = False) -> list[Event]:
        """Everything it was given is over."""
        events: list[Event] = []
        while self.parts:
            events += self.end_part(fault, cut_off=cut_off)
        return events


def _may_be_said_again(part: Part, closure: Closure, was_paid_for: bool) -> bool:
    if is_refusal(closure):
        return False
    if not part.was_handed_out:
        return True
    return is_restart(closure) and not part.was_repeated and not was_paid_for
