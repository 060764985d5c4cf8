"""A client's rules for one request on the endpoint that answers one request after another.

No socket, no clock, no task. `final` ends a request and carries what it used.
"""

from __future__ import annotations

from studio.wire import faults, limits
from studio.wire.events import Ended, Event, HangUp, Heard, Reconnect, TurnClosed
from studio.wire.faults import Closure, Dropped, Fault, Refused, Restarting, Unproved, Unreachable
from studio.wire.messages import (
    AudioFrame,
    ChunkComplete,
    ClientMessage,
    ErrorReport,
    Final,
    GenerationStarted,
    Interrupted,
    Progress,
    ServerMessage,
    Speak,
    WordTimings,
)
from studio.wire.patience import PATIENT, Patience
from studio.wire.settings import Settings
from studio.wire.turn import Turn


class RequestRules:
    def __init__(self, text: str, settings: Settings, patience: Patience = PATIENT) -> None:
        self._patience = patience
        self._turn = Turn(1, settings, 0.0)
        self._turn.take(Speak(text, settings=settings))
        self._connected = False
        self.is_over = False

    @property
    def needs_connection(self) -> bool:
        return self._turn.has_unsaid and not self.is_over

    def connected(self, now: float) -> None:
        self._turn.last_sign = now
        self._connected = True

    def messages_to_send(self) -> list[ClientMessage]:
        if not self._connected or self.is_over:
            return []
        return self._turn.hand_out(self._turn.last_sign)

    def disconnected(self, closure: Closure, now: float) -> list[Event]:
        self._connected = False
        if self.is_over:
            return []
        if not faults.is_restart(closure):
            return self._end(Dropped(closure))
        delay = faults.restart_delay(closure)
        if not self._turn.may_be_repeated:
            return self._end(Restarting(delay))
        self._turn.start_anew()
        return [Reconnect(delay, restarting=True)]

    def unreachable(self, now: float) -> list[Event]:
        return [] if self.is_over else self._end(Unreachable())

    def receive(self, message: ServerMessage, now: float) -> list[Event]:
        if self.is_over or not self._turn.was_handed_out:
            return []
        match message:
            case AudioFrame():
                return self._hear(message, now)
            case GenerationStarted() | ChunkComplete() | WordTimings():
                self._turn.hear_about(message, now)
                return [message]
            case Progress():
                self._turn.still_working(now, self._patience.slow_chunk)
            case ErrorReport():
                return self._end(Refused(message))
            case Interrupted():
                return self._end(Unproved(faults.STOPPED_BY_SERVER()))
            case Final():
                return self._final(message)
        return []

    def refused(self, context_id: str | None) -> None:
        """Something came that nobody can read; it may have been sound."""
        self._turn.arrival.refuse()

    def _hear(self, frame: AudioFrame, now: float) -> list[Event]:
        heard = self._turn.hear(frame, now)
        if self._turn.arrival.is_endless:
            return [*self._end(Unproved(faults.ENDLESS())), HangUp()]
        return heard

    def _final(self, message: Final) -> list[Event]:
        """The end. Its total counts samples at the native rate, whatever rate was asked for."""
        total = message.total_samples
        shortfall = self._turn.arrival.shortfall(
            is_speakable=self._turn.is_speakable,
            total_seconds=None if total is None else total / limits.NATIVE_RATE,
        )
        closed = TurnClosed(1, self._turn.arrival.received.audio_seconds, message.usage)
        return [closed, *self._end(None if shortfall is None else Unproved(shortfall))]

    def deadline(self) -> float | None:
        waits = self._connected and not self.is_over and self._turn.was_handed_out
        return self._turn.limit(self._patience) if waits else None

    def tick(self, now: float) -> list[Event]:
        deadline = self.deadline()
        if deadline is None or deadline > now:
            return []
        silence = faults.NO_PROGRESS(seconds=self._patience.progress)
        return [*self._end(Unproved(silence)), HangUp()]

    def _end(self, fault: Fault | None) -> list[Event]:
        self.is_over = True
        ended: Ended = self._turn.ended(fault)
        return [*(Heard(frame, 1) for frame in self._turn.arrival.leftover()), ended]
