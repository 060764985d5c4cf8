"""One Line into two, several into one, and what becomes of the Take they played."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from studio.document.clip_edit import (
    AtWord,
    ClipEdit,
    PinnedTake,
    TakeKey,
    TrimPoint,
    for_another_take,
)
from studio.document.cues import After, CutIn
from studio.document.edits.grasp import (
    EditError,
    line_of,
    lines_of,
    number_of,
    place_of,
    refuse_locked,
)
from studio.document.edits.lines import refuse_too_long
from studio.document.references import with_pronunciations_copied, with_references_moved
from studio.document.spoken_text import spoken_text, without_cut_mark
from studio.document.values import Document, Line, LineId, LineStatus, Script
from studio.document.words import WordPlace
from studio.identity import new_id
from studio.sentences import sentence

_nothing_left = sentence(
    "edit.split-at-edge",
    "Line {number} cannot be split there: one half would have no words. Choose a place between words.",
)
_spoken_otherwise = sentence(
    "edit.split-spoken",
    "Line {number} is spoken otherwise than it is written, so nobody knows where its spoken words"
    " part. Clear its spoken text first.",
)
_join_one = sentence("edit.join-one", "One line alone cannot be joined. Choose two or more.")
_other_speaker = sentence(
    "edit.join-other-speaker",
    "Line {number} is spoken by somebody else, and a line has one speaker. Recast it first.",
)
_not_neighbours = sentence(
    "edit.join-apart",
    "Something stands between the lines to be joined, before line {number}. Move it first.",
)


_NEAR = 100
"""Headings and asides that may stand between a Line and the next."""


class TimedWord(Protocol):
    """A word of a Take and when it sounds."""

    @property
    def text(self) -> str: ...
    @property
    def start_sample(self) -> int: ...
    @property
    def end_sample(self) -> int: ...


@dataclass(frozen=True, slots=True)
class HeardTake:
    """The Take a Line plays at present, as far as a split needs to know it."""

    key: TakeKey
    words: Sequence[TimedWord]


def split(
    document: Document, line: LineId, at_character: int, heard: HeardTake | None = None
) -> Document:
    """Two Lines, parted at that character of the text; the second one is new.

    Where the words of `heard` are those of the Line, each half goes on playing its part of it, with
    no pause between; a place within a word leaves neither half its old words.
    """
    old = line_of(document, line)
    refuse_locked(document, (old,))
    if old.spoken is not None:
        raise EditError(_spoken_otherwise(number=number_of(document, line)))
    left_text, right_text = old.text[:at_character].rstrip(), old.text[at_character:].lstrip()
    if not left_text or not right_text:
        raise EditError(_nothing_left(number=number_of(document, line)))
    halves = _halves(old, left_text, right_text)
    parts = None if heard is None else _parts(old, *halves, heard)
    left, right = parts or _anew(old, *halves)
    place = place_of(document, line)
    script = document.script.spliced(place, place + 1, (left, right))
    if parts is None:
        script = _with_answer_moved(script, place + 2, -_count_words(left_text))
    longer = replace(document, script=script)
    return with_pronunciations_copied(longer, {str(left.id): str(right.id)})


def _halves(old: Line, left_text: str, right_text: str) -> tuple[Line, Line]:
    share = len(left_text) / (len(left_text) + len(right_text))
    target = old.target_frames
    left_target = None if target is None else round(target * share)
    status = LineStatus.NEEDS_RETAKE if old.status is LineStatus.APPROVED else old.status
    whole = replace(old, pinned=None, retake=0, status=status)
    left = replace(
        whole,
        text=left_text,
        may_be_cut=without_cut_mark(left_text)[1],
        clip=replace(old.clip, trim_end=None, fade_out_frames=0),
        silence_after_frames=0,
        target_frames=left_target,
    )
    right = replace(
        whole,
        id=LineId(new_id()),
        text=right_text,
        direction="",
        cue=After(),
        clip=replace(old.clip, trim_start=None, fade_in_frames=0),
        silence_before_frames=0,
        target_frames=None if target is None or left_target is None else target - left_target,
        starts_paragraph=False,
        notes="",
        external_id="",
        extras=(),
    )
    return left, right


def _anew(old: Line, left: Line, right: Line) -> tuple[Line, Line]:
    """The halves as other Takes are to be made of them, whose words are counted from their start."""
    left_clip, _ = for_another_take(left.clip)
    right_clip, _ = for_another_take(right.clip)
    end = _shifted(right_clip.trim_end, -_count_words(left.text))
    return replace(left, clip=left_clip), replace(right, clip=replace(right_clip, trim_end=end))


def _parts(old: Line, left: Line, right: Line, heard: HeardTake) -> tuple[Line, Line] | None:
    """The halves with their parts of the Take, if the words of both are in it."""
    start, end = 0, None
    if old.pinned is not None and old.pinned.take == heard.key:
        start, end = old.pinned.start_sample, old.pinned.end_sample
    words = [
        word
        for word in heard.words
        if word.start_sample >= start and (end is None or word.start_sample < end)
    ]
    at = _word_at(spoken_text(left), spoken_text(right), [word.text for word in words])
    if at is None:
        return None
    border = (words[at - 1].end_sample + words[at].start_sample) // 2
    status = old.status
    return (
        replace(left, pinned=PinnedTake(heard.key, start, border), status=status),
        replace(
            right, pinned=PinnedTake(heard.key, border, end), status=status, cue=After(gap_frames=0)
        ),
    )


def _word_at(left: str, right: str, words: Sequence[str]) -> int | None:
    """The number of the first word of `right`, if the words are those of both, letter by letter."""
    spoken = [_letters(word) for word in words]
    first = _letters(left)
    if "".join(spoken) != first + _letters(right):
        return None
    length = 0
    for at, letters in enumerate(spoken):
        if length == len(first) and at > 0:
            return at
        length += len(letters)
    return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _shifted(point: TrimPoint | None, words: int) -> TrimPoint | None:
    if isinstance(point, AtWord):
        return AtWord(WordPlace(max(0, point.word.index + words), point.word.text))
    return point


def _with_answer_moved(script: Script, place: int, words: int) -> Script:
    """The Line at `place` or next behind it may cut in after a word of the Line before, whose words
    are now counted from elsewhere."""
    for item in script[place : place + _NEAR]:
        if not isinstance(item, Line):
            continue
        cue = item.cue
        if isinstance(cue, CutIn) and cue.after_word is not None:
            index = cue.after_word.index + words
            if index >= 0:
                moved = replace(cue, after_word=WordPlace(index, cue.after_word.text))
                return script.replaced({item.id: replace(item, cue=moved)})
        return script
    return script


def _count_words(text: str) -> int:
    return len(text.split())


def join(document: Document, lines: Iterable[LineId]) -> Document:
    """One Line of several that follow each other, by one Speaker; the first one's id stays.

    Parts of one Take that meet become one part again; else the joined words are to be made anew.
    """
    parts = lines_of(document, lines)
    if len(parts) < 2:
        raise EditError(_join_one())
    refuse_locked(document, parts)
    start = place_of(document, parts[0].id)
    for place, part in enumerate(parts):
        if part.speaker != parts[0].speaker:
            raise EditError(_other_speaker(number=number_of(document, part.id)))
        if place_of(document, part.id) != start + place:
            raise EditError(_not_neighbours(number=number_of(document, part.id)))
    whole, words = parts[0], 0
    for part in parts[1:]:
        words = _count_words(without_cut_mark(whole.text)[0])
        whole = _joined(whole, part)
    refuse_too_long(document, parts[0], whole.text)
    script = document.script.spliced(start, start + len(parts), (whole,))
    if whole.pinned is None:
        script = _with_answer_moved(script, start + 1, words)
    gone = {str(part.id): str(whole.id) for part in parts[1:]}
    return with_references_moved(replace(document, script=script), gone)


def _joined(left: Line, right: Line) -> Line:
    shown, _ = without_cut_mark(left.text)
    pinned = _one_part(left.pinned, right.pinned)
    kept = pinned is not None and left.status == right.status
    approved = LineStatus.APPROVED in (left.status, right.status)
    again = LineStatus.NEEDS_RETAKE if approved else left.status
    spoken = None
    if left.spoken is not None or right.spoken is not None:
        spoken = f"{_said(left)} {_said(right)}".strip()
    if pinned is None:
        left_clip, right_clip = (for_another_take(it.clip)[0] for it in (left, right))
        end = _shifted(right_clip.trim_end, _count_words(shown))
    else:
        left_clip, end = left.clip, right.clip.trim_end
    both_aimed = left.target_frames is not None and right.target_frames is not None
    return replace(
        left,
        text=f"{shown} {right.text}".strip(),
        spoken=spoken,
        may_be_cut=right.may_be_cut,
        retake=0,
        pinned=pinned,
        clip=ClipEdit(
            left_clip.trim_start,
            end,
            left.clip.gain_db,
            left.clip.fade_in_frames,
            right.clip.fade_out_frames,
        ),
        status=left.status if kept else again,
        silence_after_frames=right.silence_after_frames,
        target_frames=(left.target_frames or 0) + (right.target_frames or 0)
        if both_aimed
        else None,
        notes="\n".join(filter(None, (left.notes, right.notes))),
    )


def _said(line: Line) -> str:
    return without_cut_mark(line.text if line.spoken is None else line.spoken)[0]


def _one_part(left: PinnedTake | None, right: PinnedTake | None) -> PinnedTake | None:
    if left is None or right is None or left.take != right.take:
        return None
    if left.end_sample != right.start_sample:
        return None
    return PinnedTake(left.take, left.start_sample, right.end_sample)
