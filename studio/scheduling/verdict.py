"""What becomes of a request that failed: what may have been paid, and whether it is asked again.

Pure: the table of faults. A request is never repeated by itself once it may have been charged; what
the client repeats (an unsent request, a restart without sound) it has repeated already.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.errors import StudioError
from studio.takes.request_record import RequestState
from studio.takes.take import Proof
from studio.tts import errors
from studio.wire import faults
from studio.wire.faults import clamped_retry_after

_NOT_STATED_SECONDS = 5.0
_BRIEFLY_SECONDS = 1.0
_DISAGREEMENTS = (
    faults.PIECES_MISSING,
    faults.PIECES_DISAGREE,
    faults.TOTALS_DISAGREE,
    faults.ENDLESS,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`retries`: the same may be asked again without a person's word. `pauses`: nothing else is asked
    of the service until a person acts or `pause_seconds` have passed."""

    state: RequestState
    proof: Proof = Proof.PARTIAL
    retries: bool = False
    pauses: bool = False
    pause_seconds: float | None = None


def verdict(
    error: StudioError,
    *,
    has_sound: bool,
    was_restarted: bool = False,
    came_to_an_end: bool = False,
) -> Verdict:
    """What `error` means for the request that met it; `was_restarted`: the server had it, went down
    without a sound of it, and it was to be sent once more."""
    if has_sound:
        return _with_sound(error, came_to_an_end)
    free, unknown = RequestState.FAILED_FREE, Verdict(RequestState.UNKNOWN)
    match error:
        case errors.KeyRefused() | errors.NoCredit():
            return Verdict(free, retries=True, pauses=True)
        case errors.TooManyContexts():
            return Verdict(free, retries=True, pauses=True, pause_seconds=_BRIEFLY_SECONDS)
        case errors.TooManyRequests():
            return Verdict(free, retries=True, pauses=True, pause_seconds=_wait(error))
        case errors.RequestRefused() | errors.NotOffered() | errors.Unusable():
            return Verdict(free)
        case errors.ServerRestarting():
            return unknown
        case errors.ServiceUnavailable():
            return Verdict(free, pauses=True, pause_seconds=_wait(error))
        case errors.Unreachable() | errors.NotASpeechServer():
            return unknown if was_restarted else Verdict(free, retries=True, pauses=True)
        case errors.SessionOver() | errors.SettingsUnconfirmed():
            return unknown if was_restarted else Verdict(free, retries=True)
        case errors.SpeechError():
            return unknown
        case _:
            # It could not be written down, or there is nobody to ask: nothing was sent.
            return Verdict(free, retries=True, pauses=True)


def _with_sound(error: StudioError, came_to_an_end: bool) -> Verdict:
    """What came is kept; the service as a whole may have said something too."""
    disagrees = isinstance(error, errors.Incomplete) and error.reason.sentence in _DISAGREEMENTS
    unconfirmed = came_to_an_end and isinstance(error, errors.Incomplete) and not disagrees
    proof = Proof.END_NOT_CONFIRMED if unconfirmed else Proof.PARTIAL
    pauses = isinstance(error, errors.KeyRefused | errors.NoCredit | errors.TooManyRequests)
    waits = isinstance(error, errors.TooManyRequests)
    return Verdict(
        RequestState.PARTIAL,
        proof,
        pauses=pauses,
        pause_seconds=_wait(error) if waits else None,
    )


def _wait(error: StudioError) -> float:
    asked = error.retry_after if isinstance(error, errors.SpeechError) else None
    return clamped_retry_after(asked, otherwise=_NOT_STATED_SECONDS)
