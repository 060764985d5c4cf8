"""The embedded voices by id and by language; who they are stands in `voice_table`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from studio.server.voice_table import ROWS, SAMPLE_TEXTS


@dataclass(frozen=True, slots=True)
class Voice:
    """One embedded voice: who it is, and what espeak-ng must be told to sound like it."""

    id: int
    name: str
    sex: str
    age: str
    language: str
    accent: str
    category: str
    description: str
    identifier: str
    variant: str
    pitch: int
    pitch_range: int
    words_per_minute: int
    volume: int

    @property
    def handle(self) -> str:
        """A name for programs: `american-english-mara`."""
        return "-".join(f"{self.accent} {self.name}".lower().split())

    @property
    def sample_text(self) -> str:
        return SAMPLE_TEXTS[self.language].format(name=self.name)


@cache
def all_voices() -> tuple[Voice, ...]:
    """Every embedded voice, by id."""
    return tuple(sorted(map(_voice, ROWS), key=lambda voice: voice.id))


def _voice(cells: tuple[str, ...]) -> Voice:
    id, name, sex, age, language, accent, category, identifier, variant, *numbers, description = (
        cells
    )
    pitch, pitch_range, words_per_minute, volume = map(int, numbers)
    return Voice(
        id=int(id),
        name=name,
        sex=sex,
        age=age,
        language=language,
        accent=accent,
        category=category,
        description=description,
        identifier=identifier,
        variant=variant,
        pitch=pitch,
        pitch_range=pitch_range,
        words_per_minute=words_per_minute,
        volume=volume,
    )


def voices_speaking(language: str | None) -> tuple[Voice, ...]:
    """The voices whose own language it is, whatever its region; all of them without a language."""
    if language is None:
        return all_voices()
    wanted = re.split("[-_]", language.lower())[0]
    return tuple(voice for voice in all_voices() if voice.language == wanted)


@cache
def _by_reference() -> dict[int | str, Voice]:
    return {key: voice for voice in all_voices() for key in _references(voice)}


def _references(voice: Voice) -> Iterable[int | str]:
    return voice.id, str(voice.id), voice.handle


def find_voice(reference: int | str) -> Voice | None:
    """The voice with this id, also written as a string, or with this handle."""
    return _by_reference().get(reference)


LANGUAGE_IDENTIFIERS: dict[str, str] = {
    "de": "gmw/de",
    "en": "gmw/en-US",
    "fr": "roa/fr",
    "es": "roa/es",
    "it": "roa/it",
    "pt": "roa/pt",
    "nl": "gmw/nl",
    "pl": "zlw/pl",
    "sv": "gmq/sv",
    "da": "gmq/da",
    "no": "gmq/nb",
    "fi": "urj/fi",
    "cs": "zlw/cs",
    "hu": "urj/hu",
    "ro": "roa/ro",
    "el": "grk/el",
    "uk": "zle/uk",
    "bg": "zls/bg",
    "tr": "trk/tr",
    "vi": "aav/vi",
    "ar": "sem/ar",
    "hi": "inc/hi",
    "zh": "sit/cmn",
    "ja": "jpx/ja",
    "ko": "ko",
    "sk": "zlw/sk",
    "sl": "zls/sl",
    "hr": "zls/hr",
    "sr": "zls/sr",
    "ru": "zle/ru",
    "he": "sem/he",
    "fa": "ira/fa",
    "ur": "inc/ur",
    "bn": "inc/bn",
    "ta": "dra/ta",
    "yue": "sit/yue",
    "th": "tai/th",
    "id": "poz/id",
    "ms": "poz/ms",
}
"""What speaks each language of the protocol when a voice is asked for a language not its own."""


def espeak_name(voice: Voice, language: str) -> str:
    """The name espeak-ng knows: the voice's own accent in its own language, else that language."""
    identifier = voice.identifier if language == voice.language else LANGUAGE_IDENTIFIERS[language]
    return f"{identifier}+{voice.variant}" if voice.variant else identifier
