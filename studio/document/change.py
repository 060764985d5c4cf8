"""What is different between two Documents, found by identity: what an edit shared is not looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from studio.document.ordered import Block, Ordered
from studio.document.values import Document, SpeakerId


@dataclass(frozen=True, slots=True)
class Change:
    """Ids of script items, each in the order of the script (`removed`: of the old one). An item that
    stands elsewhere among the others was `moved`; it may be `altered` as well."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    speakers: frozenset[SpeakerId] = frozenset()
    """Speakers who came, went or are described otherwise."""
    lanes: frozenset[SpeakerId] = frozenset()
    """Speakers whose Lane sits otherwise in the Mix."""
    cast_order: bool = False
    settings: frozenset[str] = frozenset()
    """Names of the other fields of the Document that differ."""

    def __bool__(self) -> bool:
        return self != NO_CHANGE


NO_CHANGE = Change()
_SETTINGS = tuple(name for name in Document.__dataclass_fields__ if name not in ("script", "cast"))


def change(before: Document, after: Document) -> Change:
    """What `after` has that `before` has not, and the other way round."""
    if before is after:
        return NO_CHANGE
    added, removed, moved, altered = script_change(before.script, after.script)
    old = {speaker.id: speaker for speaker in before.cast}
    new = {speaker.id: speaker for speaker in after.cast}
    both = [id for id in new if id in old and new[id] is not old[id]]
    lanes = {id for id in both if new[id].lane != old[id].lane}
    described = {id for id in both if _described(new[id]) != _described(old[id])}
    return Change(
        added,
        removed,
        moved,
        altered,
        frozenset(described | (old.keys() ^ new.keys())),
        frozenset(lanes),
        [id for id in old if id in new] != [id for id in new if id in old],
        frozenset(
            name for name in _SETTINGS if _differs(getattr(before, name), getattr(after, name))
        ),
    )


def script_change(
    before: Ordered[Any], after: Ordered[Any]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Ids added, removed, moved and altered."""
    old, new = _unshared(before.blocks, after.blocks)
    if len(old) == len(new) and all(a.id == b.id for a, b in zip(old, new, strict=True)):
        altered = [b.id for a, b in zip(old, new, strict=True) if a is not b and a != b]
        return (), (), (), tuple(altered)
    old_by_id = {item.id: item for item in old}
    new_by_id = {item.id: item for item in new}
    added = [id for id in new_by_id if id not in old_by_id]
    removed = [id for id in old_by_id if id not in new_by_id]
    altered = [
        id
        for id, item in new_by_id.items()
        if (was := old_by_id.get(id)) is not None and was is not item and was != item
    ]
    moved = _moved(
        [id for id in old_by_id if id in new_by_id],
        [id for id in new_by_id if id in old_by_id],
        {item.id for item in old if isinstance(item, _Shared)},
    )
    return tuple(added), tuple(removed), moved, tuple(altered)


@dataclass(frozen=True, slots=True)
class _Shared:
    """A block that both have, standing for all its items: it is where it was."""

    id: str


def _unshared(before: tuple[Block, ...], after: tuple[Block, ...]) -> tuple[list[Any], list[Any]]:
    """The items of both that are not in shared blocks, which stand as one item each."""
    first, last = 0, 0
    while first < min(len(before), len(after)) and before[first] is after[first]:
        first += 1
    most = min(len(before), len(after)) - first
    while last < most and before[-1 - last] is after[-1 - last]:
        last += 1
    old, new = before[first : len(before) - last], after[first : len(after) - last]
    here = {id(block) for block in new}
    shared = [id(block) for block in old if id(block) in here]
    there = set(shared)
    # No edit puts whole blocks in another order; should one, each item is looked at.
    if shared != [id(block) for block in new if id(block) in there]:
        there = set()
    return _items(old, there), _items(new, there)


def _items(blocks: Sequence[Block], shared: set[int]) -> list[Any]:
    items: list[Any] = []
    for block in blocks:
        if id(block) in shared:
            items.append(_Shared(f"\0{id(block)}"))
        else:
            items.extend(block.items)
    return items


def _moved(before: list[str], after: list[str], fixed: set[str]) -> tuple[str, ...]:
    """Which of the same ids stand elsewhere; of two that changed places the one that went further."""
    old_place = {id: place for place, id in enumerate(before)}
    new_place = {id: place for place, id in enumerate(after)}
    moved: set[str] = set()
    old, new = 0, 0
    while old < len(before) and new < len(after):
        here, there = before[old], after[new]
        if here == there:
            old, new = old + 1, new + 1
        elif here in moved:
            old += 1
        elif there in moved:
            new += 1
        elif there in fixed or (
            here not in fixed and new_place[here] - new >= old_place[there] - old
        ):
            moved.add(here)
            old += 1
        else:
            moved.add(there)
            new += 1
    return tuple(id for id in after if id in moved)


def _described(speaker: Any) -> tuple[object, ...]:
    return tuple(getattr(speaker, name) for name in speaker.__dataclass_fields__ if name != "lane")


def _differs(one: object, other: object) -> bool:
    return one is not other and one != other
