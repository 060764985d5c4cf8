"""What the server says of turns, and what follows for the one it is said of."""

from __future__ import annotations

from studio.wire import faults
from studio.wire.events import CutOff, Event, HangUp, SettingsRefused, TurnClosed
from studio.wire.faults import Refused, Unproved
from studio.wire.messages import (
    AudioFrame,
    ChunkComplete,
    ErrorReport,
    Final,
    GenerationStarted,
    Interrupted,
    Notice,
    Progress,
    ServerMessage,
    SessionClosed,
    SettingsUpdated,
    WordTimings,
)
from studio.wire.patience import Patience
from studio.wire.session_settings import SessionSettings, is_about_settings
from studio.wire.turn import Turn
from studio.wire.turn_queue import TurnQueue


class TurnEar:
    def __init__(self, turns: TurnQueue, settings: SessionSettings, patience: Patience) -> None:
        self._turns = turns
        self._settings = settings
        self._patience = patience
        self.strays = 0
        """Frames that belonged to nothing that was asked for."""

    def receive(self, message: ServerMessage, now: float) -> list[Event]:
        turn = self._turns.at_server
        match message:
            case AudioFrame():
                return self._hear(turn, message, now)
            case SettingsUpdated():
                if not self._settings.is_asking:
                    return []
                self._settings.confirmed()
                return [message]
            case ErrorReport():
                return self._error(turn, message)
            case Notice():
                if turn is not None:
                    turn.was_warned = True
                return [message]
        if turn is None and self._turns.may_adopt and isinstance(message, GenerationStarted):
            turn = self._turns.adopt(self._settings.current, now)
        if turn is None:
            self.strays += 1
            return []
        if turn.is_cancelled:
            return self._after_cancel(turn, message, now)
        return self._about(turn, message, now)

    def _about(self, turn: Turn, message: ServerMessage, now: float) -> list[Event]:
        match message:
            case GenerationStarted() | ChunkComplete() | WordTimings():
                turn.hear_about(message, now)
                return [message]
            case Progress():
                turn.still_working(now, self._patience.slow_chunk)
            case Final():
                return self._final(turn, message)
            case SessionClosed():
                return self._closed(turn, message)
            case Interrupted():
                return self._turns.end_first(Unproved(faults.STOPPED_BY_SERVER()))
        return []

    def _hear(self, turn: Turn | None, frame: AudioFrame, now: float) -> list[Event]:
        if turn is None or turn.is_cancelled:
            self.strays += 1
            if turn is not None:
                turn.last_sign = now
            return []
        heard = turn.hear(frame, now)
        if turn.arrival.is_endless:
            return [*self._turns.end_first(Unproved(faults.ENDLESS())), HangUp()]
        return heard

    def _after_cancel(self, turn: Turn, message: ServerMessage, now: float) -> list[Event]:
        """Only the acknowledgement counts; everything else is late and means nothing."""
        if not isinstance(message, Interrupted):
            turn.last_sign = now
            return []
        self._turns.remove_first()
        return [CutOff()]

    def _final(self, turn: Turn, message: Final) -> list[Event]:
        """The end is announced. One that speaks of sound before any came belongs to an earlier turn."""
        if not turn.has_begun and message.total_audio_seconds != 0.0:
            self.strays += 1
            return []
        turn.final = message
        return [message]

    def _closed(self, turn: Turn, message: SessionClosed) -> list[Event]:
        if not turn.is_closed_by(message):
            self.strays += 1
            return []
        self._turns.may_adopt = turn.was_warned
        shortfall, seconds = turn.shortfall(message), turn.seconds(message)
        ended = self._turns.end_first(None if shortfall is None else Unproved(shortfall))
        if not turn.arrival.has_sound and message.usage is None:
            return ended
        return [TurnClosed(turn.number, seconds, message.usage), *ended]

    def _error(self, turn: Turn | None, message: ErrorReport) -> list[Event]:
        if self._settings.is_asking and (turn is None or is_about_settings(message)):
            self._settings.refused()
            return [SettingsRefused(message)]
        if turn is None:
            return [message]
        if turn.is_cancelled:
            self._turns.remove_first()
            return [CutOff()]
        return self._turns.end_first(Refused(message))
