"""The sound files of a hand-over: every Take as the voice made it, and music and effects as they are."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studio.atomic_file import replacement
from studio.audio.encoder import Encoder
from studio.audio.encoding import WAV_16
from studio.audio.samples import float_samples
from studio.export.job import Job
from studio.export.line_sound import broadcast_chunks, line_tags
from studio.export.material import Material, SpokenLine
from studio.export.progress import Watch
from studio.export.safe_name import safe_name
from studio.frames import TAKE_RATE
from studio.takes.recipe import TakeKey
from studio.timeline.values import PlacedSound


@dataclass(frozen=True, slots=True)
class TakeFile:
    """`path` is relative to the hand-over file, with slashes. `number` counts a Line's Takes from 1; the
    one that is heard is `is_heard`."""

    key: TakeKey
    path: str
    samples: int
    number: int
    is_heard: bool


def write_takes(
    material: Material, job: Job, lines: Iterable[SpokenLine], folder: Path, watch: Watch
) -> dict[str, tuple[TakeFile, ...]]:
    """By Line, the heard Take first. Raises StorageError."""
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, tuple[TakeFile, ...]] = {}
    for spoken in lines:
        keys = [spoken.take] if spoken.take is not None else []
        keys += [key for key in material.further(spoken.line) if key not in keys]
        files: list[TakeFile] = []
        for key in keys:
            take = material.take(key)
            if take is None:
                continue
            number = len(files) + 1
            name = safe_name(
                f"{spoken.number:04}_{spoken.speaker.name[:40]}_take{number}", WAV_16.ending
            )
            path = folder / name
            chunks = broadcast_chunks(material, job, spoken, TAKE_RATE)
            tags = line_tags(material, job, spoken)
            with (
                replacement(path) as part,
                Encoder(part, WAV_16, TAKE_RATE, 1, frames=take.length_samples, called=path,
                        tags=tags, chunks=chunks) as file,
            ):  # fmt: skip
                file.write(float_samples(take.samples)[:, None])
            files.append(
                TakeFile(
                    key, f"{folder.name}/{name}", take.length_samples, number, key == spoken.take
                )
            )
        found[spoken.line.id] = tuple(files)
        watch.step(0.0)
    return found


def write_sounds(material: Material, sounds: Iterable[PlacedSound], folder: Path) -> dict[str, str]:
    """By the hash of the sound, its path relative to the hand-over file."""
    found: dict[str, str] = {}
    for sound in sounds:
        source = sound.source
        where = material.file_of(source)
        if source.sha256 in found or where is None:
            continue
        folder.mkdir(parents=True, exist_ok=True)
        stem, dot, ending = source.name.rpartition(".")
        name = safe_name(f"{stem or ending} {source.sha256[:6]}", f"{dot}{ending}" if stem else "")
        with replacement(folder / name) as part:
            shutil.copyfile(where, part)
        found[source.sha256] = f"{folder.name}/{name}"
    return found
