"""What an export will write, before it does: every file with its length and size, and what speaks
against it. Pure; whether there is room is asked by `carrying_out`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.audio.encoding import Kind
from studio.document.sounds import SoundLaneId
from studio.document.values import SpeakerId
from studio.errors import InputError
from studio.export.handover.kinds import AUDACITY, media_folder
from studio.export.job import Job, LineFiles, Sound, StemFiles
from studio.export.line_fields import fields_of_lane, fields_of_line
from studio.export.material import Material, SpokenLine
from studio.export.name_template import Names, clash, file_key, names_of, read_template
from studio.export.part import Chosen
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.sentences import Message, sentence

_FLAC_PART = 0.6
_VORBIS_KILOBITS = (48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_VBR_KILOBITS = (245, 225, 190, 175, 165, 130, 115, 100, 85, 65)

NO_MORE_DETAIL = sentence(
    "export.no-more-detail",
    "Voices are made at 24 kHz. A higher rate adds no detail above 12 kHz.",
)


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """`bytes` is a guess where the encoding decides."""

    path: Path
    kind: str
    frames: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class StemSet:
    """Stems of every Lane that is heard, by their Lane."""

    wish: StemFiles
    lanes: tuple[SpeakerId | SoundLaneId, ...]
    names: tuple[str, ...]
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class LineSet:
    wish: LineFiles
    lines: tuple[SpokenLine, ...]
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    files: tuple[PlannedFile, ...]
    stems: tuple[StemSet, ...]
    lines: LineSet | None
    clashes: tuple[Message, ...]
    notes: tuple[Message, ...]
    line_names: Names
    stem_names: Names

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files)


def plan(material: Material, job: Job, part: Chosen, frames: int) -> Plan:
    """`frames` is the length of the Mix. Raises InputError for a template that is none."""
    files = [
        PlannedFile(mix.path, "mix", frames, sound_bytes(mix.sound, frames)) for mix in job.mixes
    ]
    wishes = [job.stems] if job.stems else []
    wishes += [
        StemFiles(media_folder(each.path), names="{speaker}")
        for each in job.handover
        if each.path.suffix.casefold() == AUDACITY
    ]
    stem_sets, stem_names = [], Names(())
    for wish in wishes:
        stem_set, names = _stems(material, job, part, wish)
        stem_sets.append(stem_set)
        stem_names = Names(stem_names.all + names.all, stem_names.clashes + names.clashes)
        size = sound_bytes(wish.sound, frames)
        files += [PlannedFile(path, "stem", frames, size) for path in stem_set.paths]
    lines, line_names = None, Names(())
    if job.lines is not None:
        lines, line_names = _lines(material, job, part, job.lines)
        for spoken, path in zip(lines.lines, lines.paths, strict=True):
            length = spoken.clip.uncut_end_frame - spoken.clip.start_frame if spoken.clip else 0
            files.append(PlannedFile(path, "line", length, sound_bytes(job.lines.sound, length)))
    files += [PlannedFile(each.path, "captions") for each in job.captions]
    spoken_frames = sum(
        each.clip.end_frame - each.clip.start_frame for each in part.lines if each.clip
    )
    takes_bytes = spoken_frames * TAKE_RATE // PROJECT_RATE * 2
    for each in job.handover:
        carries_takes = each.path.suffix.casefold() in (".rpp", ".otio")
        size = takes_bytes if carries_takes else 0
        files.append(PlannedFile(each.path, "hand-over", frames, size))
    files += [PlannedFile(each.path, "script") for each in job.scripts]
    clashes = (*line_names.clashes, *stem_names.clashes, *_twice(files))
    notes = _notes(job)
    return Plan(
        tuple(files), tuple(stem_sets), lines, tuple({str(each): each for each in clashes}.values()), notes, line_names,
        stem_names,
    )  # fmt: skip


def refuse_clashes(plan: Plan) -> None:
    """Raises InputError when two files would have one name: nothing is written then."""
    if plan.clashes:
        raise InputError(plan.clashes[0])


def sound_bytes(sound: Sound, frames: int) -> int:
    form = sound.encoding
    seconds = frames / PROJECT_RATE
    if form.is_lossless:
        size = seconds * sound.rate * sound.channels * form.depth.bytes
        return round(size * (_FLAC_PART if form.kind is Kind.FLAC else 1)) + 2_000
    if form.kilobits is not None:
        kilobits = form.kilobits
    else:
        table = _VORBIS_KILOBITS if form.kind is Kind.OGG else _VBR_KILOBITS
        kilobits = table[form.quality or 0]
    return round(seconds * kilobits * 125) + 2_000


def _stems(material: Material, job: Job, part: Chosen, wish: StemFiles) -> tuple[StemSet, Names]:
    document = material.document
    heard = {clip.speaker for clip in part.timeline.clips}
    sounding = {sound.lane for sound in part.timeline.sounds}
    codes = {each.speaker.id: each.speaker_code for each in material.spoken}
    lanes: list[tuple[SpeakerId | SoundLaneId, str, str]] = [
        (speaker.id, speaker.name, codes.get(speaker.id, ""))
        for speaker in document.cast
        if speaker.id in heard
    ]
    lanes += [(lane.id, lane.name, "") for lane in document.sound_lanes if lane.id in sounding]
    values = [
        fields_of_lane(material, job, name, code, number)
        for number, (_, name, code) in enumerate(lanes, start=1)
    ]
    names = names_of(read_template(wish.names), values, wish.sound.encoding.ending)
    return (
        StemSet(
            wish,
            tuple(id for id, _, _ in lanes),
            tuple(name for _, name, _ in lanes),
            tuple(wish.folder / name for name in names.all),
        ),
        names,
    )


def _lines(material: Material, job: Job, part: Chosen, wish: LineFiles) -> tuple[LineSet, Names]:
    lines = tuple(each for each in part.lines if each.take is not None)
    values = [fields_of_line(material, job, each) for each in lines]
    names = names_of(read_template(wish.names), values, wish.sound.encoding.ending)
    return LineSet(wish, lines, tuple(wish.folder / name for name in names.all)), names


def _twice(files: list[PlannedFile]) -> list[Message]:
    """Files of different kinds that would take each other's place."""
    seen: dict[str, set[str]] = {}
    found = []
    for file in files:
        kinds = seen.setdefault(file_key(Path(file.path).absolute()), set())
        if kinds and (file.kind not in kinds or file.kind not in ("line", "stem")):
            found.append(clash(name=file.path.name, times=2))
        kinds.add(file.kind)
    return found


def _notes(job: Job) -> tuple[Message, ...]:
    sounds = [mix.sound for mix in job.mixes]
    sounds += [job.stems.sound] if job.stems else []
    sounds += [job.lines.sound] if job.lines else []
    return (NO_MORE_DETAIL(),) if any(sound.rate > TAKE_RATE for sound in sounds) else ()
