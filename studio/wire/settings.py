"""How a server shall speak, as the wire names it. `None` means: not said, so the last word stands.

Types are checked by the codec; ranges here, for both ends, by `checked`.
"""

from __future__ import annotations

from collections.abc import Container, Set
from typing import Any, TypeVar

import msgspec

from studio.wire import limits

VoiceId = int | str


class InvalidSetting(ValueError):
    """A setting lies outside what the protocol allows."""

    def __init__(self, name: str, rule: str) -> None:
        super().__init__(f"{name} {rule}")
        self.name = name
        self.rule = rule


class ContextVoice(msgspec.Struct, frozen=True, omit_defaults=True):
    """What binds to one context when it is created (`voice_settings`)."""

    voice_id: VoiceId | None = None
    cfg_scale: float | None = None
    max_new_tokens: int | None = None
    speed: float | None = None
    stability: float | None = None
    similarity_boost: float | None = None
    style: float | None = None
    use_speaker_boost: bool | None = None


class LiveSettings(msgspec.Struct, frozen=True, omit_defaults=True):
    """The six settings that `update_settings` may change; an acknowledgement carries all six."""

    cfg_scale: float | None = None
    temperature: float | None = None
    speed: float | None = None
    max_new_tokens: int | None = None
    language: str | None = None
    normalize: bool | None = None


class Settings(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything a frame may configure, on any endpoint."""

    voice_id: VoiceId | None = None
    model_id: str | None = None
    cfg_scale: float | None = None
    temperature: float | None = None
    max_new_tokens: int | None = None
    sample_rate: int | None = None
    output_format: str | None = None
    normalize: bool | None = None
    language: str | None = None
    speed: float | None = None
    word_timestamps: bool | None = None
    speaker_prefix: bool | None = None
    project_id: int | None = None
    dictionary_ids: tuple[int, ...] | None = None
    flush_timeout_ms: float | None = None
    max_buffer_length: int | None = None
    chunk_length_schedule: tuple[int, ...] | None = None
    auto_mode: bool | None = None
    inactivity_timeout: float | None = None
    voice_settings: ContextVoice | None = None


NOTHING_SET = Settings()
_FORBIDDEN_LIVE = frozenset(
    ("voice_id", "model_id", "sample_rate", "output_format", "project_id", "dictionary_ids")
)

T = TypeVar("T", Settings, LiveSettings, ContextVoice)


def is_empty(settings: T) -> bool:
    """Whether `settings` says nothing at all."""
    return not _said(settings)


def merged(older: T, newer: T) -> T:
    """`older` with everything that `newer` says laid over it, the context's voice likewise."""
    said = _said(newer)
    if "voice_settings" in said:
        bound = getattr(older, "voice_settings", None) or ContextVoice()
        said["voice_settings"] = merged(bound, said["voice_settings"])
    return msgspec.structs.replace(older, **said) if said else older


def with_changes(session: Settings, changes: LiveSettings) -> Settings:
    """A session's settings after `update_settings`; what binds to a context changes in its voice."""
    said = _said(changes)
    bound = {
        name: said.pop(name) for name in ("cfg_scale", "speed", "max_new_tokens") if name in said
    }
    if session.voice_settings is None:
        return msgspec.structs.replace(session, **said, **bound)
    voice = msgspec.structs.replace(session.voice_settings, **bound)
    return msgspec.structs.replace(session, **said, voice_settings=voice)


def _said(settings: T) -> dict[str, Any]:
    return {
        name: value for name, value in msgspec.structs.asdict(settings).items() if value is not None
    }


def names_said(settings: T) -> frozenset[str]:
    """The settings that are not left to the server."""
    return frozenset(_said(settings))


def forbidden_live_names(names: Set[str]) -> Set[str]:
    """Those of `names` that `update_settings` must refuse as a whole."""
    return names & _FORBIDDEN_LIVE


def checked(settings: T) -> T:
    """`settings` with the guidance scale moved into its range, or InvalidSetting for the first fault."""
    kept = {name: _checked(name, value) for name, value in _said(settings).items()}
    if isinstance(settings, Settings):
        _check_format(settings)
    return msgspec.structs.replace(settings, **kept)


_RANGES: dict[str, tuple[float, float]] = {
    "temperature": limits.TEMPERATURE,
    "speed": limits.SPEED,
    "stability": limits.STABILITY,
    "similarity_boost": limits.SIMILARITY_BOOST,
    "style": limits.STYLE,
    "max_new_tokens": limits.MAX_NEW_TOKENS,
    "flush_timeout_ms": limits.FLUSH_TIMEOUT_MS,
    "max_buffer_length": limits.CHUNK_LENGTH,
    "inactivity_timeout": limits.INACTIVITY_TIMEOUT,
    "project_id": (0, 2**53),
}
_CHOICES: dict[str, Container[object]] = {
    "sample_rate": limits.SAMPLE_RATES,
    "output_format": limits.OUTPUT_FORMATS,
    "language": limits.LANGUAGES,
}


def _checked(name: str, value: Any) -> object:
    if name == "cfg_scale":
        low, high = limits.CFG_SCALE
        return min(max(_within(name, value, -1e9, 1e9), low), high)
    if name in _RANGES:
        return _within(name, value, *_RANGES[name])
    if name in _CHOICES and value not in _CHOICES[name]:
        raise InvalidSetting(name, f"{value!r} is not offered")
    if name == "chunk_length_schedule":
        if not 1 <= len(value) <= limits.SCHEDULE_ENTRIES:
            raise InvalidSetting(name, f"must list 1 to {limits.SCHEDULE_ENTRIES} numbers")
        for entry in value:
            _within(name, entry, *limits.CHUNK_LENGTH)
    if name == "dictionary_ids" and len(value) > limits.DICTIONARIES:
        raise InvalidSetting(name, f"may name at most {limits.DICTIONARIES} dictionaries")
    return checked(value) if isinstance(value, ContextVoice) else value


def _within(name: str, value: float, low: float, high: float) -> float:
    if not low <= value <= high:
        raise InvalidSetting(name, f"must be between {low:g} and {high:g}")
    return value


def _check_format(settings: Settings) -> None:
    if settings.output_format is None or settings.sample_rate in (None, limits.NATIVE_RATE):
        return
    _, rate = limits.OUTPUT_FORMATS[settings.output_format]
    if rate != settings.sample_rate:
        raise InvalidSetting(
            "sample_rate",
            f"{settings.sample_rate} contradicts output_format {settings.output_format}",
        )
