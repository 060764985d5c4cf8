"""Errors a person can act on: each of the service's refusals has its own, with its words kept."""

from __future__ import annotations

import pytest

from studio.errors import StudioError
from studio.tts import errors, refusals
from studio.wire.faults import (
    CONNECTION_ENDED,
    Closure,
    Dropped,
    Received,
    Refused,
    Restarting,
    Unproved,
)
from studio.wire.faults import Unreachable as NobodyReached
from studio.wire.messages import ErrorReport

SAID = "“bad key”, UNAUTHORIZED, request 7f3a"


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("UNAUTHORIZED", 401, errors.KeyRefused),
        (None, 403, errors.KeyRefused),
        ("INSUFFICIENT_CREDITS", None, errors.NoCredit),
        (None, 402, errors.NoCredit),
        ("RATE_LIMITED", 400, errors.TooManyRequests),
        ("TOO_MANY_CONTEXTS", 429, errors.TooManyContexts),
        (None, 429, errors.TooManyRequests),
        ("VALIDATION_ERROR", 400, errors.RequestRefused),
        ("VALIDATION_ERROR", 413, errors.RequestRefused),
        ("MISSING_VOICE_ID", 400, errors.RequestRefused),
        ("MODEL_UNAVAILABLE", 503, errors.ServiceUnavailable),
        ("NOT_FOUND", 404, errors.NotOffered),
        ("INTERNAL_ERROR", 500, errors.SpeechError),
        ("EMPTY_AUDIO", None, errors.SpeechError),
        ("NEVER_HEARD_OF", None, errors.SpeechError),
        (None, 4001, errors.KeyRefused),
        (None, 4003, errors.NoCredit),
        (None, 4029, errors.TooManyRequests),
        (None, 4500, errors.ServiceUnavailable),
        (None, None, errors.SpeechError),
    ],
)
def test_the_codes_name_decides_then_its_number(
    code: str | None, status: int | None, kind: type[errors.SpeechError]
) -> None:
    """Each refusal is its own error, and code, status, request and words stay with it."""
    error = refusals.from_report(ErrorReport("the words", code, status, None, "7f3a", 20.0))
    assert type(error) is kind
    assert isinstance(error, StudioError)
    assert (error.error_code, error.status, error.request_id) == (code, status, "7f3a")
    assert error.retry_after == 20.0
    assert "“the words”" in str(error)
    assert "request 7f3a" in str(error)


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (
            ErrorReport("bad key", "UNAUTHORIZED", 401, request_id="7f3a"),
            f"The voice service refused the key ({SAID}). Check the key in Preferences › Voice service.",
        ),
        (
            ErrorReport("", code=429),
            "The voice service asks for a pause of 5 s (429). Try again after it.",
        ),
        (
            ErrorReport("", code=413),
            "The text is too long for the voice service (413). Split it into shorter Lines.",
        ),
        (
            ErrorReport(""),
            "The voice service failed. Try again; if it stays so, report the request.",
        ),
    ],
)
def test_an_error_says_what_to_do(report: ErrorReport, sentence: str) -> None:
    """Thing, cause and remedy in one breath, with only what the server really said."""
    assert str(refusals.from_report(report)) == sentence


@pytest.mark.parametrize(("asked", "kept"), [(None, None), (0.0, 1.0), (20.0, 20.0), (1e9, 300.0)])
def test_the_wait_a_server_asks_for_is_bounded(asked: float | None, kept: float | None) -> None:
    """One second at least, five minutes at most; what was not asked is not made up."""
    assert refusals.from_report(ErrorReport("", code=429, retry_after=asked)).retry_after == kept


def test_a_local_error_has_no_codes() -> None:
    """What never came from a server has nothing of a server's to show."""
    error = errors.session_over()
    assert (error.error_code, error.status, error.request_id, error.retry_after) == (None,) * 4


def test_the_end_of_a_connection_is_typed_or_incomplete() -> None:
    """The service's own close codes are refusals; any other end carries what had come."""
    received = Received(1.5, 8)
    refused = refusals.from_closure(Closure(4001, "bad key"), received)
    assert isinstance(refused, errors.KeyRefused)
    assert refused.received == received
    paused = refusals.from_closure(Closure(4029, "", 7.0))
    assert isinstance(paused, errors.TooManyRequests)
    assert paused.retry_after == 7.0
    assert "a pause of 7 s" in str(paused)
    error = refusals.from_closure(Closure(1011, "oops"), received)
    assert isinstance(error, errors.Incomplete)
    assert error.received == received
    assert str(error) == (
        "The speech is incomplete: the connection ended (code 1011, oops). The 1.5 s that came are"
        " kept; asking for it again may be charged."
    )
    assert "(code 1006)" in str(refusals.from_closure(Closure(1006)))


def test_every_fault_has_its_error() -> None:
    """What the rules call a fault is an error a person can read."""
    received = Received(0.5, 2)
    reason = CONNECTION_ENDED(code=1006, reason="")
    unproved = refusals.from_fault(Unproved(reason), received, None)
    assert isinstance(unproved, errors.Incomplete)
    assert unproved.reason == reason
    assert isinstance(
        refusals.from_fault(Dropped(Closure(4029)), received, None), errors.TooManyRequests
    )
    restarting = refusals.from_fault(Restarting(3.0), received, None)
    assert isinstance(restarting, errors.ServerRestarting)
    refused = refusals.from_fault(Refused(ErrorReport("no", "NOT_FOUND")), received, None)
    assert isinstance(refused, errors.NotOffered)
    assert unproved.received == restarting.received == refused.received == received
    failure = errors.unreachable("speech.example", "no route")
    assert refusals.from_fault(NobodyReached(), received, failure) is failure
    assert isinstance(refusals.from_fault(NobodyReached(), received, None), errors.SessionOver)
