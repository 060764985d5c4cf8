"""Taking hold of what an edit is about, and the sentences for when that cannot be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from studio.document.script_items import Aside, AsideId, Heading, HeadingId
from studio.document.values import (
    Document,
    Line,
    LineId,
    LineStatus,
    ScriptItem,
    Speaker,
    SpeakerId,
)
from studio.errors import StudioError
from studio.sentences import sentence

_line_gone = sentence(
    "edit.line-gone", "That line is no longer in the script. Choose another and try again."
)
_item_gone = sentence(
    "edit.item-gone", "That place is no longer in the script. Choose another and try again."
)
_speaker_gone = sentence(
    "edit.speaker-gone", "That speaker is no longer in the cast. Choose another and try again."
)
_locked = sentence("edit.locked", "Line {number} is locked. Unlock it first.")


class EditError(StudioError):
    """This edit cannot be done, and the message says why."""


def line_of(document: Document, id: LineId) -> Line:
    line = document.script.get(id)
    if not isinstance(line, Line):
        raise EditError(_line_gone())
    return line


def lines_of(document: Document, ids: Iterable[LineId]) -> tuple[Line, ...]:
    """The Lines of these ids in the order of the script; all of them must be there."""
    wanted = frozenset(ids)
    lines = document.lines.pick(wanted)
    if len(lines) != len(wanted):
        raise EditError(_line_gone())
    return lines


def heading_of(document: Document, id: HeadingId) -> Heading:
    heading = document.script.get(id)
    if not isinstance(heading, Heading):
        raise EditError(_item_gone())
    return heading


def aside_of(document: Document, id: AsideId) -> Aside:
    aside = document.script.get(id)
    if not isinstance(aside, Aside):
        raise EditError(_item_gone())
    return aside


def items_of(document: Document, ids: Iterable[str]) -> tuple[ScriptItem, ...]:
    wanted = frozenset(ids)
    items = document.script.pick(wanted)
    if len(items) != len(wanted):
        raise EditError(_item_gone())
    return items


def place_of(document: Document, id: str | None) -> int:
    """Where the item of that id stands among all items; None is the end."""
    place = len(document.script) if id is None else document.script.place(id)
    if place is None:
        raise EditError(_item_gone())
    return place


def number_of(document: Document, line: LineId) -> int:
    """The number people see: 1 for the first Line."""
    place = document.lines.place(line)
    assert place is not None
    return place + 1


def speaker_of(document: Document, id: SpeakerId) -> Speaker:
    for speaker in document.cast:
        if speaker.id == id:
            return speaker
    raise EditError(_speaker_gone())


def refuse_locked(document: Document, lines: Iterable[Line]) -> None:
    for line in lines:
        if line.status is LineStatus.LOCKED:
            raise EditError(_locked(number=number_of(document, line.id)))


def change_lines(
    document: Document, lines: Iterable[Line], change: Callable[[Line], Line]
) -> Document:
    """`document` with `change` made of each of `lines`; the same one when none came out different."""
    changed: dict[str, ScriptItem] = {
        line.id: new for line in lines if (new := change(line)) != line
    }
    if not changed:
        return document
    return replace(document, script=document.script.replaced(changed))


def change_unlocked(
    document: Document, ids: Iterable[LineId], change: Callable[[Line], Line]
) -> Document:
    """`change_lines` for what a locked Line refuses."""
    lines = lines_of(document, ids)
    refuse_locked(document, lines)
    return change_lines(document, lines, change)
