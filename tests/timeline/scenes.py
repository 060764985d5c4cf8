"""Scenes of tones for the tests here: who says what, when, and how it sounds."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from studio.audio.loudness import loudness_of
from studio.document.cues import Cue
from studio.document.lanes import LaneSettings
from studio.document.sounds import SoundSource
from studio.document.values import Document, Line, LineId, Script, Speaker, SpeakerId, Voice
from studio.frames import TAKE_RATE
from studio.takes.recipe import draft_recipe
from studio.takes.shelf import Shelf
from studio.takes.take import Take
from studio.timeline.layout import layout
from studio.timeline.lengths import line_lengths
from studio.timeline.mixer import Mixer, no_sounds
from studio.timeline.take_sounds import LEVEL_LUFS
from studio.timeline.values import Clip

CENTRE = 0.5**0.5
"""What the middle leaves on each side."""

Samples = NDArray[np.int16]
Said = tuple[str, Cue, Samples | None]


def tone(seconds: float, level: float = 0.25, pitch: float = 440.0) -> Samples:
    at = np.arange(round(seconds * TAKE_RATE)) / TAKE_RATE
    return np.round(np.sin(2 * np.pi * pitch * at) * level * 32767).astype(np.int16)


@cache
def matched_level(pitch: float = 440.0) -> float:
    """The amplitude at which a tone is as loud as every Line is made."""
    loudness = loudness_of(tone(1.0, 0.5, pitch), TAKE_RATE)
    return float(0.5 * 10 ** ((LEVEL_LUFS - loudness) / 20))


def level(sound: NDArray[np.float32]) -> float:
    """The amplitude of a tone."""
    return float(np.sqrt(np.mean(sound.astype(np.float64) ** 2)) * 2**0.5)


def document_of(*lines: Said, lanes: dict[str, LaneSettings] | None = None) -> Document:
    names = list(dict.fromkeys(name for name, _, _ in lines))
    voice = Voice("embedded", 1001, "v")
    cast = tuple(
        Speaker(SpeakerId(name), name, 0, voice, lane=(lanes or {}).get(name, LaneSettings()))
        for name in names
    )
    script = Script(
        Line(LineId(str(at)), SpeakerId(name), f"Line {at}.", cue=cue)
        for at, (name, cue, _) in enumerate(lines)
    )
    return Document(cast=cast, script=script)


def shelf_of(document: Document, *lines: Said) -> Shelf:
    shelf = Shelf()
    for line, (_, _, samples) in zip(document.lines, lines, strict=True):
        recipe = draft_recipe(document, line)
        if samples is not None and recipe is not None:
            shelf.put(Take(recipe.key, samples))
    return shelf


def mixed(
    document: Document,
    shelf: Shelf,
    sound_lengths: dict[str, int] | None = None,
    stream: object = None,
) -> tuple[Mixer, tuple[Clip, ...]]:
    lengths = line_lengths(document, draft_recipe, shelf.outline)
    timeline = layout(document, lengths, sound_lengths=sound_lengths)
    mixer = Mixer(document, timeline, shelf.take, stream or no_sounds)  # type: ignore[arg-type]
    return mixer, tuple(timeline.clips)


def scene(
    *lines: Said, lanes: dict[str, LaneSettings] | None = None, **last: object
) -> tuple[Mixer, tuple[Clip, ...]]:
    """`last` is changed about the last Line."""
    document = document_of(*lines, lanes=lanes)
    line = replace(document.lines[-1], **last)  # type: ignore[arg-type]
    document = replace(document, script=document.script.replaced({line.id: line}))
    return mixed(document, shelf_of(document, *lines))


SOURCE = SoundSource("music.wav", "5ead", 1)
