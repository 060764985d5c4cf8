"""Two states of a Document side by side, as people read them: for named versions and backups.

Pure. Rows come in the order of the newer script; what is gone stands where it was. What nobody reads
(places in the file, ids) is not told; what is other than words is told by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import Enum
from typing import Any

from studio.document.change import Change, change
from studio.document.script_items import Aside
from studio.document.values import Document, Line, ScriptItem

_WORDS_ONLY = ("id", "speaker", "text")


class Difference(Enum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Side:
    """A row of the script as it was at one time; `number` is a Line's, `name` its Speaker's."""

    number: int | None
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row that differs. `fields` names what else differs of it than speaker and words, and
    `was_moved` whether an altered one stands elsewhere, too."""

    id: str
    difference: Difference
    before: Side | None
    after: Side | None
    fields: tuple[str, ...] = ()
    was_moved: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """All that differs; `settings` names fields of the Document."""

    rows: tuple[ComparedRow, ...]
    speakers_added: tuple[str, ...]
    speakers_removed: tuple[str, ...]
    speakers_altered: tuple[str, ...]
    settings: tuple[str, ...]

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    @property
    def counts(self) -> dict[Difference, int]:
        return {each: sum(row.difference is each for row in self.rows) for each in Difference}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, and whether only one of the two texts has them."""

    text: str
    is_different: bool


def compare(before: Document, after: Document) -> Compared:
    """What became of `before` on the way to `after`."""
    difference = change(before, after)
    old = {speaker.id: speaker for speaker in before.cast}
    new = {speaker.id: speaker for speaker in after.cast}
    changed = difference.speakers | difference.lanes
    order = ("cast_order",) if difference.cast_order else ()
    return Compared(
        tuple(_rows(before, after, difference)),
        tuple(it.name for it in after.cast if it.id not in old),
        tuple(it.name for it in before.cast if it.id not in new),
        tuple(it.name for it in after.cast if it.id in old and it.id in changed),
        (*sorted(difference.settings), *order),
    )


def compared_words(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces, word by word, for showing what was struck out and what was put in."""
    old, new = _words(before), _words(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        is_different = kind != "equal"
        left += [Piece("".join(old[a:b]), is_different)] if b > a else []
        right += [Piece("".join(new[c:d]), is_different)] if d > c else []
    return tuple(left), tuple(right)


def as_text(compared: Compared) -> Iterator[str]:
    """The rows in plain text, one by one: `-` before what was, `+` before what is, `>` before what
    stands elsewhere now, `*` before what differs in other things than words."""
    for row in compared.rows:
        same = row.before and row.after and _shown(row.before) == _shown(row.after)
        if row.difference is Difference.MOVED or (row.was_moved and same):
            yield f"> {_shown(row.after)}"
        elif same:
            yield f"* {_shown(row.after)} ({', '.join(row.fields)})"
        else:
            yield from (f"- {_shown(side)}" for side in (row.before,) if side)
            yield from (f"+ {_shown(side)}" for side in (row.after,) if side)


def _shown(side: Side | None) -> str:
    if side is None:
        return ""
    return f"{side.name}: {side.text}" if side.name else side.text


def _rows(before: Document, after: Document, difference: Change) -> Iterator[ComparedRow]:
    kinds = dict.fromkeys(difference.added, Difference.ADDED)
    kinds |= dict.fromkeys(difference.moved, Difference.MOVED)
    kinds |= dict.fromkeys(difference.altered, Difference.ALTERED)
    moved = frozenset(difference.moved)
    was, now = _Told(before), _Told(after)
    gone = _gone_by_place(before, frozenset(difference.removed))
    yield from (_removed(was, item) for item in gone.get("", ()))
    for item in after.script:
        if item.id in kinds:
            earlier = before.script.get(item.id)
            yield ComparedRow(
                item.id,
                kinds[item.id],
                None if earlier is None else was.side(earlier),
                now.side(item),
                () if earlier is None else _fields(earlier, item),
                item.id in moved,
            )
        yield from (_removed(was, it) for it in gone.get(item.id, ()))


def _removed(was: _Told, item: ScriptItem) -> ComparedRow:
    return ComparedRow(item.id, Difference.REMOVED, was.side(item), None)


def _gone_by_place(before: Document, removed: frozenset[str]) -> dict[str, list[ScriptItem]]:
    """What is gone, by the item that stood before it and is still there; "" is the beginning."""
    found: dict[str, list[ScriptItem]] = {}
    latest = ""
    if not removed:
        return found
    for item in before.script:
        if item.id in removed:
            found.setdefault(latest, []).append(item)
        else:
            latest = item.id
    return found


class _Told:
    """How the rows of one Document are shown."""

    def __init__(self, document: Document) -> None:
        self._names = {speaker.id: speaker.name for speaker in document.cast}
        self._numbers = {line.id: number for number, line in enumerate(document.lines, start=1)}

    def side(self, item: ScriptItem) -> Side:
        if isinstance(item, Line):
            return Side(self._numbers[item.id], self._names.get(item.speaker, ""), item.text)
        return Side(None, "", item.text)


def _fields(before: Any, after: Any) -> tuple[str, ...]:
    """Which fields differ beside speaker and words; a row of another kind differs in that alone."""
    if type(before) is not type(after):
        return ("kind",) if isinstance(before, Aside) or isinstance(after, Aside) else ()
    return tuple(
        field.name
        for field in fields(before)
        if field.name not in _WORDS_ONLY
        and getattr(before, field.name) != getattr(after, field.name)
    )


def _words(text: str) -> list[str]:
    """The words, each with the space behind it."""
    words: list[str] = []
    for piece in text.split(" "):
        words.append(f"{piece} ")
    words[-1] = words[-1][:-1]
    return [word for word in words if word]
