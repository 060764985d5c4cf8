"""Who the embedded voices are: enough of them, stable, and told completely."""

from __future__ import annotations

import re

import pytest

from studio.server.http_answers import voice_body
from studio.server.voices import (
    LANGUAGE_IDENTIFIERS,
    all_voices,
    espeak_name,
    find_voice,
    voices_speaking,
)
from studio.wire.limits import LANGUAGES

CATEGORIES = {
    *("narrative_story", "conversational", "characters_animation", "social_media"),
    *("entertainment_tv", "advertisement", "informative_educational"),
}


def test_there_are_enough_voices() -> None:
    """At least sixty voices; English, German, French, Spanish, Italian, Portuguese, Dutch, Polish and
    Swedish have several each, and English several accents."""
    assert len(all_voices()) >= 60
    for language in ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv"):
        assert len(voices_speaking(language)) >= 4
    assert len({voice.accent for voice in voices_speaking("en")}) >= 6


def test_the_voices_of_the_published_examples() -> None:
    """1071 is a male and 1072 a female English voice, so that published examples run as they are."""
    for id, sex in ((1071, "male"), (1072, "female")):
        voice = find_voice(id)
        assert voice is not None
        assert (voice.sex, voice.language) == (sex, "en")


def test_ids_and_names_are_unique_and_stable() -> None:
    """Ids run from 1001 on, each once; names and handles are each voice's own."""
    voices = all_voices()
    assert [voice.id for voice in voices] == list(range(1001, 1001 + len(voices)))
    assert len({voice.name for voice in voices}) == len(voices)
    assert len({voice.handle for voice in voices}) == len(voices)


def test_no_two_voices_are_made_alike() -> None:
    """No two voices have the same identifier, variant, pitch and range."""
    sounds = [(v.identifier, v.variant, v.pitch, v.pitch_range) for v in all_voices()]
    assert len(set(sounds)) == len(sounds)


@pytest.mark.parametrize("voice", all_voices(), ids=lambda voice: voice.name)
def test_a_voice_is_told_completely(voice: object) -> None:
    """Each voice has what clients read of it, in the values they understand."""
    body = voice_body(voice)  # type: ignore[arg-type]
    assert isinstance(body["id"], int)
    assert body["sex"] in ("male", "female", "neutral")
    assert body["age"] in ("young", "middle_aged", "old")
    assert body["quality"] in ("low", "mid", "high")
    assert body["category"] in CATEGORIES
    assert set(body["supported_languages"]) <= LANGUAGES  # type: ignore[call-overload]
    assert str(body["name"]) in str(body["sample_text"])
    assert re.fullmatch(r"[a-zà-öø-ÿ'-]+", str(body["handle"]))


def test_voices_are_found_by_number_text_and_handle() -> None:
    """A voice is found by its id as a number or as text, and by its handle; nobody else is."""
    voice = find_voice(1021)
    assert voice is not None
    assert find_voice("1021") is voice
    assert find_voice(voice.handle) is voice
    for reference in (0, -1, "", "Greta?", "01021", 10**30):
        assert find_voice(reference) is None


def test_a_voice_speaks_every_language() -> None:
    """Asked for its own language a voice keeps its accent; asked for another it speaks that one."""
    assert set(LANGUAGE_IDENTIFIERS) == LANGUAGES
    voice = find_voice(1015)
    assert voice is not None
    assert espeak_name(voice, "en") == "gmw/en-GB-scotland+f2"
    assert espeak_name(voice, "de") == "gmw/de+f2"
