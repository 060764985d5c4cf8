"""What a new context is bound to: its own voice, the one it had before, or the session's. Pure."""

from __future__ import annotations

from studio.server.dictionaries import DictionaryShelf
from studio.server.speech_settings import SpeechSettings, resolved, wanted_voice
from studio.wire.settings import ContextVoice, Settings, merged

_MOST_REMEMBERED = 200


class ContextBindings:
    """Remembers the voices of contexts that are gone, for a client that goes on with one that timed
    out without saying its voice again."""

    def __init__(self, shelf: DictionaryShelf) -> None:
        self._shelf = shelf
        self._voices: dict[str, ContextVoice] = {}

    def bind(self, context_id: str, said: Settings, session: Settings) -> SpeechSettings | None:
        """None when it has no voice and nothing else is wrong; raises Refusal."""
        remembered = self._voices.get(context_id)
        voice = said.voice_settings or remembered or ContextVoice()
        if voice.voice_id is None:
            known = remembered.voice_id if remembered else None
            voice = merged(voice, ContextVoice(voice_id=known or session.voice_id))
        if voice.voice_id is None:
            return None
        wanted_voice(voice.voice_id)
        bound = resolved(session, self._shelf, voice)
        self._remember(context_id, voice)
        return bound

    def _remember(self, context_id: str, voice: ContextVoice) -> None:
        self._voices.pop(context_id, None)
        self._voices[context_id] = voice
        if len(self._voices) > _MOST_REMEMBERED:
            del self._voices[next(iter(self._voices))]
