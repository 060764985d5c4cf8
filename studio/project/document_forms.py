"""How the values of a Document look in a file, with the ranges that a stranger's file must keep to.

Forms are decoded and checked in one step. What a union of our values cannot say by itself (which
kind of Cue) a form says with a tag.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from studio.document.clip_edit import (
    NO_EDIT,
    AtSample,
    AtWord,
    ClipEdit,
    PinnedTake,
    TakeKey,
    TrimPoint,
)
from studio.document.cues import BY_RULE, After, At, Cue, CutIn, Over, With
from studio.document.edits.ranges import LONGEST_FRAMES, MOST_COUNT, MOST_DB
from studio.document.lanes import PLAIN_LANE, LaneSettings
from studio.document.script_items import Extras
from studio.document.values import (
    AS_USUAL,
    Delivery,
    Line,
    LineId,
    LineStatus,
    Speaker,
    SpeakerId,
    Voice,
)
from studio.document.words import WordPlace
from studio.project.quick_lines import quick_line

Frames = Annotated[int, Meta(ge=0, le=LONGEST_FRAMES)]
Decibels = Annotated[float, Meta(ge=-MOST_DB, le=MOST_DB)]
Pan = Annotated[float, Meta(ge=-1, le=1)]
Count = Annotated[int, Meta(ge=0, le=MOST_COUNT)]


class Form(msgspec.Struct, frozen=True, omit_defaults=True):
    """A field that has its usual value is left out."""


class AfterForm(Form, frozen=True, tag="after"):
    gap: Frames | None = None


class CutInForm(Form, frozen=True, tag="cut in"):
    overlap: Frames
    word: WordPlace | None = None


class OverForm(Form, frozen=True, tag="over"):
    overlap: Frames


class WithForm(Form, frozen=True, tag="with"):
    pass


class AtForm(Form, frozen=True, tag="at"):
    start: Frames


CueForm = AfterForm | CutInForm | OverForm | WithForm | AtForm


class AtWordForm(Form, frozen=True, tag="word"):
    index: Count
    text: str


class AtSampleForm(Form, frozen=True, tag="sample"):
    sample: Frames


TrimForm = AtWordForm | AtSampleForm


class ClipForm(Form, frozen=True):
    start: TrimForm | None = None
    end: TrimForm | None = None
    gain_db: Decibels = 0.0
    fade_in: Frames = 0
    fade_out: Frames = 0


class PinForm(Form, frozen=True):
    take: str
    start: Frames = 0
    end: Frames | None = None


class LineForm(Form, frozen=True):
    """All of a Line but its id, Speaker and text, which have columns of their own."""

    direction: str = ""
    cue: CueForm | None = None
    may_be_cut: bool = False
    spoken: str | None = None
    delivery: Delivery = AS_USUAL
    retake: Count = 0
    pinned: PinForm | None = None
    clip: ClipForm | None = None
    status: LineStatus = LineStatus.DRAFT
    is_muted: bool = False
    silence_before: Frames = 0
    silence_after: Frames = 0
    target: Frames | None = None
    starts_paragraph: bool = False
    notes: str = ""
    external_id: str = ""
    extras: Extras = ()


class LaneForm(Form, frozen=True):
    gain_db: Decibels = 0.0
    pan: Pan = 0.0
    is_muted: bool = False
    is_solo: bool = False
    effect: str = ""


class SpeakerForm(Form, frozen=True):
    name: str
    colour: Count = 0
    draft_voice: Voice | None = None
    delivery: Delivery = AS_USUAL
    lane: LaneForm = LaneForm()
    final_voice: Voice | None = None
    aliases: tuple[str, ...] = ()
    short_code: str = ""
    notes: str = ""


USUAL_LINE = LineForm()


def line_form(line: Line) -> LineForm:
    return LineForm(
        line.direction,
        None if line.cue == BY_RULE else _cue_form(line.cue),
        line.may_be_cut,
        line.spoken,
        line.delivery,
        line.retake,
        None if line.pinned is None else _pin_form(line.pinned),
        None if line.clip == NO_EDIT else _clip_form(line.clip),
        line.status,
        line.is_muted,
        line.silence_before_frames,
        line.silence_after_frames,
        line.target_frames,
        line.starts_paragraph,
        line.notes,
        line.external_id,
        line.extras,
    )


def line_from(id: LineId, speaker: SpeakerId, text: str, form: LineForm) -> Line:
    return quick_line(
        id,
        speaker,
        text,
        form.direction,
        BY_RULE if form.cue is None else _cue(form.cue),
        form.may_be_cut,
        form.spoken,
        form.delivery,
        form.retake,
        None if form.pinned is None else _pin(form.pinned),
        NO_EDIT if form.clip is None else _clip(form.clip),
        form.status,
        form.is_muted,
        form.silence_before,
        form.silence_after,
        form.target,
        form.starts_paragraph,
        form.notes,
        form.external_id,
        form.extras,
    )


def speaker_form(speaker: Speaker) -> SpeakerForm:
    return SpeakerForm(
        speaker.name,
        speaker.colour,
        speaker.draft_voice,
        speaker.delivery,
        lane_form(speaker.lane),
        speaker.final_voice,
        speaker.aliases,
        speaker.short_code,
        speaker.notes,
    )


def speaker_from(id: str, form: SpeakerForm) -> Speaker:
    return Speaker(
        SpeakerId(id),
        form.name,
        form.colour,
        form.draft_voice,
        form.delivery,
        lane_from(form.lane),
        form.final_voice,
        form.aliases,
        form.short_code,
        form.notes,
    )


def lane_form(lane: LaneSettings) -> LaneForm:
    return LaneForm(lane.gain_db, lane.pan, lane.is_muted, lane.is_solo, lane.effect)


def lane_from(form: LaneForm) -> LaneSettings:
    lane = LaneSettings(form.gain_db, form.pan, form.is_muted, form.is_solo, form.effect)
    return PLAIN_LANE if lane == PLAIN_LANE else lane


def _cue_form(cue: Cue) -> CueForm:
    match cue:
        case After(gap):
            return AfterForm(gap)
        case CutIn(overlap, word):
            return CutInForm(overlap, word)
        case Over(overlap):
            return OverForm(overlap)
        case With():
            return WithForm()
        case At(start):
            return AtForm(start)


def _cue(form: CueForm) -> Cue:
    match form:
        case AfterForm():
            return After(form.gap)
        case CutInForm():
            return CutIn(form.overlap, form.word)
        case OverForm():
            return Over(form.overlap)
        case WithForm():
            return With()
        case AtForm():
            return At(form.start)


def _pin_form(pinned: PinnedTake) -> PinForm:
    return PinForm(pinned.take, pinned.start_sample, pinned.end_sample)


def _pin(form: PinForm) -> PinnedTake:
    return PinnedTake(TakeKey(form.take), form.start, form.end)


def _clip_form(clip: ClipEdit) -> ClipForm:
    return ClipForm(
        _trim_form(clip.trim_start),
        _trim_form(clip.trim_end),
        clip.gain_db,
        clip.fade_in_frames,
        clip.fade_out_frames,
    )


def _clip(form: ClipForm) -> ClipEdit:
    return ClipEdit(_trim(form.start), _trim(form.end), form.gain_db, form.fade_in, form.fade_out)


def _trim_form(point: TrimPoint | None) -> TrimForm | None:
    match point:
        case AtWord(word):
            return AtWordForm(word.index, word.text)
        case AtSample(sample):
            return AtSampleForm(sample)
        case None:
            return None


def _trim(form: TrimForm | None) -> TrimPoint | None:
    match form:
        case AtWordForm():
            return AtWord(WordPlace(form.index, form.text))
        case AtSampleForm():
            return AtSample(form.sample)
        case None:
            return None
