"""What can be typed about a Clip: when it starts, its trims, gain and fades, all in one edit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from studio.document import step_names
from studio.document.clip_edit import AtSample, PinnedTake
from studio.document.cues import After, At, Cue, CutIn, Over, With
from studio.document.edits import lines
from studio.document.values import Document
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.sentences import sentence
from studio.timeline.clip import Clip
from studio.timeline.staying import earlier_clip
from ui.timeline.gestures.draft import Draft, Situation

SET = sentence("ui.timeline.values.set", "Set")


class Start(Enum):
    """How the start of a Line is meant."""

    AFTER = "after"
    CUT_IN = "cut in"
    OVER = "over"
    WITH = "with"
    AT = "at"


@dataclass(frozen=True, slots=True)
class Values:
    """`start_frames`: the gap, how far it reaches into the Line before, or the time it is pinned to.
    Trims count from the beginning of the Take."""

    start: Start
    start_frames: int
    trim_start_frames: int
    trim_end_frames: int
    gain_db: float
    fade_in_frames: int
    fade_out_frames: int


def values_of(situation: Situation, clip: Clip) -> Values | None:
    """As they are now; None when the Line is gone."""
    line = situation.document.lines.get(clip.line)
    if line is None:
        return None
    earlier = earlier_clip(situation.document, situation.timeline, clip.line)
    overlap = 0 if earlier is None else earlier.uncut_end_frame - clip.start_frame
    start, frames = _start(line.cue, overlap, clip)
    first = clip.start_sample * PROJECT_RATE // TAKE_RATE
    length = clip.uncut_end_frame - clip.start_frame
    return Values(
        start,
        frames,
        first,
        first + length,
        line.clip.gain_db,
        line.clip.fade_in_frames,
        line.clip.fade_out_frames,
    )


def with_values(situation: Situation, clip: Clip, wanted: Values) -> Draft | None:
    """The Clip with these values; None when nothing is different."""
    was, line = values_of(situation, clip), situation.document.lines.get(clip.line)
    if was is None or line is None or wanted == was:
        return None
    edit = replace(
        line.clip,
        gain_db=wanted.gain_db,
        fade_in_frames=wanted.fade_in_frames,
        fade_out_frames=wanted.fade_out_frames,
    )
    if wanted.trim_start_frames != was.trim_start_frames:
        edit = replace(edit, trim_start=_sample(wanted.trim_start_frames))
    if wanted.trim_end_frames != was.trim_end_frames:
        edit = replace(edit, trim_end=_sample(wanted.trim_end_frames))
    is_trimmed = (edit.trim_start, edit.trim_end) != (line.clip.trim_start, line.clip.trim_end)
    pinned = line.pinned
    if is_trimmed and pinned is None and clip.take is not None:
        pinned = PinnedTake(clip.take)
    is_elsewhere = (wanted.start, wanted.start_frames) != (was.start, was.start_frames)
    cue = _cue(wanted) if is_elsewhere else line.cue
    lengths = situation.lengths
    if is_trimmed:
        lengths = situation.with_length(
            line.id, situation.length_as(replace(line, clip=edit, pinned=pinned))
        )

    def change(document: Document) -> Document:
        if pinned != line.pinned:
            document = lines.pin_take(document, line.id, pinned)
        if edit != line.clip:
            document = lines.set_clip(document, [line.id], edit)
        return lines.set_cue(document, [line.id], cue) if cue != line.cue else document

    name = step_names.CUE(1) if edit == line.clip else step_names.CLIP(1)
    return Draft(name, situation.rippling(line.id, change, lengths), SET(), lengths)


def _start(cue: Cue, overlap: int, clip: Clip) -> tuple[Start, int]:
    match cue:
        case At(start):
            return Start.AT, start
        case CutIn():
            return Start.CUT_IN, max(0, overlap)
        case Over():
            return Start.OVER, max(0, overlap)
        case With():
            return Start.WITH, 0
        case _:
            return Start.AFTER, max(0, -overlap)


def _cue(wanted: Values) -> Cue:
    match wanted.start:
        case Start.AFTER:
            return After(wanted.start_frames)
        case Start.CUT_IN:
            return CutIn(wanted.start_frames)
        case Start.OVER:
            return Over(wanted.start_frames)
        case Start.WITH:
            return With()
        case Start.AT:
            return At(wanted.start_frames)


def _sample(frames: int) -> AtSample:
    return AtSample(max(0, frames) * TAKE_RATE // PROJECT_RATE)
