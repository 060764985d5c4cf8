"""One Lane's context in a session: speaks one Line at a time and returns its Take."""

from __future__ import annotations

from studio.takes.recipe import Recipe, TakeKey
from studio.takes.take import Take
from studio.tts import MultiContextSession, VoiceSettings


class LaneContext:
    """Opens its context when it first speaks, and anew when a Line needs other settings."""

    def __init__(self, session: MultiContextSession, id: str) -> None:
        self._session = session
        self._id = id
        self._settings: VoiceSettings | None = None

    async def speak(self, recipe: Recipe, key: TakeKey) -> Take: ...
