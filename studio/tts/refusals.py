"""The typed error for what a server said, how a connection ended, or what the rules found missing."""

from __future__ import annotations

import msgspec

from studio.sentences import Sentence, sentence
from studio.tts import errors
from studio.wire import limits
from studio.wire.faults import (
    CONNECTION_ENDED,
    NOTHING_RECEIVED,
    Closure,
    Dropped,
    Fault,
    Received,
    Refused,
    Restarting,
    Unproved,
    Unreachable,
    clamped_retry_after,
    is_refusal,
)
from studio.wire.messages import ErrorReport

_KEY_REFUSED = sentence(
    "tts.key_refused",
    "The voice service refused the key{said}. Check the key in Preferences › Voice service.",
)
_NO_CREDIT = sentence(
    "tts.no_credit",
    "The account of the voice service has no credit left{said}. Add credit, or use the draft voices.",
)
_NOT_OFFERED = sentence(
    "tts.not_offered",
    "The voice service does not know what was asked for{said}. Choose another voice or model.",
)
_REQUEST_REFUSED = sentence(
    "tts.request_refused",
    "The voice service refused the request{said}. Change the text or its delivery.",
)
_TEXT_TOO_LONG = sentence(
    "tts.text_too_long",
    "The text is too long for the voice service{said}. Split it into shorter Lines.",
)
_TOO_MANY_REQUESTS = sentence(
    "tts.too_many_requests",
    "The voice service asks for a pause of {seconds:.0f} s{said}. Try again after it.",
)
_UNAVAILABLE = sentence(
    "tts.unavailable",
    "The voice service cannot speak just now{said}. Try again in {seconds:.0f} s.",
)
_FAILED = sentence(
    "tts.failed", "The voice service failed{said}. Try again; if it stays so, report the request."
)


def from_report(report: ErrorReport, received: Received = NOTHING_RECEIVED) -> errors.SpeechError:
    """The typed error for what the server said, by its code name first, then by its number."""
    kind, template = _kind(report)
    wait = clamped_retry_after(report.retry_after, otherwise=5.0)
    if report.retry_after is not None:
        report = msgspec.structs.replace(report, retry_after=wait)
    limit = limits.CONTEXTS_PER_CONNECTION
    return kind(template(said=_said(report), seconds=wait, limit=limit), report, received)


def _kind(report: ErrorReport) -> tuple[type[errors.SpeechError], Sentence]:
    if report.code == 413:
        return errors.RequestRefused, _TEXT_TOO_LONG
    by_name = _BY_NAME.get(report.error_code or "")
    return by_name or _BY_STATUS.get(report.code or 0) or (errors.SpeechError, _FAILED)


_BY_NAME: dict[str, tuple[type[errors.SpeechError], Sentence]] = {
    "UNAUTHORIZED": (errors.KeyRefused, _KEY_REFUSED),
    "INSUFFICIENT_CREDITS": (errors.NoCredit, _NO_CREDIT),
    "RATE_LIMITED": (errors.TooManyRequests, _TOO_MANY_REQUESTS),
    "TOO_MANY_CONTEXTS": (errors.TooManyContexts, errors.TOO_MANY_CONTEXTS),
    "VALIDATION_ERROR": (errors.RequestRefused, _REQUEST_REFUSED),
    "MISSING_VOICE_ID": (errors.RequestRefused, _REQUEST_REFUSED),
    "MODEL_UNAVAILABLE": (errors.ServiceUnavailable, _UNAVAILABLE),
    "NOT_FOUND": (errors.NotOffered, _NOT_OFFERED),
}
_BY_STATUS: dict[int, tuple[type[errors.SpeechError], Sentence]] = {
    401: (errors.KeyRefused, _KEY_REFUSED),
    403: (errors.KeyRefused, _KEY_REFUSED),
    402: (errors.NoCredit, _NO_CREDIT),
    429: (errors.TooManyRequests, _TOO_MANY_REQUESTS),
    400: (errors.RequestRefused, _REQUEST_REFUSED),
    422: (errors.RequestRefused, _REQUEST_REFUSED),
    404: (errors.NotOffered, _NOT_OFFERED),
    503: (errors.ServiceUnavailable, _UNAVAILABLE),
    502: (errors.ServiceUnavailable, _UNAVAILABLE),
    504: (errors.ServiceUnavailable, _UNAVAILABLE),
    4001: (errors.KeyRefused, _KEY_REFUSED),
    4003: (errors.NoCredit, _NO_CREDIT),
    4029: (errors.TooManyRequests, _TOO_MANY_REQUESTS),
    4500: (errors.ServiceUnavailable, _UNAVAILABLE),
}


def _said(report: ErrorReport) -> str:
    """` (“text”, CODE, request 7f3a)`: the server's own words, for whoever must look them up."""
    parts = []
    if report.text:
        parts.append(f"“{report.text}”")
    code = report.error_code or (str(report.code) if report.code else "")
    if code:
        parts.append(code)
    if report.request_id:
        parts.append(f"request {report.request_id}")
    return f" ({', '.join(parts)})" if parts else ""


def from_closure(closure: Closure, received: Received = NOTHING_RECEIVED) -> errors.SpeechError:
    """The typed error for how a connection ended; errors.Incomplete where the server gave no reason of its own."""
    if is_refusal(closure):
        asked = closure.retry_after
        report = ErrorReport(closure.reason, code=closure.code, retry_after=asked)
        return from_report(report, received)
    reason = f", {closure.reason}" if closure.reason else ""
    return errors.Incomplete(CONNECTION_ENDED(code=closure.code, reason=reason), received)


def from_fault(
    fault: Fault, received: Received, failure: errors.SpeechError | None
) -> errors.SpeechError:
    """The typed error for why something asked for is not whole; `failure` is why nobody was reached."""
    match fault:
        case Unproved(reason):
            return errors.Incomplete(reason, received)
        case Refused(report):
            return from_report(report, received)
        case Dropped(closure):
            return from_closure(closure, received)
        case Restarting(retry_after):
            return errors.restarting(retry_after, received)
        case Unreachable():
            return failure or errors.session_over()
