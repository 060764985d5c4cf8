"""A scene to export: three Speakers who talk over and cut off each other, words with their times."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from studio.document.annotations import Marker, MarkerId
from studio.document.cues import BY_RULE, CutIn, Over, With
from studio.document.lanes import LaneSettings
from studio.document.script_items import Heading, HeadingId
from studio.document.values import Document, Line, LineId, Script, Speaker, SpeakerId, Voice
from studio.export.job import Job
from studio.export.material import Material
from studio.frames import TAKE_RATE
from studio.takes.recipe import draft_recipe
from studio.takes.shelf import Shelf
from studio.takes.take import SpokenWord, Take
from studio.timeline.layout import layout
from studio.timeline.lengths import line_lengths
from studio.timeline.mixer import no_sounds

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
SAID = (
    ("ANNA", BY_RULE, "Good morning, everybody. Did you sleep well?", 2.4),
    ("BEN", CutIn(24_000), "I did not sleep at all, thank you very much.", 2.1),
    ("ANNA", Over(12_000), "Oh dear.", 0.8),
    ("CÄCILIA", With(), "We have no coffee either – none; I looked twice.", 2.6),
    ("BEN", BY_RULE, "Then I am going home.", 1.3),
)


def document(lanes: dict[str, LaneSettings] | None = None) -> Document:
    names = list(dict.fromkeys(name for name, _, _, _ in SAID))
    cast = tuple(
        Speaker(
            SpeakerId(name),
            name,
            at,
            Voice("embedded", 1001 + at, f"V{at}"),
            lane=(lanes or {}).get(name, LaneSettings()),
        )
        for at, name in enumerate(names)
    )
    items: list[Line | Heading] = []
    for at, (name, cue, text, _) in enumerate(SAID):
        if at in (0, 4):
            items.append(Heading(HeadingId(f"s{at}"), f"Scene {1 + at // 4}: kitchen"))
        items.append(Line(LineId(f"l{at}"), SpeakerId(name), text, cue=cue))
    markers = (
        Marker(MarkerId("m1"), "Coffee", 96_000),
        Marker(MarkerId("m2"), "Row \"A\" 'b'", 120_000, 168_000),
    )
    return Document("Kitchen", cast=cast, script=Script(items), markers=markers)


def shelf(document: Document, silent: tuple[str, ...] = ()) -> Shelf:
    made = Shelf()
    for at, (line, (_, _, text, seconds)) in enumerate(zip(document.lines, SAID, strict=True)):
        recipe = draft_recipe(document, line)
        assert recipe is not None
        if line.id not in silent:
            made.put(Take(recipe.key, voice(seconds, 150 + 70 * at), words(text, seconds)))
    return made


def voice(seconds: float, pitch: float) -> np.ndarray:
    """Syllables of a rich tone, with peaks well above their mean."""
    at = np.arange(round(seconds * TAKE_RATE)) / TAKE_RATE
    tone = sum(np.sin(2 * np.pi * part * pitch * at) / part for part in range(1, 9))
    loud = np.sin(2 * np.pi * 2.3 * at) ** 6 * np.hanning(len(at)) ** 0.2
    return np.round(0.3 * tone * loud * 32767 / 2).astype(np.int16)


def words(text: str, seconds: float) -> tuple[SpokenWord, ...]:
    tokens = text.split()
    each = round(seconds * TAKE_RATE) // len(tokens)
    found, at = [], 0
    for number, token in enumerate(tokens):
        start = text.index(token, at)
        at = start + len(token)
        found.append(SpokenWord(token, start, at, number * each, (number + 1) * each))
    return tuple(found)


def material(
    document: Document, shelf: Shelf, silent: tuple[str, ...] = (), **more: object
) -> Material:
    recipes = {line.id: draft_recipe(document, line) for line in document.lines}
    known = {id: recipe for id, recipe in recipes.items() if recipe is not None}
    lengths = line_lengths(document, draft_recipe, shelf.outline)
    timeline = layout(document, lengths)
    return Material(
        document, timeline, shelf.take, no_sounds, known, NOW, "kitchen", **more  # type: ignore[arg-type]
    )  # fmt: skip


def usual(lanes: dict[str, LaneSettings] | None = None) -> Material:
    made = document(lanes)
    return material(made, shelf(made))


def files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def changed(job: Job, **more: object) -> Job:
    return replace(job, **more)  # type: ignore[arg-type]
