"""From what the window wishes to an export's job, and from the open project to what it is made from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from studio.audio.encoding import encoding_named
from studio.document.values import LineId
from studio.errors import InputError
from studio.export.carrying_out import carry_out, planned
from studio.export.job import (
    HandoverFile,
    Job,
    LineFiles,
    Lines,
    MixFile,
    ScriptFile,
    Unfinished,
)
from studio.export.material import Material
from studio.export.presets import PLAIN, Preset, preset_named
from studio.export.progress import Watch
from studio.export.safe_name import safe_name
from studio.front.running import Running
from studio.sentences import sentence
from studio.standing.exporting import ExportOutcome, ExportPreview, ExportWish, PreviewedFile
from studio.takes.mode import Mode
from studio.takes.recipe import Recipe
from studio.timeline.sound_files import SoundFiles

_not_running = sentence(
    "export-jobs.not-running", "Sound is still being prepared. Try again in a moment."
)
_nothing = sentence(
    "export-jobs.nothing", "Nothing was chosen to be written. Tick what you want to have."
)


@contextmanager
def snapshot(running: Running) -> Iterator[Material]:
    """All there is now: later edits and Takes are not in it."""
    machinery = running.machinery
    if machinery is None:
        raise InputError(_not_running())
    making, document = machinery.making, running.document()
    recipes: dict[LineId, Recipe] = {}
    for line in document.lines:
        recipe = making.heard(document, line) or making.wanted_recipe(line.id)
        if recipe is not None:
            recipes[line.id] = recipe
    with closing(SoundFiles(machinery.locate_sound)) as sounds:
        yield Material(
            document,
            machinery.timeline,
            making.shelf.take,
            sounds.stream,
            recipes,
            datetime.now(UTC).astimezone(),
            document.title,
            file_of=lambda source: _text(machinery.locate_sound(source)),
            wants_finals=making.mode is Mode.FINAL,
        )


def job_of(wish: ExportWish) -> Job:
    """Raises InputError for an encoding or a preset that is none."""
    preset = preset_named(wish.preset) if wish.preset else PLAIN
    name = safe_name(wish.name) or "scene"
    place = wish.folder
    job = Job(
        mixes=_mixes(wish, preset, place / name),
        stems=replace(preset.stems, folder=place / "stems") if wish.stems else None,
        lines=_lines(wish, preset) if wish.line_files else None,
        captions=tuple(
            replace(preset.captions, path=place / f"{name}{ending}") for ending in wish.captions
        ),
        handover=tuple(HandoverFile(place / f"{name}{ending}") for ending in wish.handover),
        scripts=tuple(ScriptFile(place / f"{name}{ending}") for ending in wish.scripts),
        part=None if wish.lines is None else Lines(wish.lines),
        loudness=preset.loudness,
        unfinished=Unfinished(wish.unfinished),
        ai_notice=wish.ai_notice,
        only_changed=wish.only_changed,
        artist=preset.artist,
        episode=preset.episode,
    )
    if job.is_empty:
        raise InputError(_nothing())
    return job


def previewed(material: Material, wish: ExportWish) -> ExportPreview:
    plan = planned(material, job_of(wish))
    drafts = sum(
        each.is_understudy or (each.says_something and each.take is None)
        for each in material.spoken
    )
    return ExportPreview(
        tuple(PreviewedFile(file.path, file.bytes) for file in plan.files),
        plan.clashes,
        plan.notes,
        drafts,
    )


def carried_out(material: Material, wish: ExportWish, watch: Watch) -> ExportOutcome:
    report = carry_out(material, job_of(wish), watch)
    return ExportOutcome(
        tuple(file.path for file in report.new_files),
        report.bytes,
        report.seconds,
        len(report.unfinished),
        report.warnings,
        report.obsolete,
    )


def _mixes(wish: ExportWish, preset: Preset, stem: Path) -> tuple[MixFile, ...]:
    if not wish.mix:
        return ()
    sound = replace(preset.mix, encoding=encoding_named(wish.mix))
    return (MixFile(stem.with_name(stem.name + sound.encoding.ending), sound),)


def _lines(wish: ExportWish, preset: Preset) -> LineFiles:
    return replace(preset.lines, folder=wish.folder / "lines", names=wish.line_names)


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
