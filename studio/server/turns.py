"""The rules of `/ws/tts/stream`: text in, sound out, turn by turn.

A turn opens with its first word and ends with a flush, a close, or five seconds without text. Text
that comes while a turn is still being spoken belongs to the next one. No socket, clock or task.
"""

from __future__ import annotations

from collections import deque

from studio.server.dictionaries import DictionaryShelf
from studio.server.pieces import PieceWanted
from studio.server.rules import (
    UNSPOKEN_CHARACTERS,
    Outgoing,
    earliest,
    error_report,
    too_much_waiting,
)
from studio.server.speech import Milestone, Speech
from studio.server.speech_settings import (
    Refusal,
    SpeechSettings,
    live_part,
    resolved,
    settings_from,
    with_newer_format,
)
from studio.server.worker_pipe import Sound, Spoken
from studio.wire import limits
from studio.wire.messages import (
    Cancel,
    ClientMessage,
    CloseContext,
    CloseSocket,
    Configure,
    EndTurn,
    Final,
    Flush,
    Interrupted,
    KeepAlive,
    Notice,
    SessionClosed,
    SettingsUpdated,
    Speak,
    UpdateSettings,
)
from studio.wire.settings import NOTHING_SET, Settings, merged

_IDLE_ADVICE = (
    "No text came for 5 s: what was there is spoken and the turn ends. "
    "Send flush with the last text of a turn."
)


class Turn:
    """One turn; without a speech it had nothing to say."""

    __slots__ = ("ended", "speech", "text_came")

    def __init__(self, speech: Speech | None, now: float) -> None:
        self.speech = speech
        self.ended = speech is None
        self.text_came = now


class TurnRules:
    """One connection's turns. The first of `_turns` is being spoken; only the last may be open."""

    def __init__(self, shelf: DictionaryShelf) -> None:
        self.outgoing = Outgoing()
        self._shelf = shelf
        self._settings = Settings()
        self._resolved: SpeechSettings | None = None
        self._turns: deque[Turn] = deque()
        self._refused: Settings | None = None
        self._closing = False

    # --- what the client says -------------------------------------------------------------------

    def receive(self, message: ClientMessage, now: float) -> None:
        if self._closing:
            return
        match message:
            case Speak(text, flush, _, settings):
                self._configure(settings)
                self._text(text, now)
                if flush:
                    self._flush(now)
            case Flush(_, settings):
                self._configure(settings)
                self._flush(now)
            case Configure(settings):
                self._configure(settings)
            case EndTurn():
                self._end_turn(now)
            case Cancel():
                self._cancel()
            case UpdateSettings(changes):
                self._settings = merged(self._settings, settings_from(changes))
                self._resolved = None
                self.outgoing.say(SettingsUpdated(live_part(self._settings)))
            case CloseSocket():
                self._closing = True
                self._end_turn(now)
            case KeepAlive() | CloseContext():
                pass

    def _configure(self, newer: Settings) -> None:
        if newer is not NOTHING_SET:
            self._settings = merged(with_newer_format(self._settings, newer), newer)
            self._resolved = None

    def _text(self, text: str, now: float) -> None:
        turn = self._open_turn
        if turn is None:
            if not text.strip() or self._refused == self._settings:
                return
            turn = self._begin_turn(now)
            if turn is None:
                return
        assert turn.speech is not None
        if self._waiting_characters + len(text) > UNSPOKEN_CHARACTERS:
            self._abandon(turn)
            self.outgoing.say(error_report(too_much_waiting()))
            return
        turn.text_came = now
        turn.speech.append(text, now)
        self._advance()

    def _begin_turn(self, now: float) -> Turn | None:
        """The new turn, or None: it was refused, and so is the rest of its text, silently."""
        try:
            speech = Speech(self._resolved_settings(), now)
        except Refusal as refusal:
            self._refused = self._settings
            self.outgoing.say(error_report(refusal))
            return None
        self._refused = None
        turn = Turn(speech, now)
        self._turns.append(turn)
        return turn

    def _resolved_settings(self) -> SpeechSettings:
        if self._resolved is None:
            self._resolved = resolved(self._settings, self._shelf)
        return self._resolved

    def _flush(self, now: float) -> None:
        self._refused = None
        if self._open_turn is None:
            self._turns.append(Turn(None, now))
        else:
            self._end(self._open_turn, now)
        self._advance()

    def _end_turn(self, now: float) -> None:
        """Unlike a flush it is absorbed by a turn that is ending already."""
        if self._open_turn is not None or not self._turns:
            self._flush(now)

    def _end(self, turn: Turn, now: float) -> None:
        assert turn.speech is not None
        turn.ended = True
        turn.speech.flush(Milestone.CLOSED, now)

    def _cancel(self) -> None:
        for turn in list(self._turns):
            self._abandon(turn)
        self._refused = None
        self.outgoing.say(Interrupted())

    def _abandon(self, turn: Turn) -> None:
        self._turns.remove(turn)
        if turn.speech is not None:
            self.outgoing.silence(turn.speech)

    # --- what the engine says -------------------------------------------------------------------

    def heard(self, speech: Speech, piece: PieceWanted, sound: Sound, now: float) -> None:
        speech.hear(piece, sound, now)
        self.outgoing.tell_of(speech)

    def ended(
        self, speech: Speech, piece: PieceWanted, report: Spoken | Refusal, now: float
    ) -> None:
        speech.end(piece, report, now)
        if speech.failure is not None:
            self.outgoing.tell_of(speech)
            self._abandon(next(turn for turn in self._turns if turn.speech is speech))
            self.outgoing.say(error_report(speech.failure))
        self._advance()

    def _advance(self) -> None:
        """Let the first turn go on, and end those that are done."""
        while self._turns:
            turn = self._turns[0]
            if turn.speech is not None:
                self.outgoing.tell_of(turn.speech)
                if not turn.speech.reached():
                    return
            elif not turn.ended:
                return
            self._turns.popleft()
            self._tell_end(turn.speech)

    def _tell_end(self, speech: Speech | None) -> None:
        seconds = round(speech.audio_seconds, 6) if speech else 0.0
        chunks = speech.total_chunks if speech else 0
        frames = speech.total_frames if speech else 0
        usage = speech.usage() if speech else None
        if not (speech is None and self._closing):
            self.outgoing.say(
                Final(
                    total_audio_seconds=seconds,
                    total_text_chunks=chunks,
                    total_audio_chunks=frames,
                )
            )
        self.outgoing.say(SessionClosed(seconds, chunks, frames, usage))

    # --- time -----------------------------------------------------------------------------------

    def tick(self, now: float) -> None:
        turn = self._open_turn
        if turn is not None and now >= turn.text_came + limits.IDLE_TURN_SECONDS:
            self.outgoing.say(Notice(_IDLE_ADVICE))
            self._end(turn, now)
        if self._turns and (speech := self._turns[0].speech) is not None:
            speech.tick(now)
        self._advance()

    def deadline(self) -> float | None:
        turn = self._open_turn
        idle = turn.text_came + limits.IDLE_TURN_SECONDS if turn else None
        speaking = self._turns[0].speech if self._turns else None
        return earliest((idle, speaking.deadline() if speaking else None))

    # --- how it stands --------------------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        return bool(self._turns)

    @property
    def is_over(self) -> bool:
        return self._closing and not self._turns

    @property
    def _open_turn(self) -> Turn | None:
        return self._turns[-1] if self._turns and not self._turns[-1].ended else None

    @property
    def _waiting_characters(self) -> int:
        return sum(turn.speech.waiting_characters for turn in self._turns if turn.speech)
