"""What the rules tell of the messages they received. Messages that need no judgement pass as they are."""

from __future__ import annotations

import msgspec

from studio.wire.faults import NOTHING_RECEIVED, Fault, Received
from studio.wire.messages import AudioFrame, ErrorReport, ServerMessage, Usage


class Heard(msgspec.Struct, frozen=True, gc=False):
    """The next piece of sound, in its place. `turn` counts turns, or the spoken parts of a context."""

    frame: AudioFrame
    turn: int


class Ended(msgspec.Struct, frozen=True):
    """A turn, or what was flushed in a context, is over. Without a fault and not cut off: it is proved whole."""

    turn: int
    context_id: str | None = None
    fault: Fault | None = None
    cut_off: bool = False
    received: Received = NOTHING_RECEIVED


class CutOff(msgspec.Struct, frozen=True):
    """A barge-in is over; told once. Unconfirmed: the server never said so."""

    context_id: str | None = None
    confirmed: bool = True


class TurnClosed(msgspec.Struct, frozen=True):
    """The server closed a turn that was really one."""

    turn: int
    audio_seconds: float
    usage: Usage | None = None


class ContextGone(msgspec.Struct, frozen=True):
    """A context is over, with what the server said it used."""

    context_id: str
    usage: Usage | None = None


class Reconnect(msgspec.Struct, frozen=True):
    """Come back: something waits that may be sent again without paying twice, or the server said that
    it restarts."""

    after: float
    restarting: bool


class SettingsUnanswered(msgspec.Struct, frozen=True):
    """The oldest change of settings was not acknowledged in time."""


class SettingsRefused(msgspec.Struct, frozen=True):
    """The server refused the oldest change of settings."""

    report: ErrorReport


class NotCreated(msgspec.Struct, frozen=True):
    """The server did not say in time that it opened the context, or can say so no more."""

    context_id: str


class HangUp(msgspec.Struct, frozen=True):
    """What may still come on this connection can no longer be told apart; start a fresh one."""


Event = (
    ServerMessage
    | Heard
    | Ended
    | CutOff
    | TurnClosed
    | ContextGone
    | Reconnect
    | HangUp
    | NotCreated
    | SettingsRefused
    | SettingsUnanswered
)
