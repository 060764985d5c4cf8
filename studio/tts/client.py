"""The front door of the voice service: sessions, single requests, and the lists of voices and models."""

from __future__ import annotations

from studio.tts.configs import MultiContextConfig
from studio.tts.endpoint import endpoint
from studio.tts.multi_context_session import MultiContextSession
from studio.tts.voices import Model, Voice, get_sample, get_voice, list_models, list_voices
from studio.wire.patience import PATIENT, Patience
from studio.wire.settings import VoiceId


class TtsClient:
    """`api_key` may carry a region prefix (`eu-…`); `api_url` may be a server on this computer."""

    def __init__(
        self,
        api_url: str | None = None,
        *,
        api_key: str = "",
        region: str | None = None,
        tts_url: str | None = None,
        patience: Patience = PATIENT,
    ) -> None:
        self._where = endpoint(api_url, api_key, region=region, tts_url=tts_url)
        self._patience = patience

    def multi_context_session(
        self, config: MultiContextConfig | None = None
    ) -> MultiContextSession:
        """Many voices over one connection. Nothing is opened before the first call to it."""
        return MultiContextSession(self._where, config or MultiContextConfig(), self._patience)

    async def voices(
        self, *, language: str | None = None, include_public: bool = True
    ) -> tuple[Voice, ...]:
        """Every voice the server offers this key."""
        return await list_voices(self._where, language=language, include_public=include_public)

    async def voice(self, id: VoiceId) -> Voice:
        return await get_voice(self._where, id)

    async def voice_sample(self, voice: Voice) -> bytes:
        """The voice's spoken sample as a sound file; at most 5 MB, over https only."""
        return await get_sample(self._where, voice)

    async def models(self) -> tuple[Model, ...]:
        return await list_models(self._where)
