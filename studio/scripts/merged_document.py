"""A Document with the chosen rows of a comparison taken over: theirs in their order, or ours in ours
where the file says nothing of order."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from studio.document.script_items import Aside, Heading
from studio.document.values import Document, Line, Script, ScriptItem
from studio.scripts.games.kept_source import keeps_source, without_place
from studio.scripts.merge import Comparison, Result, extras_of_both
from studio.scripts.merge_base import Base, base_in, names_in, next_base, with_base, without_base


def merged(comparison: Comparison, ticked: Collection[str]) -> Document:
    """The project's Document with the ticked rows taken over."""
    current, incoming = comparison.current, comparison.incoming
    in_order = comparison.says_order
    items = _in_their_order(comparison, ticked) if in_order else _in_our_order(comparison, ticked)
    script = Script(_without_old_places(items, comparison, ticked))
    speaking = {line.speaker for line in script.only(Line)}
    newcomers = comparison.newcomers - speaking
    cast = tuple(speaker for speaker in current.cast if speaker.id not in newcomers)
    extras = extras_of_both(current.extras, without_base(incoming.extras))
    document = replace(current, cast=cast, script=script, extras=extras)
    return with_base(document, _base_after(comparison, document))


def _base_after(comparison: Comparison, document: Document) -> Base:
    """What file and project have in common from now on. What was removed here or there is no part
    of it; a row of the file that was left out was seen, and is not asked for again."""
    there = {line.id for line in document.lines}
    seen = [
        (pair.ours or pair.theirs, pair.theirs)
        for pair in comparison.pairs
        if pair.theirs is not None
    ]
    base = next_base(
        base_in(comparison.current), seen, comparison.says, names_in(comparison.current)
    )
    in_file = {ours.id for ours, _ in seen}
    return {id: marks for id, marks in base.items() if id in there or id in in_file}


def _in_their_order(comparison: Comparison, ticked: Collection[str]) -> list[ScriptItem]:
    """Theirs from first to last; what they do not speak of stays behind what it stood behind."""
    current = comparison.current
    order = iter(comparison.rows)
    known = _known_structure(current)
    structure: set[type] = set()
    items: list[ScriptItem] = []
    for item in comparison.incoming.script:
        if isinstance(item, Line):
            row = next(order)
            if row.id in ticked or row.result is Result.SAME:
                assert row.new is not None
                items.append(row.new)
        elif comparison.has_structure:
            structure.add(type(item))
            items.append(_familiar(item, known))
    gone = _gone(comparison, ticked)
    placed = {item.id for item in items}
    stays = [
        (before, item)
        for before, item in _with_predecessor(current.script)
        if item.id not in placed and item.id not in gone and type(item) not in structure
    ]
    return _inserted(items, stays)


def _in_our_order(comparison: Comparison, ticked: Collection[str]) -> list[ScriptItem]:
    """Ours from first to last; a new Line behind the one that it follows in the file."""
    new: dict[str, Line] = {}
    added: list[tuple[str, ScriptItem]] = []
    before = ""
    for row in comparison.rows:
        if row.new is None:
            continue
        if row.ours is None:
            if row.id in ticked:
                added.append((before, row.new))
                before = row.new.id
            continue
        before = row.ours.id
        if row.id in ticked or row.result is Result.SAME:
            new[row.ours.id] = row.new
    gone = _gone(comparison, ticked)
    script = comparison.current.script
    return _inserted([new.get(item.id, item) for item in script if item.id not in gone], added)


def _without_old_places(
    items: list[ScriptItem], comparison: Comparison, ticked: Collection[str]
) -> list[ScriptItem]:
    """Where the source of a game is a new one, a Line that was not taken over stands who knows where."""
    if not keeps_source(comparison.incoming):
        return items
    taken = {
        row.new.id
        for row in comparison.rows
        if row.new is not None and (row.id in ticked or row.result is Result.SAME)
    }
    return [
        without_place(item) if isinstance(item, Line) and item.id not in taken else item
        for item in items
    ]


def _gone(comparison: Comparison, ticked: Collection[str]) -> set[str]:
    return {row.id for row in comparison.rows if row.result is Result.GONE and row.id in ticked}


def _known_structure(current: Document) -> dict[object, list[ScriptItem]]:
    known: dict[object, list[ScriptItem]] = {}
    for item in reversed(current.script):
        if not isinstance(item, Line):
            known.setdefault(_face(item), []).append(item)
    return known


def _familiar(item: Heading | Aside, known: dict[object, list[ScriptItem]]) -> ScriptItem:
    """Ours that says the same, if there is one left; else theirs."""
    same = known.get(_face(item))
    return same.pop() if same else item


def _face(item: Heading | Aside) -> object:
    return type(item), item.text, item.level if isinstance(item, Heading) else item.kind


def _with_predecessor(script: Iterable[ScriptItem]) -> Iterable[tuple[str, ScriptItem]]:
    before = ""
    for item in script:
        yield before, item
        before = item.id


def _inserted(items: list[ScriptItem], stays: list[tuple[str, ScriptItem]]) -> list[ScriptItem]:
    """What stays, each behind the item it stood behind."""
    behind: dict[str, list[ScriptItem]] = {}
    for before, item in stays:
        behind.setdefault(before, []).append(item)
    found: list[ScriptItem] = []
    waiting: list[ScriptItem] = [*reversed(items), *reversed(behind.pop("", []))]
    while waiting:
        item = waiting.pop()
        found.append(item)
        waiting += reversed(behind.pop(item.id, []))
    return found
