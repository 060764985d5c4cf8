"""What can go wrong between us and a speech server, in words a person can act on.

Every error keeps what the server said: its code, status, request id and how long it asks to wait.
"""

from __future__ import annotations

import msgspec

from studio.errors import StudioError
from studio.sentences import Message, Sentence, sentence
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
    clamped_retry_after,
    is_refusal,
)
from studio.wire.faults import Unreachable as NobodyReached
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
_TOO_MANY_CONTEXTS = sentence(
    "tts.too_many_contexts",
    "The voice service allows {limit} contexts on one connection{said}."
    " Close one, or open another session.",
)
_UNAVAILABLE = sentence(
    "tts.unavailable",
    "The voice service cannot speak just now{said}. Try again in {seconds:.0f} s.",
)
_RESTARTING = sentence(
    "tts.restarting",
    "The voice service is restarting, and part of the speech had come already."
    " Ask for it again in {seconds:.0f} s; it may be charged again.",
)
_FAILED = sentence(
    "tts.failed", "The voice service failed{said}. Try again; if it stays so, report the request."
)
_UNREACHABLE = sentence(
    "tts.unreachable",
    "The voice service at {host} cannot be reached: {cause}. Check the network and the address.",
)
_NOT_A_SPEECH_SERVER = sentence(
    "tts.not_a_speech_server",
    "What answers at {host} is not a speech server: {cause}. Check the address.",
)
_INCOMPLETE = sentence(
    "tts.incomplete",
    "The speech is incomplete: {reason}. The {seconds:.1f} s that came are kept;"
    " asking for it again may be charged.",
)
_INTERRUPTED = sentence("tts.interrupted", "it was interrupted")
_NOT_TAKEN = sentence(
    "tts.not_taken",
    "Speech was given up because nobody took it: {seconds:.0f} s were waiting."
    " Take the sound as it comes.",
)
_SESSION_OVER = sentence(
    "tts.session_over", "The session is closed and takes no more text. Open a new one."
)
_NO_SUCH_CONTEXT = sentence(
    "tts.no_such_context", "There is no context “{id}” in this session. Create it first."
)
_UNUSABLE = sentence("tts.unusable", "The voice service cannot be asked like this: {reason}.")
_BAD_CONTEXT_ID = sentence("tts.bad_context_id", "a context is named by 1 to {most} characters")
_TEXT_NEEDED = sentence("tts.text_needed", "a request needs 1 to {most} characters to speak")
_UNANSWERED = sentence(
    "tts.unanswered",
    "The voice service did not confirm the new settings. They may not be in force; set them again.",
)


class SpeechError(StudioError):
    """The voice service, or the way to it, failed."""

    def __init__(self, message: Message, report: ErrorReport | None = None) -> None:
        super().__init__(message)
        self.report = report

    @property
    def error_code(self) -> str | None:
        return self.report.error_code if self.report else None

    @property
    def status(self) -> int | None:
        return self.report.code if self.report else None

    @property
    def request_id(self) -> str | None:
        return self.report.request_id if self.report else None

    @property
    def retry_after(self) -> float | None:
        """Seconds to stay away, within 1 to 300; None when nothing was asked."""
        return self.report.retry_after if self.report else None


class KeyRefused(SpeechError):
    """401, 403, 4001."""


class NoCredit(SpeechError):
    """402, 4003."""


class NotOffered(SpeechError):
    """404: a voice, model or dictionary nobody knows there."""


class RequestRefused(SpeechError):
    """400, 413: asked for in a way the service does not allow."""


class TooManyRequests(SpeechError):
    """429, 4029. Nothing was repeated; the caller decides when."""


class TooManyContexts(TooManyRequests):
    """More contexts than one connection may carry."""


class ServiceUnavailable(SpeechError):
    """503, 4500."""


class ServerRestarting(ServiceUnavailable):
    """1012, 1013 after sound had come, or a second time: repeating would pay twice."""


class Unreachable(SpeechError):
    """No connection: name, network, proxy or certificate."""


class NotASpeechServer(SpeechError):
    """Something answers there, but not in this protocol."""


class Incomplete(SpeechError):
    """Speech that is not proved to be whole; `received` says what had arrived."""

    def __init__(self, reason: Message, received: Received = NOTHING_RECEIVED) -> None:
        super().__init__(_INCOMPLETE(reason=reason, seconds=received.audio_seconds))
        self.reason = reason
        self.received = received
        self.audio = b""
        """The sound that arrived, where the call was to return it all at once."""


class NotTaken(SpeechError):
    """The caller did not take the sound, and it grew beyond what is kept."""


class SessionOver(SpeechError):
    """The session was closed."""


class NoSuchContext(SpeechError):
    """A context of this id was never opened here, or is gone."""


class Unusable(SpeechError):
    """What the caller gave lies outside the protocol; nothing was sent."""


class SettingsUnconfirmed(SpeechError):
    """A change of settings was not acknowledged."""


def from_report(report: ErrorReport) -> SpeechError:
    """The typed error for what the server said, by its code name first, then by its number."""
    kind, template = _kind(report)
    wait = clamped_retry_after(report.retry_after, otherwise=5.0)
    if report.retry_after is not None:
        report = msgspec.structs.replace(report, retry_after=wait)
    limit = limits.CONTEXTS_PER_CONNECTION
    return kind(template(said=_said(report), seconds=wait, limit=limit), report)


def _kind(report: ErrorReport) -> tuple[type[SpeechError], Sentence]:
    if report.code == 413:
        return RequestRefused, _TEXT_TOO_LONG
    by_name = _BY_NAME.get(report.error_code or "")
    return by_name or _BY_STATUS.get(report.code or 0) or (SpeechError, _FAILED)


_BY_NAME: dict[str, tuple[type[SpeechError], Sentence]] = {
    "UNAUTHORIZED": (KeyRefused, _KEY_REFUSED),
    "INSUFFICIENT_CREDITS": (NoCredit, _NO_CREDIT),
    "RATE_LIMITED": (TooManyRequests, _TOO_MANY_REQUESTS),
    "TOO_MANY_CONTEXTS": (TooManyContexts, _TOO_MANY_CONTEXTS),
    "VALIDATION_ERROR": (RequestRefused, _REQUEST_REFUSED),
    "MISSING_VOICE_ID": (RequestRefused, _REQUEST_REFUSED),
    "MODEL_UNAVAILABLE": (ServiceUnavailable, _UNAVAILABLE),
    "NOT_FOUND": (NotOffered, _NOT_OFFERED),
}
_BY_STATUS: dict[int, tuple[type[SpeechError], Sentence]] = {
    401: (KeyRefused, _KEY_REFUSED),
    403: (KeyRefused, _KEY_REFUSED),
    402: (NoCredit, _NO_CREDIT),
    429: (TooManyRequests, _TOO_MANY_REQUESTS),
    400: (RequestRefused, _REQUEST_REFUSED),
    422: (RequestRefused, _REQUEST_REFUSED),
    404: (NotOffered, _NOT_OFFERED),
    503: (ServiceUnavailable, _UNAVAILABLE),
    502: (ServiceUnavailable, _UNAVAILABLE),
    504: (ServiceUnavailable, _UNAVAILABLE),
    4001: (KeyRefused, _KEY_REFUSED),
    4003: (NoCredit, _NO_CREDIT),
    4029: (TooManyRequests, _TOO_MANY_REQUESTS),
    4500: (ServiceUnavailable, _UNAVAILABLE),
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


def restarting(retry_after: float) -> ServerRestarting:
    report = ErrorReport("", code=1012, retry_after=retry_after)
    return ServerRestarting(_RESTARTING(seconds=retry_after), report)


def unreachable(host: str, cause: object) -> Unreachable:
    return Unreachable(_UNREACHABLE(host=host, cause=cause))


def not_a_speech_server(host: str, cause: object) -> NotASpeechServer:
    return NotASpeechServer(_NOT_A_SPEECH_SERVER(host=host, cause=cause))


def interrupted(received: Received) -> Incomplete:
    return Incomplete(_INTERRUPTED(), received)


def not_taken(seconds: float) -> NotTaken:
    return NotTaken(_NOT_TAKEN(seconds=seconds))


def session_over() -> SessionOver:
    return SessionOver(_SESSION_OVER())


def no_such_context(id: str) -> NoSuchContext:
    return NoSuchContext(_NO_SUCH_CONTEXT(id=id))


def too_many_contexts(limit: int) -> TooManyContexts:
    return TooManyContexts(_TOO_MANY_CONTEXTS(limit=limit, said=""))


def bad_context_id() -> Unusable:
    return unusable(_BAD_CONTEXT_ID(most=limits.CONTEXT_ID_LENGTH))


def text_to_speak_needed() -> Unusable:
    return unusable(_TEXT_NEEDED(most=limits.TEXT_LENGTH))


def unusable(reason: object) -> Unusable:
    return Unusable(_UNUSABLE(reason=reason))


def settings_unconfirmed() -> SettingsUnconfirmed:
    return SettingsUnconfirmed(_UNANSWERED())


def from_closure(closure: Closure, received: Received = NOTHING_RECEIVED) -> SpeechError:
    """The typed error for how a connection ended; Incomplete where the server gave no reason of its own."""
    if is_refusal(closure):
        return from_report(ErrorReport(closure.reason, code=closure.code))
    reason = f", {closure.reason}" if closure.reason else ""
    return Incomplete(CONNECTION_ENDED(code=closure.code, reason=reason), received)


def from_fault(fault: Fault, received: Received, failure: SpeechError | None) -> SpeechError:
    """The typed error for why something asked for is not whole; `failure` is why nobody was reached."""
    match fault:
        case Unproved(reason):
            return Incomplete(reason, received)
        case Refused(report):
            return from_report(report)
        case Dropped(closure):
            return from_closure(closure, received)
        case Restarting(retry_after):
            return restarting(retry_after)
        case NobodyReached():
            return failure or session_over()
