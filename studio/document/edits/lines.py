"""What a Line says and how: its words, direction, Delivery, Cue, Take and status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from studio.document.clip_edit import ClipEdit, PinnedTake, for_another_take
from studio.document.cues import Cue
from studio.document.edits.grasp import (
    EditError,
    change_lines,
    change_unlocked,
    line_of,
    lines_of,
    number_of,
    refuse_locked,
)
from studio.document.edits.ranges import refuse_negative, refuse_out_of_range
from studio.document.spoken_text import spoken_text, without_cut_mark
from studio.document.values import LONGEST_TEXT, Delivery, Document, Line, LineId, LineStatus
from studio.sentences import sentence

_too_long = sentence(
    "edit.too-long",
    "Line {number} would have {length} characters; {most} are possible. Split it into several lines.",
)


def set_text(document: Document, line: LineId, text: str) -> Document:
    """Other words; a written ` --` at their end lets the Line be cut off."""
    old = line_of(document, line)
    refuse_locked(document, (old,))
    refuse_too_long(document, old, text)
    _, may_be_cut = without_cut_mark(text)
    return change_lines(
        document, (old,), lambda it: spoken_anew(it, replace(it, text=text, may_be_cut=may_be_cut))
    )


def set_spoken(document: Document, line: LineId, spoken: str | None) -> Document:
    """Words for the voice alone; None speaks the text as shown."""
    old = line_of(document, line)
    refuse_locked(document, (old,))
    refuse_too_long(document, old, spoken or "")
    return change_lines(document, (old,), lambda it: spoken_anew(it, replace(it, spoken=spoken)))


def set_direction(document: Document, lines: Iterable[LineId], direction: str) -> Document:
    return change_unlocked(document, lines, lambda it: replace(it, direction=direction))


def set_delivery(document: Document, lines: Iterable[LineId], delivery: Delivery) -> Document:
    refuse_out_of_range(delivery)
    return change_unlocked(
        document, lines, lambda it: spoken_anew(it, replace(it, delivery=delivery))
    )


def set_cue(document: Document, lines: Iterable[LineId], cue: Cue) -> Document:
    refuse_out_of_range(cue)
    return change_unlocked(document, lines, lambda it: replace(it, cue=cue))


def set_silence(
    document: Document, lines: Iterable[LineId], before_frames: int, after_frames: int
) -> Document:
    refuse_negative(before_frames, after_frames)
    return change_unlocked(
        document,
        lines,
        lambda it: replace(
            it, silence_before_frames=before_frames, silence_after_frames=after_frames
        ),
    )


def set_target(document: Document, lines: Iterable[LineId], frames: int | None) -> Document:
    refuse_negative(frames or 0)
    return change_unlocked(document, lines, lambda it: replace(it, target_frames=frames))


def set_paragraph(document: Document, lines: Iterable[LineId], starts: bool) -> Document:
    return change_unlocked(document, lines, lambda it: replace(it, starts_paragraph=starts))


def set_clip(document: Document, lines: Iterable[LineId], clip: ClipEdit) -> Document:
    """A Line that is trimmed to an instant has its Take pinned first: another one drops the trim."""
    refuse_out_of_range(clip)
    return change_unlocked(document, lines, lambda it: replace(it, clip=clip))


def pin_take(document: Document, line: LineId, pinned: PinnedTake | None) -> Document:
    """Play that Take whatever the words say, or, with None, the one they ask for.

    Trims to words stay; trims to an instant of another Take are dropped, which the caller can see
    in the Line's `clip`, and should say.
    """

    if pinned is not None:
        refuse_out_of_range(pinned)

    def pin(old: Line) -> Line:
        same = (old.pinned and old.pinned.take) == (pinned and pinned.take)
        clip = old.clip if same else for_another_take(old.clip)[0]
        return replace(old, pinned=pinned, clip=clip)

    return change_unlocked(document, (line,), pin)


def ask_retake(document: Document, lines: Iterable[LineId]) -> Document:
    """Want a further Take of the same words; nothing pinned stands in its way."""
    return change_unlocked(
        document,
        lines,
        lambda it: replace(
            it, retake=it.retake + 1, pinned=None, clip=for_another_take(it.clip)[0]
        ),
    )


def set_muted(document: Document, lines: Iterable[LineId], is_muted: bool) -> Document:
    return change_lines(
        document, lines_of(document, lines), lambda it: replace(it, is_muted=is_muted)
    )


def set_status(document: Document, lines: Iterable[LineId], status: LineStatus) -> Document:
    return change_lines(document, lines_of(document, lines), lambda it: replace(it, status=status))


def set_notes(document: Document, lines: Iterable[LineId], notes: str) -> Document:
    return change_lines(document, lines_of(document, lines), lambda it: replace(it, notes=notes))


def set_external_id(document: Document, line: LineId, external_id: str) -> Document:
    return change_lines(
        document, (line_of(document, line),), lambda it: replace(it, external_id=external_id)
    )


def refuse_too_long(document: Document, line: Line, text: str) -> None:
    if len(text) > LONGEST_TEXT:
        number = number_of(document, line.id)
        raise EditError(_too_long(number=number, length=len(text), most=LONGEST_TEXT))


def spoken_anew(old: Line, new: Line) -> Line:
    """`new`, which was `old`: what was asked or approved of other words holds no longer."""
    if spoken_text(old) == spoken_text(new) and old.delivery == new.delivery:
        return new
    approved = new.status is LineStatus.APPROVED
    return replace(
        new,
        retake=0,
        clip=new.clip if new.pinned is not None else for_another_take(new.clip)[0],
        status=LineStatus.NEEDS_RETAKE if approved else new.status,
    )
