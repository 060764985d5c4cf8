"""A Document with the chosen rows of a comparison taken over: theirs in their order, or ours in ours
where the file says nothing of order."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from studio.document.script_items import Aside, Heading
from studio.document.values import Document, Line, Script, ScriptItem
from studio.scripts.games.kept_source import keeps_source, without_place
from studio.scripts.merge import Comparison, Result, extras_of_both


def merged(comparison: Comparison, ticked: Collection[str]) -> Document:
    """The project's Document with the ticked rows taken over."""
    current, incoming = comparison.current, comparison.incoming
    in_order = comparison.says_order
    items = _in_their_order(comparison, ticked) if in_order else _in_our_order(comparison, ticked)
    script = Script(_without_old_places(items, comparison, ticked))
    speaking = {line.speaker for line in script.only(Line)} | {s.id for s in incoming.cast}
    before = {line.speaker for line in current.lines}
    cast = tuple(s for s in current.cast if s.id in speaking or s.id in before or s.draft_voice)
    extras = extras_of_both(current.extras, incoming.extras)
    return replace(current, cast=cast or current.cast, script=script, extras=extras)


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
