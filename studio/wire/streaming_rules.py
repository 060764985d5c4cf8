"""A client's rules for the endpoint where text comes in token by token and is spoken turn by turn.

No socket, no clock, no task. One turn is at the server at a time: the text of the next one waits for
its end, so that nothing late can be taken for what is asked next.
"""

from __future__ import annotations

from typing import Any

import msgspec

from studio.wire import faults
from studio.wire.events import (
    CutOff,
    Event,
    HangUp,
    Reconnect,
    SettingsRefused,
    SettingsUnanswered,
    TurnClosed,
)
from studio.wire.faults import Closure, Dropped, Refused, Unproved, Unreachable
from studio.wire.messages import (
    AudioFrame,
    ChunkComplete,
    ClientMessage,
    EndTurn,
    ErrorReport,
    Final,
    Flush,
    GenerationStarted,
    Interrupted,
    Notice,
    Progress,
    ServerMessage,
    SessionClosed,
    SettingsUpdated,
    Speak,
    UpdateSettings,
    WordTimings,
)
from studio.wire.patience import PATIENT, Patience
from studio.wire.session_settings import SessionSettings, is_about_settings
from studio.wire.settings import LiveSettings, Settings
from studio.wire.spoken_text import spoken
from studio.wire.told_settings import ToldSettings
from studio.wire.turn import Turn
from studio.wire.turn_queue import TurnQueue


class StreamingRules:
    def __init__(self, settings: Settings, patience: Patience = PATIENT) -> None:
        self._settings = SessionSettings(settings, patience.acknowledgement)
        self._patience = patience
        self._turns = TurnQueue()
        self._now = 0.0
        self._connected = False
        self._told = ToldSettings()
        self._unsaid_changes: list[UpdateSettings] = []
        self._may_adopt = False
        """The server ended a turn by itself; text that crossed that news opened another one."""
        self._is_ending = False
        self.is_held = False
        """Nobody takes the sound, so that no further turn begins for now."""
        self.strays = 0
        """Frames that belonged to nothing that was asked for."""

    # --- what the caller does ----------------------------------------------------------------

    @property
    def is_over(self) -> bool:
        """Whether everything was said and heard, after `finish`."""
        return self._is_ending and not self._turns

    @property
    def is_idle(self) -> bool:
        """Whether nothing is to be said or heard."""
        return not self._turns

    @property
    def is_cancelling(self) -> bool:
        return self._turns.first is not None and self._turns.first.is_cancelled

    def send(self, text: str, flush: bool, now: float) -> None:
        """More text for the turn, or the first of a new one."""
        self._now = now
        turn = self._turns.open
        for message in spoken(text, flush):
            if turn is None:
                turn = self._turns.begin(self._settings.current, now)
                self._may_adopt = False
            turn.take(message)
        if not text and flush and turn is not None:
            turn.take(Flush())

    def end_turn(self, now: float) -> int | None:
        """Let the turn be spoken to its end. The last turn there is, or None."""
        self._now = now
        if self._turns.open is not None:
            self._turns.open.take(EndTurn())
        last = self._turns.last
        if last is None:
            return None
        last.is_waited_for = True
        return last.number

    def cancel(self, now: float) -> list[Event]:
        """Be silent: drop what waits, and stop what is being spoken."""
        self._now = now
        events = self._turns.drop_waiting()
        turn = self._turns.at_server
        if turn is not None and not turn.is_cancelled:
            turn.cancel(now)
            return [turn.ended(cut_off=True), *events]
        return [*events, CutOff()] if events else []

    def configure(self, settings: Settings) -> None:
        """Speak like this from the next turn on."""
        self._settings.set(lambda _: settings)

    def adjust(self, fields: dict[str, Any]) -> None:
        """Speak with these fields changed from the next turn on; what else was agreed stays."""
        self._settings.set(lambda settings: msgspec.structs.replace(settings, **fields))

    def update_settings(self, changes: LiveSettings, now: float) -> None:
        self._now = now
        self._unsaid_changes.append(self._settings.ask(changes, now))

    def finish(self, now: float) -> list[Event]:
        """Let everything be spoken, and take no more."""
        self._is_ending = True
        self.is_held = False
        self.end_turn(now)
        return []

    @property
    def needs_connection(self) -> bool:
        return bool(self._unsaid_changes) or self._may_speak

    @property
    def _may_speak(self) -> bool:
        """Whether a turn has something to say and may say it now."""
        turn = self._turns.first
        if turn is None or not turn.has_unsaid:
            return False
        return turn.was_handed_out or not self.is_held

    def connected(self, now: float) -> None:
        self._now = now
        self._connected = True
        self._told.forget()

    def messages_to_send(self) -> list[ClientMessage]:
        if not self._connected:
            return []
        going, self._unsaid_changes = self._unsaid_changes, []
        for change in going:
            self._told.change(change.changes)
        turn = self._turns.first
        if turn is None or not self._may_speak or self._needs_fresh_connection:
            return list(going)
        is_new = not turn.was_handed_out
        said = turn.hand_out(self._now)
        if is_new and isinstance(said[0], Speak):
            news = self._told.news(turn.settings)
            if news is not None:
                said[0] = Speak(said[0].text, said[0].flush, settings=news)
        return [*going, *said]

    @property
    def _needs_fresh_connection(self) -> bool:
        """Whether the next turn leaves something to the server that it was told on this one."""
        turn = self._turns.first
        if turn is None or turn.was_handed_out or not self._may_speak:
            return False
        return self._told.contradict(turn.settings)

    def disconnected(self, closure: Closure, now: float) -> list[Event]:
        """Sort out what is lost, what may be said again, and what was never said."""
        self._now = now
        self._connected = False
        self._settings.forget()
        self._unsaid_changes.clear()
        events: list[Event] = []
        turn = self._turns.at_server
        if turn is not None:
            if turn.is_cancelled:
                self._turns.remove_first()
                events.append(CutOff())
            elif turn.may_be_repeated and faults.is_restart(closure):
                turn.start_anew()
            else:
                events += self._turns.end_first(faults.lost(closure))
        if faults.is_refusal(closure):
            events += self._turns.end_all(Dropped(closure))
        restarting = faults.is_restart(closure)
        if self._may_speak or (restarting and not self.is_over):
            delay = faults.restart_delay(closure) if restarting else 0.0
            events.append(Reconnect(delay, restarting))
        return events

    def unreachable(self, now: float) -> list[Event]:
        """No connection can be had: everything fails, and nothing waits any more."""
        self._now = now
        self._settings.forget()
        self._unsaid_changes.clear()
        return self._turns.end_all(Unreachable())

    # --- what the server says ----------------------------------------------------------------

    def receive(self, message: ServerMessage, now: float) -> list[Event]:
        self._now = now
        turn = self._turns.at_server
        match message:
            case AudioFrame():
                return self._hear(turn, message)
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
        if turn is None and self._may_adopt and isinstance(message, GenerationStarted):
            turn = self._turns.adopt(self._settings.current, now)
            self._may_adopt = False
        if turn is None:
            self.strays += 1
            return []
        if turn.is_cancelled:
            return self._after_cancel(turn, message)
        return self._about(turn, message)

    def refused(self, context_id: str | None) -> None:
        """Something came that nobody can read; it may have been sound."""
        if self._turns.at_server is not None:
            self._turns.at_server.arrival.refuse()

    def _about(self, turn: Turn, message: ServerMessage) -> list[Event]:
        match message:
            case GenerationStarted() | ChunkComplete() | WordTimings():
                turn.hear_about(message, self._now)
                return [message]
            case Progress():
                turn.still_working(self._now, self._patience.slow_chunk)
            case Final():
                return self._final(turn, message)
            case SessionClosed():
                return self._closed(turn, message)
            case Interrupted():
                return self._turns.end_first(Unproved(faults.STOPPED_BY_SERVER()))
        return []

    def _hear(self, turn: Turn | None, frame: AudioFrame) -> list[Event]:
        if turn is None or turn.is_cancelled:
            self.strays += 1
            if turn is not None:
                turn.last_sign = self._now
            return []
        heard = turn.hear(frame, self._now)
        if turn.arrival.is_endless:
            return [*self._turns.end_first(Unproved(faults.ENDLESS())), HangUp()]
        return heard

    def _after_cancel(self, turn: Turn, message: ServerMessage) -> list[Event]:
        """Only the acknowledgement counts; everything else is late and means nothing."""
        if not isinstance(message, Interrupted):
            turn.last_sign = self._now
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
        self._may_adopt = turn.was_warned
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

    def deadline(self) -> float | None:
        """When `tick` has something to do, unless something is received before."""
        if not self._connected:
            return None
        if self._needs_fresh_connection and not self._settings.is_asking:
            return self._now
        turn = self._turns.at_server
        limits = [self._settings.deadline, None if turn is None else turn.limit(self._patience)]
        return min((limit for limit in limits if limit is not None), default=None)

    def tick(self, now: float) -> list[Event]:
        """Give up what has been waited for long enough; a server that owes an answer is left."""
        self._now = now
        if not self._connected:
            return []
        events: list[Event] = []
        while self._settings.give_up(now):
            events.append(SettingsUnanswered())
        if self._needs_fresh_connection and not self._settings.is_asking:
            return [*events, HangUp()]
        turn = self._turns.at_server
        if turn is not None and turn.limit(self._patience) <= now:
            if turn.is_cancelled:
                self._turns.remove_first()
                events.append(CutOff(confirmed=False))
            else:
                silence = faults.NO_PROGRESS(seconds=now - turn.last_sign)
                events += self._turns.end_first(Unproved(silence))
            events.append(HangUp())
        return events
