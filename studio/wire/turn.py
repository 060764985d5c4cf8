"""One turn as its client sees it: what it says, how far that was said, and what has arrived of it.

It judges itself only; `turn_ear` and `streaming_rules` say what follows for the session.
"""

from __future__ import annotations

from studio.sentences import Message
from studio.wire.arrival import Arrival
from studio.wire.events import Ended, Event, Heard
from studio.wire.faults import Fault
from studio.wire.messages import (
    AudioFrame,
    Cancel,
    ChunkComplete,
    ClientMessage,
    EndTurn,
    Final,
    Flush,
    GenerationStarted,
    SessionClosed,
    Speak,
    WordTimings,
)
from studio.wire.patience import Patience
from studio.wire.settings import Settings

_LONGEST_CANCEL = 4.0
"""Late frames put the end of a cancel off, up to so many times its quiet limit."""


class Turn:
    def __init__(self, number: int, settings: Settings, now: float) -> None:
        self.number = number
        self.settings = settings
        self.arrival = Arrival(settings)
        self.is_ended = False
        """No more text is to come."""
        self.is_waited_for = False
        self.was_warned = False
        self.is_speakable = False
        self.cancelled_at: float | None = None
        self.final: Final | None = None
        self.last_news = now
        """When sound or its announcement came."""
        self.last_sign = now
        """When at least a sign of work came, or more text went out."""
        self._messages: list[ClientMessage] = []
        self._said = 0
        self.was_repeated = False

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def was_handed_out(self) -> bool:
        return self._said > 0

    @property
    def has_unsaid(self) -> bool:
        return self._said < len(self._messages)

    @property
    def may_be_repeated(self) -> bool:
        """Whether saying it again cannot pay twice; once is enough."""
        return not self.was_repeated and not self.arrival.was_paid_for

    def take(self, message: Speak | Flush | EndTurn) -> None:
        self._messages.append(message)
        if isinstance(message, Speak):
            self.is_ended = message.flush
            self.is_speakable = self.is_speakable or any(map(str.isalnum, message.text))
            self.arrival.expect(message.text)
        else:
            self.is_ended = True

    def hand_out(self, now: float) -> list[ClientMessage]:
        """What is still to be said, now."""
        going = self._messages[self._said :]
        self._said = len(self._messages)
        self.last_news = self.last_sign = now
        return going

    def cancel(self, now: float) -> None:
        del self._messages[self._said :]
        self._messages.append(Cancel())
        self.cancelled_at = self.last_sign = now

    def start_anew(self) -> None:
        """Say everything again on a new connection."""
        self._said = 0
        self.was_repeated = True
        self.arrival = Arrival(self.settings)
        for message in self._messages:
            if isinstance(message, Speak):
                self.arrival.expect(message.text)

    def hear(self, frame: AudioFrame, now: float) -> list[Event]:
        """The sound that can be heard now, in its place."""
        heard: list[Event] = [
            Heard(piece, self.number) for piece in self.arrival.place(frame) if piece.samples
        ]
        if heard:
            self.last_news = self.last_sign = now
        return heard

    def hear_about(
        self, message: GenerationStarted | ChunkComplete | WordTimings, now: float
    ) -> None:
        if self.arrival.hear_about(message):
            self.last_news = self.last_sign = now

    @property
    def has_begun(self) -> bool:
        """Whether anything of it came. Before that, an end belongs to an earlier turn."""
        return not self.is_speakable or not self.arrival.is_silent or self.final is not None

    def is_closed_by(self, message: SessionClosed) -> bool:
        """Whether it is the turn's own end. One before anything of the turn came belongs to an earlier
        turn, and so does an empty one in the middle of its sound."""
        if not self.has_begun:
            return False
        is_empty = message.total_audio_seconds == 0.0 and message.usage is None
        is_expected = self.final is not None and not self.final.total_audio_seconds
        return is_expected or not is_empty or not self.is_speakable

    def shortfall(self, message: SessionClosed) -> Message | None:
        """What speaks against its being whole, now that the server has closed it."""
        totals = self._totals(message)
        return self.arrival.shortfall(
            is_speakable=self.is_speakable,
            total_seconds=totals.total_audio_seconds,
            total_frames=totals.total_audio_chunks,
        )

    def seconds(self, message: SessionClosed) -> float:
        """Its length as the server told it, or else as it came."""
        told = self._totals(message).total_audio_seconds
        return self.arrival.received.audio_seconds if told is None else told

    def _totals(self, message: SessionClosed) -> SessionClosed | Final:
        if message.total_audio_seconds is not None or self.final is None:
            return message
        return self.final

    def still_working(self, now: float, longest: float) -> None:
        if now - self.last_news < longest:
            self.last_sign = now

    def limit(self, patience: Patience) -> float:
        """Until when the server may keep silent."""
        if self.cancelled_at is not None:
            longest = self.cancelled_at + _LONGEST_CANCEL * patience.cancel
            return min(self.last_sign + patience.cancel, longest)
        wait = patience.end_session if self.is_waited_for else patience.progress
        return self.last_sign + wait

    def ended(self, fault: Fault | None = None, *, cut_off: bool = False) -> Ended:
        return Ended(self.number, None, fault, cut_off, self.arrival.received)
