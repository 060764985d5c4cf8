"""What an earlier export left in the folders of this one, and what to remember of this one.

Folders of stems and lines have a manifest of their own; a single Mix has one only for somebody who wants
nothing written again that did not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from studio.export.job import Job
from studio.export.manifest import (
    MANIFEST_NAME,
    Entry,
    Manifest,
    checksum,
    delivered,
    read_manifest,
    signature_of,
    still_there,
    text_hash,
    write_manifest,
)
from studio.export.material import Material, SpokenLine
from studio.export.part import Chosen
from studio.export.plan import LineSet, Plan
from studio.export.report import Written
from studio.export.sounds import SoundPass


class Deliveries:
    def __init__(self, material: Material, job: Job, part: Chosen) -> None:
        self._material, self._job, self._part = material, job, part
        self._before: dict[Path, Manifest] = {}

    def has_all(self, sound_pass: SoundPass) -> bool:
        """Whether every file of it is there as it would be written."""
        if not self._job.only_changed:
            return False
        signature = sound_pass.signature
        places = [self._place(kind, path) for kind, path in sound_pass.paths]
        return all(
            still_there(
                place.parent, self._manifest(place).entries.get(_below(place, path)), signature
            )
            for place, (_, path) in zip(places, sound_pass.paths, strict=True)
        )

    def unchanged_lines(self, lines: LineSet) -> frozenset[Path]:
        if not self._job.only_changed:
            return frozenset()
        place = lines.wish.folder / MANIFEST_NAME
        entries = self._manifest(place).entries
        return frozenset(
            path
            for spoken, path in zip(lines.lines, lines.paths, strict=True)
            if still_there(
                place.parent, entries.get(_below(place, path)), self._of_line(spoken, lines)
            )
        )

    def write(
        self, passes: Sequence[SoundPass], plan: Plan, written: Sequence[Written]
    ) -> list[str]:
        """Write the manifests; tells which files nobody needs any more."""
        new: dict[Path, list[Entry]] = {}
        seconds = {file.path: file.seconds for file in written}
        is_new = {file.path: file.is_new for file in written}
        for sound_pass in passes:
            signature = sound_pass.signature
            for kind, path in sound_pass.paths:
                place = self._place(kind, path)
                if self._is_kept(kind):
                    entry = self._entry(place, path, kind, signature, seconds[path], is_new[path])
                    new.setdefault(place, []).append(entry)
        if plan.lines is not None:
            place = plan.lines.wish.folder / MANIFEST_NAME
            new.setdefault(place, [])
            for spoken, path in zip(plan.lines.lines, plan.lines.paths, strict=True):
                signature = self._of_line(spoken, plan.lines)
                entry = self._entry(
                    place, path, "line", signature, seconds[path], is_new[path], spoken
                )
                new[place].append(entry)
        return [file for place, entries in new.items() for file in self._write(place, entries)]

    def _write(self, place: Path, entries: Iterable[Entry]) -> list[str]:
        entries = list(entries)
        kinds = {entry.kind for entry in entries} or {"line"}
        before = self._manifest(place)
        after = delivered(before, entries, kinds, is_whole=self._part.is_whole)
        material = self._material
        write_manifest(place, after, material.title, material.now, self._job.ai_notice)
        return [str(place.parent / file) for file in after.obsolete]

    def _entry(
        self,
        place: Path,
        path: Path,
        kind: str,
        signature: str,
        seconds: float,
        is_new: bool,
        spoken: SpokenLine | None = None,
    ) -> Entry:
        file = _below(place, path)
        known = self._manifest(place).entries.get(file)
        if not is_new and known is not None:
            return known
        size = path.stat().st_size
        seconds = round(seconds, 4)
        if spoken is None:
            return Entry(file, kind, signature, checksum(path), size, seconds)
        recipe = spoken.recipe
        return Entry(
            file,
            kind,
            signature,
            checksum(path),
            size,
            seconds,
            spoken.id,
            spoken.speaker.name,
            text_hash(spoken.line.text),
            str(spoken.take or ""),
            str(recipe.voice_id) if recipe else "",
            recipe.service if recipe else "",
        )

    def _of_line(self, spoken: SpokenLine, lines: LineSet) -> str:
        wish, clip = lines.wish, spoken.clip
        assert clip is not None
        sounds_alike = (clip.take, clip.start_sample, clip.uncut_end_frame - clip.start_frame)
        processing = (clip.fade_in_frames, clip.fade_out_frames, clip.gain_db, spoken.speaker.lane)
        says = (spoken.id, spoken.line.text, spoken.speaker.name, self._job.ai_notice)
        form = (wish.sound, wish.processed, wish.trim_silence, wish.level, wish.level_lufs)
        place = clip.start_frame if wish.broadcast else 0
        return signature_of(sounds_alike, processing, says, form, wish.broadcast, place)

    def _is_kept(self, kind: str) -> bool:
        return kind != "mix" or self._job.only_changed

    def _place(self, kind: str, path: Path) -> Path:
        """The manifest that tells of a file."""
        if kind == "mix":
            return path.with_name(f"{path.name}.{MANIFEST_NAME}")
        folder = self._job.stems.folder if self._job.stems else path.parent
        return (folder if path.is_relative_to(folder) else path.parent) / MANIFEST_NAME

    def _manifest(self, place: Path) -> Manifest:
        found = self._before.get(place)
        if found is None:
            found = self._before[place] = read_manifest(place)
        return found


def _below(place: Path, path: Path) -> str:
    return path.relative_to(place.parent).as_posix()
