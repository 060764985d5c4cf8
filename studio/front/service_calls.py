"""What is asked of voice services besides speech: who they are, and which voices they offer."""

from __future__ import annotations

import time
from contextlib import suppress

from studio.document.values import Voice
from studio.errors import StudioError
from studio.scheduling.plan import Limits
from studio.scheduling.ways import PaidService
from studio.server.voices import all_voices
from studio.settings import Settings
from studio.standing.service import ServiceTest, VoiceInfo
from studio.takes.recipe import EMBEDDED
from studio.tts import TtsClient
from studio.tts import Voice as OfferedVoice
from studio.tts.endpoint import endpoint

MOST_CONTEXTS = 20
"""On one connection, by the protocol."""


def paid_service(settings: Settings, key: str | None) -> PaidService | None:
    """Whom the settings name, as far as a key is at hand; None when nobody can be asked."""
    if key is None:
        return None
    try:
        where = endpoint(
            settings.service_address or None, key, region=settings.service_region or None
        )
    except StudioError:
        return None
    limits = Limits(
        connections=settings.service_connections,
        contexts=min(max(settings.service_contexts, 1), MOST_CONTEXTS),
        repeats=settings.repeat_unknown,
    )
    return PaidService(where.host, where.http_url, where.key, limits)


async def test_service(address: str | None, key: str, region: str | None) -> ServiceTest:
    """Raises StudioError when it cannot be reached or refuses."""
    client = TtsClient(address, api_key=key, region=region)
    began = time.monotonic()
    models = await client.models()
    latency = time.monotonic() - began
    voices = await client.voices()
    host = endpoint(address, key, region=region).host
    return ServiceTest(host, len(voices), tuple(model.name for model in models), latency)


async def service_voices(service: PaidService) -> tuple[VoiceInfo, ...]:
    client = TtsClient(service.address, api_key=service.key)
    return tuple(
        info
        for voice in await client.voices()
        if (info := _offered(service.name, voice)) is not None
    )


async def voice_sample(service: PaidService, voice: Voice) -> bytes:
    client = TtsClient(service.address, api_key=service.key)
    return await client.voice_sample(await client.voice(voice.id))


def embedded_voices() -> tuple[VoiceInfo, ...]:
    return tuple(
        VoiceInfo(
            Voice(EMBEDDED, voice.id, voice.name),
            voice.description,
            voice.category,
            voice.sex,
            voice.age,
            "",
            voice.accent,
            (voice.language,),
            voice.sample_text,
        )
        for voice in all_voices()
    )


def _offered(service: str, voice: OfferedVoice) -> VoiceInfo | None:
    """None for one whose id is no number, which no Document can name."""
    with suppress(ValueError):
        return VoiceInfo(
            Voice(service, int(voice.id), voice.name),
            voice.description or "",
            voice.category or "",
            voice.sex or "",
            voice.age or "",
            voice.quality or "",
            "",
            voice.supported_languages or (),
            voice.sample_text or "",
            bool(voice.sample_url),
            voice.is_public,
            voice.verified,
        )
    return None
