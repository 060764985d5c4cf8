"""The turns of a streaming session in order: the first is at the server, or the next to go there."""

from __future__ import annotations

from collections import deque

from studio.wire.events import Event, Heard
from studio.wire.faults import Fault
from studio.wire.messages import Speak
from studio.wire.settings import Settings
from studio.wire.turn import Turn


class TurnQueue:
    def __init__(self) -> None:
        self._turns: deque[Turn] = deque()
        self._count = 0
        self.may_adopt = False
        """The server ended a turn by itself; text that crossed that news opened another one."""

    def __bool__(self) -> bool:
        return bool(self._turns)

    @property
    def first(self) -> Turn | None:
        return self._turns[0] if self._turns else None

    @property
    def last(self) -> Turn | None:
        return self._turns[-1] if self._turns else None

    @property
    def at_server(self) -> Turn | None:
        """The turn the server knows of."""
        return self._turns[0] if self._turns and self._turns[0].was_handed_out else None

    @property
    def open(self) -> Turn | None:
        """The turn that still takes text."""
        last = self.last
        return None if last is None or last.is_ended or last.is_cancelled else last

    def begin(self, settings: Settings, now: float) -> Turn:
        self._count += 1
        self.may_adopt = False
        turn = Turn(self._count, settings, now)
        self._turns.append(turn)
        return turn

    def adopt(self, settings: Settings, now: float) -> Turn:
        """A turn the server began, with text that crossed the end of the one before."""
        turn = self.begin(settings, now)
        turn.take(Speak(""))
        turn.hand_out(now)
        turn.was_repeated = True
        return turn

    def drop_waiting(self) -> list[Event]:
        """Forget the turns the server does not know of."""
        dropped: list[Event] = []
        while self._turns and not self._turns[-1].was_handed_out:
            dropped.insert(0, self._turns.pop().ended(cut_off=True))
        return dropped

    def remove_first(self) -> Turn:
        return self._turns.popleft()

    def end_first(self, fault: Fault | None = None) -> list[Event]:
        """The turn is over; the good pieces behind a gap are heard before its fault."""
        turn = self._turns.popleft()
        leftover = [Heard(frame, turn.number) for frame in turn.arrival.leftover()]
        return [*leftover, turn.ended(fault)]

    def end_all(self, fault: Fault) -> list[Event]:
        events: list[Event] = []
        while self._turns:
            events += self.end_first(fault)
        return events
