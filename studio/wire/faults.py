"""Why something asked for did not arrive whole: a value for the rules, a typed error for callers."""

from __future__ import annotations

import msgspec

from studio.sentences import Message, sentence
from studio.wire import codes, limits
from studio.wire.messages import ErrorReport

PIECES_MISSING = sentence("wire.pieces_missing", "{missing} of {expected} pieces are missing")
PIECES_DISAGREE = sentence(
    "wire.pieces_disagree", "the server speaks of {told} pieces, {heard} arrived"
)
TOTALS_DISAGREE = sentence(
    "wire.totals_disagree",
    "the server speaks of {told:.2f} s of sound, {heard:.2f} s arrived",
)
END_NOT_CONFIRMED = sentence(
    "wire.end_not_confirmed", "the server did not confirm that a piece of text was spoken whole"
)
NO_SOUND = sentence("wire.no_sound", "the server said it was done without any sound")
NO_PROGRESS = sentence("wire.no_progress", "nothing more came for {seconds:.0f} s")
ENDLESS = sentence("wire.endless", "the server sent far more sound than the text can need")
CONNECTION_ENDED = sentence("wire.connection_ended", "the connection ended (code {code}{reason})")
STOPPED_BY_SERVER = sentence("wire.stopped_by_server", "the server stopped by itself")


class Closure(msgspec.Struct, frozen=True):
    """How a connection ended: the close code (1006 when there was none) and the server's words."""

    code: int
    reason: str = ""
    retry_after: float | None = None


class Received(msgspec.Struct, frozen=True):
    """What had arrived by then."""

    audio_seconds: float = 0.0
    frames: int = 0
    refused: int = 0
    repeated: int = 0


NOTHING_RECEIVED = Received()


class Unproved(msgspec.Struct, frozen=True):
    """It may or may not be all; there is no proof that it is."""

    reason: Message


class Refused(msgspec.Struct, frozen=True):
    """The server said no, or failed and said so."""

    report: ErrorReport


class Dropped(msgspec.Struct, frozen=True):
    """The connection ended in the middle."""

    closure: Closure


class Restarting(msgspec.Struct, frozen=True):
    """The server is restarting, and what was asked for cannot be repeated without paying twice."""

    retry_after: float


class Unreachable(msgspec.Struct, frozen=True):
    """No connection could be made; nothing of it was sent. Who tried knows why."""


Fault = Unproved | Refused | Dropped | Restarting | Unreachable


def is_restart(closure: Closure) -> bool:
    return closure.code in (codes.CLOSE_RESTARTING, codes.CLOSE_DRAINING)


def is_refusal(closure: Closure) -> bool:
    """Whether the server said why it will not go on: another try would meet the same."""
    return closure.code in _REFUSALS


def is_about_account(report: ErrorReport) -> bool:
    """Whether the server refused whoever asks, whatever was asked for."""
    if report.error_code is not None:
        return report.error_code in (codes.UNAUTHORIZED, codes.INSUFFICIENT_CREDITS)
    return report.code in _ACCOUNT_STATUS


def restart_delay(closure: Closure) -> float:
    """How long the server asks to stay away; one second where it does not say."""
    return clamped_retry_after(closure.retry_after, otherwise=1.0)


def lost(closure: Closure) -> Fault:
    """What the end of the connection means for what cannot be said again."""
    return Restarting(restart_delay(closure)) if is_restart(closure) else Dropped(closure)


def clamped_retry_after(seconds: float | None, otherwise: float) -> float:
    low, high = limits.RETRY_AFTER
    return otherwise if seconds is None else min(max(seconds, low), high)


_ACCOUNT_STATUS = (codes.STATUS[codes.UNAUTHORIZED], codes.STATUS[codes.INSUFFICIENT_CREDITS])
_REFUSALS = (
    codes.CLOSE_UNAUTHORIZED,
    codes.CLOSE_NO_CREDIT,
    codes.CLOSE_RATE_LIMITED,
    codes.CLOSE_MODEL_UNAVAILABLE,
)
