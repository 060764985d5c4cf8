"""How the parts of a Document that are no Lines look in a file: dictionary, markers, notes, sounds.

Each is a row of its kind with an id; `PARTS` says which field of the Document holds which kind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from studio.document.annotations import (
    ListeningNote,
    Marker,
    MarkerId,
    NoteId,
    NoteKind,
    TakeMark,
)
from studio.document.clip_edit import TakeKey
from studio.document.dictionary import DictionaryEntry, EntryId, Spelling
from studio.document.edits.ranges import DEEPEST_LEVEL
from studio.document.script_items import Aside, AsideId, AsideKind, Extras, Heading, HeadingId
from studio.document.sounds import (
    Duck,
    SoundClip,
    SoundClipId,
    SoundLane,
    SoundLaneId,
    SoundSource,
)
from studio.project.document_forms import (
    Count,
    Decibels,
    Form,
    Frames,
    LaneForm,
    lane_form,
    lane_from,
)

Level = Annotated[int, Meta(ge=1, le=DEEPEST_LEVEL)]


class HeadingForm(Form, frozen=True):
    level: Level = 2
    notes: str = ""
    extras: Extras = ()


class AsideForm(Form, frozen=True):
    kind: AsideKind
    extras: Extras = ()


class EntryForm(Form, frozen=True):
    written: str
    said: str
    spelling: Spelling = Spelling.RESPELLED
    scope: str = ""
    is_pattern: bool = False
    whole_word: bool = True
    match_case: bool = False


class MarkerForm(Form, frozen=True):
    name: str
    start: Frames
    end: Frames | None = None
    colour: Count = 0


class NoteForm(Form, frozen=True):
    line: str
    kind: NoteKind
    frame: Frames = 0
    text: str = ""
    is_done: bool = False


class TakeMarkForm(Form, frozen=True):
    rating: Annotated[int, Meta(ge=0, le=5)] = 0
    remark: str = ""
    is_discarded: bool = False


class SoundLaneForm(Form, frozen=True):
    name: str
    lane: LaneForm = LaneForm()


class DuckForm(Form, frozen=True):
    gain_db: Decibels
    attack: Frames
    release: Frames


class SoundForm(Form, frozen=True):
    lane: str
    source: SoundSource
    start: Frames
    trim_start: Frames = 0
    length: Frames | None = None
    gain_db: Decibels = 0.0
    fade_in: Frames = 0
    fade_out: Frames = 0
    duck: DuckForm | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One kind: where the Document has it, and the way to its form and back."""

    field: str
    form: type[msgspec.Struct]
    to_form: Callable[[Any], msgspec.Struct]
    from_form: Callable[[str, Any], Any]


PARTS: dict[str, Part] = {
    "dictionary": Part(
        "dictionary",
        EntryForm,
        lambda it: EntryForm(
            it.written,
            it.said,
            it.spelling,
            it.scope,
            it.is_pattern,
            it.whole_word,
            it.match_case,
        ),
        lambda id, it: DictionaryEntry(
            EntryId(id),
            it.written,
            it.said,
            it.spelling,
            it.scope,
            it.is_pattern,
            it.whole_word,
            it.match_case,
        ),
    ),
    "marker": Part(
        "markers",
        MarkerForm,
        lambda it: MarkerForm(it.name, it.start_frame, it.end_frame, it.colour),
        lambda id, it: Marker(MarkerId(id), it.name, it.start, it.end, it.colour),
    ),
    "listening note": Part(
        "listening_notes",
        NoteForm,
        lambda it: NoteForm(it.line, it.kind, it.frame, it.text, it.is_done),
        lambda id, it: ListeningNote(NoteId(id), it.line, it.kind, it.frame, it.text, it.is_done),
    ),
    "take mark": Part(
        "take_marks",
        TakeMarkForm,
        lambda it: TakeMarkForm(it.rating, it.remark, it.is_discarded),
        lambda id, it: TakeMark(TakeKey(id), it.rating, it.remark, it.is_discarded),
    ),
    "sound lane": Part(
        "sound_lanes",
        SoundLaneForm,
        lambda it: SoundLaneForm(it.name, lane_form(it.lane)),
        lambda id, it: SoundLane(SoundLaneId(id), it.name, lane_from(it.lane)),
    ),
    "sound": Part(
        "sound_clips",
        SoundForm,
        lambda it: SoundForm(
            it.lane,
            it.source,
            it.start_frame,
            it.trim_start_frames,
            it.length_frames,
            it.gain_db,
            it.fade_in_frames,
            it.fade_out_frames,
            None
            if it.duck is None
            else DuckForm(it.duck.gain_db, it.duck.attack_frames, it.duck.release_frames),
        ),
        lambda id, it: SoundClip(
            SoundClipId(id),
            SoundLaneId(it.lane),
            it.source,
            it.start,
            it.trim_start,
            it.length,
            it.gain_db,
            it.fade_in,
            it.fade_out,
            None if it.duck is None else Duck(it.duck.gain_db, it.duck.attack, it.duck.release),
        ),
    ),
}


def heading_form(heading: Heading) -> HeadingForm:
    return HeadingForm(heading.level, heading.notes, heading.extras)


def heading_from(id: str, text: str, form: HeadingForm) -> Heading:
    return Heading(HeadingId(id), text, form.level, form.notes, form.extras)


def aside_form(aside: Aside) -> AsideForm:
    return AsideForm(aside.kind, aside.extras)


def aside_from(id: str, text: str, form: AsideForm) -> Aside:
    return Aside(AsideId(id), form.kind, text, form.extras)
