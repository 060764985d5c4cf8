"""How sessions are asked to speak: every setting of the service, with its documented default.

Checked when made, so that a mistake is found where it was written.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

import msgspec

from studio.sentences import sentence
from studio.tts.errors import unusable
from studio.wire import limits
from studio.wire.refused_json import in_words
from studio.wire.settings import (
    NOTHING_SET,
    ContextVoice,
    InvalidSetting,
    LiveSettings,
    Settings,
    VoiceId,
    checked,
    is_empty,
)

_NOTHING_CHANGED = sentence("tts.nothing_changed", "no setting is named that shall change")


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceSettings:
    """How a voice speaks in one context; None leaves it to the session, or to the server."""

    stability: float | None = None
    similarity_boost: float | None = None
    style: float | None = None
    use_speaker_boost: bool | None = None
    speed: float | None = None
    cfg_scale: float | None = None
    max_new_tokens: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamConfig:
    """How a streaming session speaks. `model_id` None means the server's own model."""

    voice_id: VoiceId | None = None
    model_id: str | None = None
    sample_rate: int = limits.NATIVE_RATE
    output_format: str | None = None
    cfg_scale: float = limits.DEFAULT_CFG_SCALE
    temperature: float = 0.5
    max_new_tokens: int = 2048
    normalize: bool = True
    language: str | None = None
    speed: float = limits.DEFAULT_SPEED
    word_timestamps: bool = False
    speaker_prefix: bool | None = None
    flush_timeout_ms: float = limits.DEFAULT_FLUSH_TIMEOUT_MS
    max_buffer_length: int = limits.DEFAULT_MAX_BUFFER_LENGTH
    chunk_length_schedule: tuple[int, ...] = limits.DEFAULT_CHUNK_LENGTHS
    auto_mode: bool = False
    project_id: int | None = None
    dictionary_ids: tuple[int, ...] | None = None
    """None: the project's active dictionaries; empty: none at all."""

    def __post_init__(self) -> None:
        self.settings()

    def settings(self) -> Settings:
        return _checked(Settings(**_said(self)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestConfig:
    """How one request is spoken."""

    voice_id: VoiceId | None = None
    model_id: str | None = None
    sample_rate: int = limits.NATIVE_RATE
    output_format: str | None = None
    cfg_scale: float = limits.DEFAULT_CFG_SCALE
    temperature: float = 0.5
    max_new_tokens: int = 2048
    normalize: bool = True
    language: str | None = None
    speed: float = limits.DEFAULT_SPEED
    word_timestamps: bool = False
    speaker_prefix: bool | None = None
    project_id: int | None = None
    dictionary_ids: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        self.settings()

    def settings(self) -> Settings:
        return _checked(Settings(**_said(self)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiContextConfig:
    """How the contexts of a session speak, unless a context is told otherwise."""

    default_voice_id: VoiceId | None = None
    model_id: str | None = None
    sample_rate: int = limits.NATIVE_RATE
    output_format: str | None = None
    cfg_scale: float = limits.DEFAULT_CFG_SCALE
    temperature: float = 0.5
    max_new_tokens: int = 2048
    normalize: bool = True
    language: str | None = None
    speed: float = limits.DEFAULT_SPEED
    word_timestamps: bool = False
    speaker_prefix: bool | None = None
    inactivity_timeout: float = limits.DEFAULT_INACTIVITY_TIMEOUT
    project_id: int | None = None
    dictionary_ids: tuple[int, ...] | None = None
    voice_settings: VoiceSettings = field(default_factory=VoiceSettings)

    def __post_init__(self) -> None:
        self.settings()

    def settings(self) -> Settings:
        """What every context of the session is created with."""
        said = _said(self)
        voice = {name: said.pop(name) for name in ("cfg_scale", "max_new_tokens", "speed")}
        own = _said(said.pop("voice_settings"))
        bound = ContextVoice(voice_id=said.pop("default_voice_id", None), **{**voice, **own})
        return _checked(Settings(**said, voice_settings=bound))


def context_settings(voice_id: VoiceId | None, voice_settings: VoiceSettings | None) -> Settings:
    """What one context asks for itself, over what its session asks for."""
    if voice_id is None and voice_settings is None:
        return NOTHING_SET
    own = ContextVoice(voice_id=voice_id, **_said(voice_settings or VoiceSettings()))
    return _checked(Settings(voice_settings=own))


def live_settings(**changes: float | str | bool | None) -> LiveSettings:
    """What `update_settings` shall change; at least one thing."""
    try:
        settings = checked(msgspec.convert(changes, LiveSettings))
    except (InvalidSetting, msgspec.ValidationError) as error:
        raise unusable(in_words(error)) from error
    if is_empty(settings):
        raise unusable(_NOTHING_CHANGED())
    return settings


def _said(
    config: StreamConfig | RequestConfig | MultiContextConfig | VoiceSettings,
) -> dict[str, Any]:
    named = ((each.name, getattr(config, each.name)) for each in fields(config))
    return {name: value for name, value in named if value is not None}


def _checked(settings: Settings) -> Settings:
    try:
        return checked(msgspec.convert(msgspec.to_builtins(settings), Settings))
    except (InvalidSetting, msgspec.ValidationError, TypeError) as error:
        raise unusable(in_words(error)) from error


LOW_LATENCY = StreamConfig(auto_mode=True, chunk_length_schedule=(50, 100, 150, 250))
"""Speak at the first sentence end, however short."""
BALANCED = StreamConfig()
"""The default."""
HIGH_QUALITY = StreamConfig(chunk_length_schedule=(120, 200, 300))
"""Speak longer stretches at once, for the best melody."""
