"""What can go wrong between us and a speech server, in words a person can act on.

Every error keeps what the server said: its code, status, request id and how long it asks to wait.
"""

from __future__ import annotations

from studio.errors import StudioError
from studio.sentences import Message, sentence
from studio.wire import limits
from studio.wire.faults import NOTHING_RECEIVED, Received
from studio.wire.messages import ErrorReport

TOO_MANY_CONTEXTS = sentence(
    "tts.too_many_contexts",
    "The voice service allows {limit} contexts on one connection{said}."
    " Close one, or open another session.",
)
_RESTARTING = sentence(
    "tts.restarting",
    "The voice service is restarting, and part of the speech had come already."
    " Ask for it again in {seconds:.0f} s; it may be charged again.",
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
_CONTEXT_UNCONFIRMED = sentence(
    "tts.context_unconfirmed",
    "The voice service did not confirm the context “{id}”."
    " Speak to it all the same, or close it and open it again.",
)


class SpeechError(StudioError):
    """The voice service, or the way to it, failed."""

    def __init__(
        self,
        message: Message,
        report: ErrorReport | None = None,
        received: Received = NOTHING_RECEIVED,
    ) -> None:
        super().__init__(message)
        self.report = report
        self.received = received
        """What had arrived of the speech."""
        self.audio = b""
        """The sound that arrived, where the call was to return it all at once."""

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
        words = _INCOMPLETE(reason=reason, seconds=received.audio_seconds)
        super().__init__(words, received=received)
        self.reason = reason


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


class ContextUnconfirmed(SpeechError):
    """The server did not say that it opened the context, or was gone before it could."""


def restarting(retry_after: float, received: Received = NOTHING_RECEIVED) -> ServerRestarting:
    report = ErrorReport("", code=1012, retry_after=retry_after)
    return ServerRestarting(_RESTARTING(seconds=retry_after), report, received)


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
    return TooManyContexts(TOO_MANY_CONTEXTS(limit=limit, said=""))


def bad_context_id() -> Unusable:
    return unusable(_BAD_CONTEXT_ID(most=limits.CONTEXT_ID_LENGTH))


def text_to_speak_needed() -> Unusable:
    return unusable(_TEXT_NEEDED(most=limits.TEXT_LENGTH))


def unusable(reason: object) -> Unusable:
    return Unusable(_UNUSABLE(reason=reason))


def settings_unconfirmed() -> SettingsUnconfirmed:
    return SettingsUnconfirmed(_UNANSWERED())


def context_unconfirmed(id: str) -> ContextUnconfirmed:
    return ContextUnconfirmed(_CONTEXT_UNCONFIRMED(id=id))
