"""What a turn, a context or a request was asked to be, resolved from all that was said before.

Pure. A refusal carries the protocol's code; which answer it becomes is the rules' business.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from studio.server.chunker import Chunking
from studio.server.dictionaries import OWN_PROJECT, DictionaryShelf, WordChoice
from studio.server.engine import Delivery
from studio.server.sound_path import SoundFormat
from studio.server.voices import Voice, find_voice
from studio.wire import codes, limits
from studio.wire.settings import ContextVoice, LiveSettings, Settings, VoiceId

MODELS = {
    "kugel-3.5": "Embedded voices, current",
    "kugel-3": "Embedded voices, as an older service names its model",
}
"""The embedded voices answer to the service's model names; all of them sound alike here."""
CURRENT_MODEL = "kugel-3.5"
_TOKENS_PER_SECOND = 7.5
"""A token stands for so much sound with the models whose protocol this is."""
_LEGACY_MODELS = frozenset(("kugel-1", "kugel-1-turbo", "kugel-2", "kugel-2-turbo", "kugel-2.5"))


class Refusal(Exception):
    """What was asked for cannot be had; `code` and `status` are the protocol's."""

    def __init__(self, code: str, text: str, status: int | None = None) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.status = codes.STATUS[code] if status is None else status


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """Everything that stays the same while one text is spoken."""

    voice: Voice
    delivery: Delivery
    wanted: SoundFormat
    word_timestamps: bool
    model_id: str
    chunking: Chunking
    words: WordChoice
    most_ms: int | None = None
    """No text chunk sounds for longer; None: as long as it takes."""


def resolved(
    settings: Settings, shelf: DictionaryShelf, context_voice: ContextVoice | None = None
) -> SpeechSettings:
    """What `settings` come to, with what binds to one context laid over them; raises Refusal."""
    if settings.dictionary_ids and settings.project_id is None:
        raise Refusal(codes.VALIDATION_ERROR, "dictionary_ids needs a project_id")
    own = context_voice or ContextVoice()
    voice = wanted_voice(settings.voice_id if context_voice is None else own.voice_id)
    delivery = _delivery(settings, own, voice)
    project_id = OWN_PROJECT if settings.project_id is None else settings.project_id
    return SpeechSettings(
        voice=voice,
        delivery=delivery,
        wanted=_format(settings),
        word_timestamps=bool(settings.word_timestamps),
        model_id=model(settings.model_id),
        chunking=_chunking(settings),
        words=WordChoice(shelf, project_id, settings.dictionary_ids, delivery.language),
        most_ms=_most_ms(settings, own),
    )


def wanted_voice(voice_id: VoiceId | None) -> Voice:
    if voice_id is None:
        raise Refusal(codes.MISSING_VOICE_ID, "voice_id is required")
    voice = find_voice(voice_id)
    if voice is None:
        raise Refusal(codes.NOT_FOUND, f"Voice not found: {str(voice_id)[:80]}")
    return voice


def model(model_id: str | None) -> str:
    """The current name of a model, or of the only one there is."""
    if model_id is None or model_id in _LEGACY_MODELS:
        return CURRENT_MODEL
    if model_id not in MODELS:
        raise Refusal(codes.VALIDATION_ERROR, f"model_id: unknown model {model_id[:80]}")
    return model_id


def with_newer_format(older: Settings, newer: Settings) -> Settings:
    """`older` without a format that what `newer` says replaces."""
    if newer.output_format is not None:
        return _without(older, "sample_rate")
    if newer.sample_rate not in (None, limits.NATIVE_RATE):
        return _without(older, "output_format")
    return older


def settings_from(changes: LiveSettings) -> Settings:
    """What `update_settings` said, as any frame could have said it."""
    return Settings(**msgspec.structs.asdict(changes))


def live_part(settings: Settings) -> LiveSettings:
    """The six settings an acknowledgement tells."""
    return LiveSettings(
        cfg_scale=settings.cfg_scale,
        temperature=settings.temperature,
        speed=settings.speed,
        max_new_tokens=settings.max_new_tokens,
        language=settings.language,
        normalize=settings.normalize,
    )


def _without(settings: Settings, name: str) -> Settings:
    return msgspec.structs.replace(settings, **{name: None})


def _format(settings: Settings) -> SoundFormat:
    if settings.output_format is not None:
        return SoundFormat(*limits.OUTPUT_FORMATS[settings.output_format])
    return SoundFormat(limits.PCM, settings.sample_rate or limits.NATIVE_RATE)


def _chunking(settings: Settings) -> Chunking:
    stale_ms = settings.flush_timeout_ms
    return Chunking(
        lengths=settings.chunk_length_schedule or limits.DEFAULT_CHUNK_LENGTHS,
        at_every_sentence=bool(settings.auto_mode),
        most=settings.max_buffer_length or limits.DEFAULT_MAX_BUFFER_LENGTH,
        stale_seconds=(limits.DEFAULT_FLUSH_TIMEOUT_MS if stale_ms is None else stale_ms) / 1000.0,
    )


def _delivery(settings: Settings, own: ContextVoice, voice: Voice) -> Delivery:
    plain = Delivery()
    cfg_scale = _first(own.cfg_scale, settings.cfg_scale, plain.cfg_scale)
    low, high = limits.CFG_SCALE
    return Delivery(
        language=settings.language or voice.language,
        speed=_first(own.speed, settings.speed, plain.speed),
        cfg_scale=min(max(cfg_scale, low), high),
        temperature=_first(settings.temperature, plain.temperature),
        stability=_first(own.stability, plain.stability),
        similarity_boost=_first(own.similarity_boost, plain.similarity_boost),
        style=_first(own.style, plain.style),
        use_speaker_boost=bool(own.use_speaker_boost),
        normalize=settings.normalize is not False,
    )


def _most_ms(settings: Settings, own: ContextVoice) -> int | None:
    tokens = settings.max_new_tokens if own.max_new_tokens is None else own.max_new_tokens
    return None if tokens is None else round(tokens * 1000.0 / _TOKENS_PER_SECOND)


def _first(*values: float | None) -> float:
    return next(float(value) for value in values if value is not None)
