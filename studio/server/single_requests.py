"""The rules of `/ws/tts`: one text after another, each spoken whole. No socket, clock or task."""

from __future__ import annotations

from collections import deque

from studio.server.dictionaries import DictionaryShelf
from studio.server.markup import has_something_to_say
from studio.server.pieces import PieceWanted
from studio.server.rules import Outgoing, error_report
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
from studio.wire import codes, limits
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
    RequestTrace,
    SettingsUpdated,
    Speak,
    UpdateSettings,
)
from studio.wire.settings import Settings, merged

_WAITING_REQUESTS = 50


class RequestRules:
    """One connection's requests. The first of `_waiting` begins when the one before is answered."""

    def __init__(self, shelf: DictionaryShelf) -> None:
        self.outgoing = Outgoing()
        self._shelf = shelf
        self._defaults = Settings()
        self._waiting: deque[tuple[str, SpeechSettings]] = deque()
        self._speech: Speech | None = None
        self._began = 0.0
        self._first_sound: float | None = None
        self._text = ""
        self._closing = False

    def receive(self, message: ClientMessage, now: float) -> None:
        if self._closing:
            return
        match message:
            case Speak(text, _, _, settings):
                self._request(text, settings, now)
            case Flush(_, settings) | Configure(settings):
                self._request("", settings, now)
            case Cancel():
                if self._speech is not None:
                    self.outgoing.silence(self._speech)
                    self._speech = None
                self.outgoing.say(Interrupted())
                self._begin_next(now)
            case UpdateSettings(changes):
                self._defaults = merged(self._defaults, settings_from(changes))
                self.outgoing.say(SettingsUpdated(live_part(self._defaults)))
            case CloseSocket():
                self._closing = True
            case EndTurn() | KeepAlive() | CloseContext():
                pass

    def _request(self, text: str, settings: Settings, now: float) -> None:
        try:
            wanted = request_settings(text, settings, self._defaults, self._shelf)
            self._waiting.append((text, wanted))
            if len(self._waiting) > _WAITING_REQUESTS:
                self._waiting.pop()
                raise Refusal(codes.RATE_LIMITED, "too many requests wait on this connection")
        except Refusal as refusal:
            self.outgoing.say(error_report(refusal))
        self._begin_next(now)

    def _begin_next(self, now: float) -> None:
        while self._speech is None and self._waiting:
            text, settings = self._waiting.popleft()
            self._text, self._began, self._first_sound = text, now, None
            self._speech = whole_text_speech(text, settings, now)
            self._advance(now)

    def heard(self, speech: Speech, piece: PieceWanted, sound: Sound, now: float) -> None:
        speech.hear(piece, sound, now)
        if self._first_sound is None:
            self._first_sound = now
        self.outgoing.tell_of(speech)

    def ended(
        self, speech: Speech, piece: PieceWanted, report: Spoken | Refusal, now: float
    ) -> None:
        speech.end(piece, report, now)
        if speech.failure is None:
            self._advance(now)
        else:
            self.outgoing.silence(speech)
            self._speech = None
            self.outgoing.say(error_report(speech.failure))
        self._begin_next(now)

    def _advance(self, now: float) -> None:
        speech = self._speech
        assert speech is not None
        self.outgoing.tell_of(speech)
        if speech.reached():
            self._speech = None
            self.outgoing.say(self._final(speech, now))

    def _final(self, speech: Speech, now: float) -> Final:
        """Samples and length are counted at the native rate, whatever the client asked for."""
        duration, spent = speech.audio_seconds, now - self._began
        waited = (self._first_sound or now) - self._began
        return Final(
            chunks=speech.total_frames,
            total_samples=round(duration * limits.NATIVE_RATE),
            dur_ms=round(duration * 1000.0, 1),
            gen_ms=round(spent * 1000.0, 1),
            rtf=round(spent / duration, 6) if duration else 0.0,
            usage=speech.usage(),
            debug=RequestTrace(
                self._text, round(waited * 1000.0, 1), speech.settings.delivery.speed
            ),
        )

    def tick(self, now: float) -> None:
        if self._speech is not None:
            self._speech.tick(now)
            self._advance(now)

    def deadline(self) -> float | None:
        return self._speech.deadline() if self._speech is not None else None

    @property
    def is_busy(self) -> bool:
        return self._speech is not None

    @property
    def is_over(self) -> bool:
        return self._closing and self._speech is None


def request_settings(
    text: str, said: Settings, defaults: Settings, shelf: DictionaryShelf
) -> SpeechSettings:
    """What one request comes to, or Refusal."""
    if not has_something_to_say(text):
        raise Refusal(codes.VALIDATION_ERROR, "text must contain something to say")
    if len(text) > limits.TEXT_LENGTH:
        raise Refusal(
            codes.VALIDATION_ERROR,
            f"text has {len(text)} characters; {limits.TEXT_LENGTH} are allowed",
            codes.TEXT_TOO_LONG,
        )
    settings = merged(with_newer_format(defaults, said), said)
    return resolved(settings, shelf)


def whole_text_speech(text: str, settings: SpeechSettings, now: float) -> Speech:
    speech = Speech(settings, now, tells_chunks=False)
    speech.append(text, now)
    speech.flush(Milestone.CLOSED, now)
    return speech
