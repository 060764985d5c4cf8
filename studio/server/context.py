"""One context of a connection: its speech, its state, and what it used. No socket, clock or task."""

from __future__ import annotations

from enum import Enum

import msgspec

from studio.server.speech import Milestone, Speech
from studio.server.speech_settings import SpeechSettings
from studio.wire.messages import Usage


class ContextState(Enum):
    OPEN = "takes text"
    CLOSING = "speaks what is left"


class Context:
    """Bound to its settings when created. A cancel ends its speech; the next text begins another."""

    def __init__(
        self, id: str, settings: SpeechSettings | None, inactivity_seconds: float, now: float
    ) -> None:
        self.id = id
        self.settings = settings
        self.state = ContextState.OPEN
        self.speech: Speech | None = None
        self.was_refused = False
        self._inactivity_seconds = inactivity_seconds
        self._touched = now
        self._next_chunk_id = 0
        self._used = Usage(audio_seconds=0.0, characters=0)

    def touch(self, now: float) -> None:
        """The client said something of this context, or its sound was made: not idle."""
        self._touched = now

    def speech_for_text(self, now: float) -> Speech:
        """The speech that takes text now."""
        if self.speech is None:
            assert self.settings is not None
            self.speech = Speech(
                self.settings, now, context_id=self.id, first_chunk_id=self._next_chunk_id
            )
        return self.speech

    def drop_speech(self) -> Speech | None:
        """End the speech at once; what it made still counts as used."""
        speech, self.speech = self.speech, None
        if speech is not None:
            self._used = _sum(self._used, speech)
            self._next_chunk_id = speech.next_chunk_id
        return speech

    def finish(self, milestone: Milestone, now: float) -> bool:
        """Admit all text; True when there is nothing to wait for."""
        if self.speech is None:
            return True
        self.speech.flush(milestone, now)
        return False

    def usage(self) -> Usage | None:
        """What was used until now; None when nothing was spoken."""
        total = self._used if self.speech is None else _sum(self._used, self.speech)
        if not total.audio_seconds or self.settings is None:
            return None
        return msgspec.structs.replace(total, model_id=self.settings.model_id)

    @property
    def is_at_work(self) -> bool:
        return self.speech is not None and self.speech.is_at_work

    def idle_deadline(self) -> float | None:
        """When it times out; never while it is speaking."""
        if self.is_at_work or self.state is ContextState.CLOSING:
            return None
        return self._touched + self._inactivity_seconds


def _sum(used: Usage, speech: Speech) -> Usage:
    return Usage(
        audio_seconds=round((used.audio_seconds or 0.0) + speech.audio_seconds, 6),
        characters=(used.characters or 0) + speech.characters,
    )
