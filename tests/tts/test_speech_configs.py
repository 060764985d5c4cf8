"""How sessions are asked to speak: the documented defaults, presets, and mistakes found at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.tts import (
    BALANCED,
    HIGH_QUALITY,
    LOW_LATENCY,
    MultiContextConfig,
    RequestConfig,
    StreamConfig,
    VoiceSettings,
)
from studio.tts.configs import context_settings, live_settings
from studio.tts.errors import Unusable
from studio.wire.settings import NOTHING_SET, ContextVoice, LiveSettings, Settings


def test_a_streaming_session_has_the_documented_defaults() -> None:
    """What nobody says is sent as the service documents it; the model is the server's own."""
    assert StreamConfig(voice_id=1071).settings() == Settings(
        voice_id=1071,
        cfg_scale=2.0,
        temperature=0.5,
        max_new_tokens=2048,
        sample_rate=24_000,
        normalize=True,
        speed=1.0,
        word_timestamps=False,
        flush_timeout_ms=500,
        max_buffer_length=1000,
        chunk_length_schedule=(80, 150, 250),
        auto_mode=False,
    )


def test_contexts_have_the_documented_defaults() -> None:
    """What binds to the connection is at the top, what binds to a context in its voice."""
    assert MultiContextConfig(default_voice_id=1071, language="en").settings() == Settings(
        temperature=0.5,
        sample_rate=24_000,
        normalize=True,
        language="en",
        word_timestamps=False,
        inactivity_timeout=20.0,
        voice_settings=ContextVoice(voice_id=1071, cfg_scale=2.0, max_new_tokens=2048, speed=1.0),
    )


def test_a_sessions_voice_settings_hold_in_its_contexts() -> None:
    """Voice settings of the session go into every creation, over its single values."""
    config = MultiContextConfig(speed=1.0, voice_settings=VoiceSettings(speed=1.1, style=0.3))
    voice = config.settings().voice_settings
    assert voice == ContextVoice(cfg_scale=2.0, max_new_tokens=2048, speed=1.1, style=0.3)


def test_the_presets_are_the_services() -> None:
    """Low latency, balanced and high quality cut text as the service describes them."""
    assert (LOW_LATENCY.auto_mode, LOW_LATENCY.chunk_length_schedule) == (True, (50, 100, 150, 250))
    assert (BALANCED.auto_mode, BALANCED.chunk_length_schedule) == (False, (80, 150, 250))
    assert (HIGH_QUALITY.auto_mode, HIGH_QUALITY.chunk_length_schedule) == (False, (120, 200, 300))
    assert replace(LOW_LATENCY, voice_id=1071).settings().voice_id == 1071


@pytest.mark.parametrize(
    "wrong",
    [
        {"speed": 1.3},
        {"temperature": 1.1},
        {"language": "xx"},
        {"output_format": "mp3"},
        {"sample_rate": 11_025},
        {"output_format": "ulaw_8000", "sample_rate": 16_000},
        {"max_new_tokens": 4096},
        {"dictionary_ids": tuple(range(51))},
    ],
)
@pytest.mark.parametrize("config", [StreamConfig, MultiContextConfig, RequestConfig])
def test_a_mistake_is_found_where_it_was_made(config: type, wrong: dict[str, object]) -> None:
    """A config outside the protocol cannot be made, and the error names the setting."""
    with pytest.raises(Unusable, match="|".join(wrong)):
        config(**wrong)


def test_a_contexts_own_settings_are_checked() -> None:
    """A context says only what it wants itself; nothing at all is nothing."""
    assert context_settings(None, None) is NOTHING_SET
    assert context_settings(5, VoiceSettings(cfg_scale=9)) == Settings(
        voice_settings=ContextVoice(voice_id=5, cfg_scale=2.5)
    )
    with pytest.raises(Unusable):
        context_settings(5, VoiceSettings(stability=2.0))


def test_live_changes_are_checked() -> None:
    """Six settings may change live, within their ranges, and at least one of them."""
    assert live_settings(speed=1.1, language="de") == LiveSettings(speed=1.1, language="de")
    for wrong in ({}, {"speed": 2.0}, {"language": 5}, {"voice_id": 5}):
        with pytest.raises(Unusable):
            live_settings(**wrong)  # type: ignore[arg-type]
