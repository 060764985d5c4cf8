"""Does what a Job says: the one way anything is written for other people and programs.

Works on whichever thread it is called, from values that nobody changes. Every file is absent, the old
one or complete at any instant; what was finished when something went wrong stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.atomic_file import delivery, remove_abandoned
from studio.audio.encoder import Encoder
from studio.audio.encoding import Kind
from studio.audio.tags import AI_NOTICE, Chapter, Tags
from studio.document.values import LineId
from studio.export.acx import acx_checks
from studio.export.deliveries import Deliveries
from studio.export.handover.kinds import media_folder
from studio.export.job import Job, LineFiles, Measure, Unfinished
from studio.export.line_sound import broadcast_chunks, line_sound, line_tags
from studio.export.material import Material, SpokenLine
from studio.export.part import Chosen, chosen
from studio.export.plan import LineSet, Plan, plan, refuse_clashes
from studio.export.progress import WRITING, Watch
from studio.export.report import LoudnessReport, NotFinished, Report, Written
from studio.export.room import make_folders, make_room
from studio.export.sounds import SoundPass
from studio.export.texts import write_texts
from studio.frames import PROJECT_RATE
from studio.sentences import Message

_LINES_AT_ONCE = 2


@dataclass(slots=True)
class _Done:
    files: list[Written] = field(default_factory=list)
    loudness: list[LoudnessReport] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)
    obsolete: list[str] = field(default_factory=list)


def planned(material: Material, job: Job) -> Plan:
    """What `carry_out` would write. Raises InputError for a part without sound, or a bad template."""
    part = chosen(material, job.part)
    return plan(material, job, part, _passes_of(material, job, part, None)[1])


def carry_out(material: Material, job: Job, watch: Watch | None = None) -> Report:
    """Raises StudioError, and then says in one sentence what stood in the way."""
    watch = watch or Watch()
    part = chosen(material, job.part)
    _, frames = _passes_of(material, job, part, None)
    files = plan(material, job, part, frames)
    refuse_clashes(files)
    make_folders(files.files)
    folders = {file.path.absolute().parent for file in files.files}
    for folder in folders | {media_folder(each.path) for each in job.handover}:
        remove_abandoned(folder)
    make_room(files.files)
    deliveries = Deliveries(material, job, part)
    passes, _ = _passes_of(material, job, part, files)
    changed = [each for each in passes if not deliveries.has_all(each)]
    lines = files.lines
    unchanged = deliveries.unchanged_lines(lines) if lines else frozenset()
    line_frames = sum(_frames(each) for each in lines.lines) if lines else 0
    watch.expect(sum(each.work for each in changed) + line_frames)
    done = _Done()
    for sound_pass in passes:
        is_new = sound_pass in changed
        if is_new:
            loudness = sound_pass.write(_tags(material, job, part), watch)
            done.loudness += [loudness] if loudness else []
            done.warnings += sound_pass.warnings
        done.files += _of_pass(sound_pass, is_new)
    names: dict[LineId, str] = {}
    if lines is not None:
        done.files += _write_lines(material, job, lines, unchanged, watch)
        names = {
            each.line.id: path.relative_to(lines.wish.folder).as_posix()
            for each, path in zip(lines.lines, lines.paths, strict=True)
        }
    done.files += write_texts(material, job, part, files, names, frames, watch)
    done.obsolete += deliveries.write(passes, files, done.files)
    return _report(job, part, done, frames)


def _passes_of(
    material: Material, job: Job, part: Chosen, files: Plan | None
) -> tuple[list[SoundPass], int]:
    """One pass for each number of channels that is asked for, and the length of the Mix."""
    passes = []
    for channels in (2, 1):
        mixes = [mix for mix in job.mixes if mix.sound.channels == channels]
        stems = (
            [each for each in files.stems if each.wish.sound.channels == channels] if files else []
        )
        if mixes or stems:
            passes.append(SoundPass(material, job, part, channels, mixes, stems))
    length = passes[0] if passes else SoundPass(material, job, part, 2, (), ())
    return passes, length.frames


def _of_pass(sound_pass: SoundPass, is_new: bool) -> Iterator[Written]:
    for kind, path in sound_pass.paths:
        yield _written(path, kind, sound_pass.frames / PROJECT_RATE, is_new=is_new)


def _written(path: Path, kind: str, seconds: float, line: str = "", is_new: bool = True) -> Written:
    return Written(path, kind, path.stat().st_size, seconds, line, is_new)


def _frames(spoken: SpokenLine) -> int:
    return spoken.clip.uncut_end_frame - spoken.clip.start_frame if spoken.clip else 0


def _write_lines(
    material: Material, job: Job, lines: LineSet, unchanged: frozenset[Path], watch: Watch
) -> list[Written]:
    """Two at a time, in order."""
    found: list[Written] = []
    pairs = iter(zip(lines.lines, lines.paths, strict=True))
    with ThreadPoolExecutor(_LINES_AT_ONCE, "lines") as others:

        def begin(spoken: SpokenLine, path: Path) -> tuple[SpokenLine, Path, Future[None] | None]:
            if path in unchanged:
                return spoken, path, None
            return spoken, path, others.submit(_write_line, material, job, lines.wish, spoken, path)

        waiting = [begin(*pair) for pair in islice(pairs, 2 * _LINES_AT_ONCE)]
        while waiting:
            spoken, path, future = waiting.pop(0)
            watch.begin(WRITING(name=path.name))
            if future is not None:
                future.result()
            seconds = _frames(spoken) / PROJECT_RATE
            found.append(_written(path, "line", seconds, spoken.id, future is not None))
            watch.step(_frames(spoken))
            waiting += [begin(*pair) for pair in islice(pairs, 1)]
    return found


def _write_line(
    material: Material, job: Job, wish: LineFiles, spoken: SpokenLine, path: Path
) -> None:
    sound: NDArray[np.float32] = line_sound(material, spoken, wish)
    form, channels = wish.sound.encoding, wish.sound.channels
    rate = form.rate(wish.sound.rate)
    is_broadcast = wish.broadcast and form.kind is Kind.WAV
    chunks = broadcast_chunks(material, job, spoken, rate) if is_broadcast else []
    tags = line_tags(material, job, spoken)
    with (
        delivery(path) as part,
        Encoder(
            part, form, rate, channels, frames=len(sound), called=path, tags=tags, chunks=chunks
        ) as file,
    ):
        for start in range(0, len(sound), rate):
            file.write(sound[start : start + rate])


def _tags(material: Material, job: Job, part: Chosen) -> Tags:
    end = part.end_frame
    starts = [
        (heading.text, max(0, frame - part.start_frame))
        for heading, frame in material.chapters()
        if part.start_frame <= frame < end
    ]
    if not starts:
        starts = [(material.title, 0)]
    else:
        # What comes before the first heading belongs to its chapter.
        starts[0] = (starts[0][0], 0)
    ends = [start for _, start in starts[1:]] + [end - part.start_frame]
    chapters = tuple(
        Chapter(title or str(number), start / PROJECT_RATE, stop / PROJECT_RATE)
        for number, ((title, start), stop) in enumerate(zip(starts, ends, strict=True), start=1)
    )
    return Tags(
        material.title,
        job.artist,
        date=material.now.date().isoformat(),
        ai_notice=AI_NOTICE if job.ai_notice else "",
        chapters=chapters if len(chapters) > 1 else (),
    )


def _report(job: Job, part: Chosen, done: _Done, frames: int) -> Report:
    checks = [
        check
        for report in done.loudness
        if report.wanted.measure is Measure.RMS
        for mix in job.mixes
        if mix.sound.channels == report.channels
        for check in acx_checks(report.after, mix.sound)
    ]
    return Report(
        tuple(done.files),
        tuple(done.obsolete),
        tuple(done.loudness),
        tuple(checks),
        tuple({str(each): each for each in done.warnings}.values()),
        tuple(not_finished(part.lines)),
        frames / PROJECT_RATE,
    )


def not_finished(lines: Iterable[SpokenLine]) -> Iterator[NotFinished]:
    """The Lines that are heard otherwise than they should be."""
    for spoken in lines:
        if spoken.is_understudy:
            yield NotFinished(spoken.number, spoken.speaker.name, Unfinished.DRAFT)
        elif spoken.says_something and spoken.take is None:
            became = Unfinished.LEAVE_OUT if spoken.clip is None else Unfinished.SILENCE
            yield NotFinished(spoken.number, spoken.speaker.name, became)
