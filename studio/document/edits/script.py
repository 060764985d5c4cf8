"""The order of the script: what stands in it, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from studio.document.edits.grasp import (
    EditError,
    aside_of,
    heading_of,
    items_of,
    line_of,
    place_of,
    refuse_locked,
    speaker_of,
)
from studio.document.edits.ranges import refuse_out_of_range
from studio.document.references import with_pronunciations_copied, without_references
from studio.document.script_items import Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.values import LONGEST_TEXT, Document, Line, LineId, LineStatus, ScriptItem
from studio.identity import new_id
from studio.sentences import sentence

_into_itself = sentence(
    "edit.into-itself", "What is moved cannot stand before a part of itself. Choose another place."
)
_too_long = sentence(
    "edit.paste-too-long",
    "A line to be pasted has {length} characters; {most} are possible. Split it first.",
)
_id_twice = sentence(
    "edit.id-twice", "That is in the script already. Insert a copy under a new id instead."
)


def insert(document: Document, items: Sequence[ScriptItem], before: str | None) -> Document:
    """Put `items` before the item of that id, or at the end."""
    place = place_of(document, before)
    ids = {item.id for item in items}
    if len(ids) < len(items) or document.script.pick(ids):
        raise EditError(_id_twice())
    for speaker in {item.speaker for item in items if isinstance(item, Line)}:
        speaker_of(document, speaker)
    if not items:
        return document
    for item in items:
        refuse_unkeepable(item)
    return replace(document, script=document.script.spliced(place, place, items))


def refuse_unkeepable(item: ScriptItem) -> None:
    """What no project file would give back as it is."""
    if isinstance(item, Line) and len(item.text) > LONGEST_TEXT:
        raise EditError(_too_long(length=len(item.text), most=LONGEST_TEXT))
    refuse_out_of_range(item)


def delete(document: Document, ids: Iterable[str]) -> Document:
    """Take items out, and with them what was noted about nothing else."""
    items = items_of(document, ids)
    refuse_locked(document, (item for item in items if isinstance(item, Line)))
    if not items:
        return document
    gone = frozenset(item.id for item in items)
    return without_references(replace(document, script=document.script.without(gone)), gone)


def move(document: Document, ids: Iterable[str], before: str | None) -> Document:
    """Have items stand before the one of that id, or at the end, in their present order."""
    items = items_of(document, ids)
    moving = frozenset(item.id for item in items)
    place_of(document, before)
    if before in moving:
        raise EditError(_into_itself())
    script = document.script.without(moving)
    place = len(script) if before is None else script.place(before)
    assert place is not None
    moved = script.spliced(place, place, items)
    return document if _same_order(document, items, before) else replace(document, script=moved)


def move_scene(document: Document, heading: HeadingId, before: str | None) -> Document:
    """Move a heading and all that stands under it."""
    return move(document, [item.id for item in items_under(document, heading)], before)


def items_under(document: Document, heading: HeadingId) -> tuple[ScriptItem, ...]:
    """The heading and everything up to the next one that is not part of it."""
    head = heading_of(document, heading)
    start = place_of(document, heading)
    stop = len(document.script)
    following = document.headings.place(heading)
    assert following is not None
    for other in document.headings[following + 1 :]:
        if other.level <= head.level:
            stop = place_of(document, other.id)
            break
    return document.script[start:stop]


def duplicate(document: Document, ids: Iterable[str]) -> Document:
    """Copies behind the last of the items, with the same words and the same Takes."""
    items = items_of(document, ids)
    if not items:
        return document
    place = place_of(document, items[-1].id) + 1
    copies = [copied(item) for item in items]
    ids = {str(item.id): str(copy.id) for item, copy in zip(items, copies, strict=True)}
    longer = replace(document, script=document.script.spliced(place, place, copies))
    return with_pronunciations_copied(longer, ids)


def copied(item: ScriptItem) -> ScriptItem:
    """The same under a new id; a copied Line is not known to any game or translator."""
    if isinstance(item, Line):
        status = LineStatus.DRAFT if item.status is LineStatus.LOCKED else item.status
        return replace(item, id=LineId(new_id()), external_id="", status=status)
    if isinstance(item, Heading):
        return replace(item, id=HeadingId(new_id()))
    return replace(item, id=AsideId(new_id()))


def set_heading(
    document: Document, heading: HeadingId, text: str, level: int, notes: str
) -> Document:
    old = heading_of(document, heading)
    new = replace(old, text=text, level=level, notes=notes)
    refuse_out_of_range(new)
    return document if new == old else _with(document, new)


def set_aside(document: Document, aside: AsideId, kind: AsideKind, text: str) -> Document:
    old = aside_of(document, aside)
    new = replace(old, kind=kind, text=text)
    return document if new == old else _with(document, new)


def line_to_aside(document: Document, line: LineId, kind: AsideKind) -> Document:
    """The Line falls silent: its words stay in the script as a comment or a direction."""
    old = line_of(document, line)
    refuse_locked(document, (old,))
    place = place_of(document, line)
    aside = Aside(AsideId(new_id()), kind, old.text, old.extras)
    changed = replace(document, script=document.script.spliced(place, place + 1, [aside]))
    return without_references(changed, frozenset((line,)))


def _with(document: Document, item: ScriptItem) -> Document:
    return replace(document, script=document.script.replaced({item.id: item}))


def _same_order(document: Document, items: Sequence[ScriptItem], before: str | None) -> bool:
    """Whether the items stand there already, one behind the other."""
    stop = place_of(document, before)
    start = stop - len(items)
    return start >= 0 and document.script[start:stop] == tuple(items)
