"""Settings as values: laid over each other, checked, changed while a session runs."""

from __future__ import annotations

import math

import pytest

from studio.wire import limits
from studio.wire.settings import (
    NOTHING_SET,
    ContextVoice,
    InvalidSetting,
    LiveSettings,
    Settings,
    checked,
    forbidden_live_names,
    is_empty,
    merged,
    with_changes,
)


def test_newer_words_are_laid_over_older_ones() -> None:
    """What is said last counts; what is not said stays as it was."""
    older = Settings(voice_id=1, speed=1.0)
    assert merged(older, Settings(speed=1.1)) == Settings(voice_id=1, speed=1.1)
    assert merged(older, NOTHING_SET) is older


def test_a_contexts_voice_is_laid_over_the_sessions() -> None:
    """One setting of the voice may change without the others being said again."""
    older = Settings(voice_settings=ContextVoice(voice_id=1, speed=1.0))
    newer = Settings(voice_settings=ContextVoice(speed=1.1))
    assert merged(older, newer).voice_settings == ContextVoice(voice_id=1, speed=1.1)
    assert merged(NOTHING_SET, newer) == newer


def test_a_live_change_reaches_what_binds_to_contexts() -> None:
    """Speed and the like change in the voice of contexts opened later, language at the top."""
    session = Settings(language="en", voice_settings=ContextVoice(voice_id=1, speed=1.0))
    changed = with_changes(session, LiveSettings(speed=1.1, language="de"))
    assert changed == Settings(language="de", voice_settings=ContextVoice(voice_id=1, speed=1.1))
    assert with_changes(Settings(speed=1.0), LiveSettings(speed=1.1)) == Settings(speed=1.1)


@pytest.mark.parametrize(
    ("name", "fine", "wrong"),
    [
        ("temperature", (0.0, 1.0), (-0.01, 1.01, math.nan, math.inf)),
        ("speed", (0.8, 1.2), (0.79, 1.21, math.nan)),
        ("max_new_tokens", (1, 2048), (0, 2049)),
        ("sample_rate", limits.SAMPLE_RATES, (0, 7999, 8001, 48000)),
        ("output_format", limits.OUTPUT_FORMATS, ("pcm_44100", "mp3", "")),
        ("language", limits.LANGUAGES, ("xx", "", "en-US")),
        ("flush_timeout_ms", (0, 60_000), (-1, 60_001)),
        ("max_buffer_length", (1, 10_000), (0, 10_001)),
        ("inactivity_timeout", (0.1, 3600.0), (0.0, 3601.0)),
        ("project_id", (0,), (-1,)),
        ("dictionary_ids", ((), tuple(range(50))), (tuple(range(51)),)),
        (
            "chunk_length_schedule",
            ((1,), (10_000,), (80,) * 100),
            ((), (0,), (10_001,), (80,) * 101),
        ),
    ],
)
def test_every_limit_holds_on_both_sides(
    name: str, fine: tuple[object, ...], wrong: tuple[object, ...]
) -> None:
    """The last value inside a range is taken and the first outside is refused, by name."""
    for value in fine:
        settings = Settings(**{name: value})  # type: ignore[arg-type]
        assert checked(settings) == settings
    for value in wrong:
        with pytest.raises(InvalidSetting, match=name):
            checked(Settings(**{name: value}))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["stability", "similarity_boost", "style"])
def test_the_other_services_voice_settings_have_ranges_too(name: str) -> None:
    """What is accepted for compatibility must still make sense."""
    assert checked(ContextVoice(**{name: 1.0}))  # type: ignore[arg-type]
    with pytest.raises(InvalidSetting):
        checked(ContextVoice(**{name: 1.1}))  # type: ignore[arg-type]


@pytest.mark.parametrize(("given", "kept"), [(0, 1.2), (1.2, 1.2), (2, 2), (2.5, 2.5), (99, 2.5)])
def test_the_guidance_scale_is_clamped(given: float, kept: float) -> None:
    """cfg_scale alone is moved into its range; only nonsense is refused."""
    assert checked(LiveSettings(cfg_scale=given)).cfg_scale == kept
    with pytest.raises(InvalidSetting):
        checked(LiveSettings(cfg_scale=math.nan))


@pytest.mark.parametrize(
    ("output_format", "sample_rate", "agrees"),
    [
        ("pcm_8000", 8000, True),
        ("pcm_8000", 24000, True),
        ("pcm_8000", None, True),
        ("ulaw_8000", 16000, False),
        ("pcm_24000", 8000, False),
    ],
)
def test_format_and_rate_must_agree(
    output_format: str, sample_rate: int | None, agrees: bool
) -> None:
    """A format decides the rate; 24000 counts as not said, any other contradiction is refused."""
    settings = Settings(output_format=output_format, sample_rate=sample_rate)
    if agrees:
        assert checked(settings) == settings
    else:
        with pytest.raises(InvalidSetting, match="sample_rate"):
            checked(settings)


def test_what_must_not_change_live_is_found() -> None:
    """Voice, model, rate, format and dictionaries stay as they are while a session runs."""
    assert forbidden_live_names({"speed", "voice_id", "model_id"}) == {"voice_id", "model_id"}
    assert is_empty(LiveSettings())
    assert not is_empty(LiveSettings(normalize=False))
