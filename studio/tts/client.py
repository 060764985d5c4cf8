"""The front door of the voice service: sessions, single requests, and the lists of voices and models."""

from __future__ import annotations

from collections.abc import AsyncIterator

from studio.tts.audio_chunk import AudioChunk
from studio.tts.callbacks import StreamingCallbacks
from studio.tts.configs import MultiContextConfig, RequestConfig, StreamConfig
from studio.tts.endpoint import endpoint
from studio.tts.multi_context_session import MultiContextSession
from studio.tts.single_request import Speech, generate, stream
from studio.tts.streaming_session import StreamingSession
from studio.tts.voices import Model, Voice, get_sample, get_voice, list_models, list_voices
from studio.wire.patience import PATIENT, Patience
from studio.wire.settings import VoiceId


class ServiceNames:
    """`client.tts`, as the service's examples write it."""

    def __init__(self, client: TtsClient) -> None:
        self.streaming_session = client.streaming_session
        self.create_multi_context_session = client.multi_context_session
        self.generate = client.generate
        self.stream = client.stream


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

    def streaming_session(
        self, config: StreamConfig | None = None, callbacks: StreamingCallbacks | None = None
    ) -> StreamingSession:
        """Text in as it is written, sound out. Nothing is opened before the first call to it."""
        return StreamingSession(
            self._where,
            config or StreamConfig(),
            callbacks or StreamingCallbacks(),
            self._patience,
        )

    def stream(self, text: str, config: RequestConfig | None = None) -> AsyncIterator[AudioChunk]:
        """The sound of one text, piece by piece; it ends with proof or with an error."""
        return stream(self._where, text, config or RequestConfig(), self._patience)

    async def generate(self, text: str, config: RequestConfig | None = None) -> Speech:
        """The sound of one text, whole; an error carries what had come."""
        return await generate(self._where, text, config or RequestConfig(), self._patience)

    @property
    def tts(self) -> ServiceNames:
        """The sessions under the names the service's own examples use."""
        return ServiceNames(self)

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
