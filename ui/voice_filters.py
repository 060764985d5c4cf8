"""Which voices fit what a person looks for. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.document.values import Document, SpeakerId, Voice
from studio.standing.service import VoiceInfo
from studio.takes.recipe import EMBEDDED

ANY = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a voice must be; empty means that anything will do."""

    words: str = ANY
    language: str = ANY
    sex: str = ANY
    age: str = ANY
    tag: str = ANY
    is_local: bool | None = None
    only: frozenset[Voice] | None = None
    """Nobody but these, where it is not None."""


EVERYBODY = Wanted()


def fitting(voices: Iterable[VoiceInfo], wanted: Wanted) -> tuple[VoiceInfo, ...]:
    """The voices that fit, in their order."""
    return tuple(
        voice
        for voice in voices
        if (not wanted.language or wanted.language in map(_main, voice.languages))
        and (not wanted.sex or voice.sex == wanted.sex)
        and (not wanted.age or voice.age == wanted.age)
        and (not wanted.tag or voice.category == wanted.tag)
        and (wanted.only is None or voice.voice in wanted.only)
        and (wanted.is_local is None or (voice.voice.service == EMBEDDED) == wanted.is_local)
        and all(word in _said_of(voice) for word in wanted.words.casefold().split())
    )


def choices(voices: Iterable[VoiceInfo]) -> dict[str, list[str]]:
    """What there is to choose for each of the filters."""
    voices = tuple(voices)
    return {
        "language": sorted({_main(each) for voice in voices for each in voice.languages}),
        "sex": sorted({voice.sex for voice in voices if voice.sex}),
        "age": sorted({voice.age for voice in voices if voice.age}),
        "tag": sorted({voice.category for voice in voices if voice.category}),
    }


def language_of(document: Document, speaker: SpeakerId) -> str:
    """What a Speaker speaks, as the filters tell languages apart."""
    return _main(document.speaker(speaker).delivery.language or document.language)


def _main(language: str) -> str:
    return language.partition("-")[0]


def _said_of(voice: VoiceInfo) -> str:
    parts = (
        voice.voice.name,
        voice.description,
        voice.category,
        voice.accent,
        *voice.languages,
    )
    return " ".join(parts).casefold()
