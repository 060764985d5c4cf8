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
    SettingsUnanswered,
)
from studio.wire.faults import Closure, Dropped, Unproved, Unreachable
from studio.wire.messages import (
    ClientMessage,
    EndTurn,
    Flush,
    ServerMessage,
    Speak,
    UpdateSettings,
)
from studio.wire.patience import PATIENT, Patience
from studio.wire.session_settings import SessionSettings
from studio.wire.settings import LiveSettings, Settings
from studio.wire.spoken_text import spoken
from studio.wire.told_settings import ToldSettings
from studio.wire.turn_ear import TurnEar
from studio.wire.turn_queue import TurnQueue


class StreamingRules:
    def __init__(self, settings: Settings, patience: Patience = PATIENT) -> None:
        self._settings = SessionSettings(settings, patience.acknowledgement)
        self._patience = patience
        self._turns = TurnQueue()
        self._ear = TurnEar(self._turns, self._settings, patience)
        self._now = 0.0
        self._connected = False
        self._told = ToldSettings()
        self._unsaid_changes: list[UpdateSettings] = []
        self._is_ending = False
        self.is_held = False
        """Nobody takes the sound, so that no further turn begins for now."""

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
        return self._ear.receive(message, now)

    def refused(self, context_id: str | None) -> None:
        """Something came that nobody can read; it may have been sound."""
        if self._turns.at_server is not None:
            self._turns.at_server.arrival.refuse()

    @property
    def strays(self) -> int:
        """Frames that belonged to nothing that was asked for."""
        return self._ear.strays

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
