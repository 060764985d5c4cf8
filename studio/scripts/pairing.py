"""Which Line of a Document a Line of a script that came back is: by id, by words, by place.

Pure; `merge` says what follows from it.
"""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from studio.document.edits.casting import name_key
from studio.document.spoken_text import spoken_text
from studio.document.values import Document, Line, SpeakerId
from studio.scripts.merge_base import Base, marks_of, names_in

ALIKE = 0.6
"""From this likeness on, two texts at the same place are one that was changed."""
_COMPARED = 400
_MOST_IN_A_GAP = 1_000
_ALMOST_THE_SAME = 0.9
_YARN = "line:"


class MatchedBy(Enum):
    ID = "id"
    WORDS = "speaker and words"
    OTHER_SPEAKER = "words, but another speaker"
    PLACE = "place and likeness"
    DOUBT = "place alone"


@dataclass(frozen=True, slots=True)
class Pair:
    """A Line of ours, one of theirs, or both, and what makes them one."""

    ours: Line | None
    theirs: Line | None
    matched_by: MatchedBy | None = None


def pairs(current: Document, incoming: Document, base: Base = MappingProxyType({})) -> list[Pair]:
    """Every Line of both, once: theirs in their order, then those of ours that are gone. `base` tells
    by which words the file knew a Line that has others by now."""
    found = _by_id(current, incoming)
    names = {s.id: name_key(s.name) for d in (current, incoming) for s in d.cast}
    aliases = {name_key(a): name_key(s.name) for s in current.cast for a in s.aliases}

    def who_and_what(line: Line) -> Hashable:
        name = names[line.speaker]
        return aliases.get(name, name), spoken_text(line)

    _same(current, incoming, found, MatchedBy.WORDS, who_and_what)
    if base:
        _as_they_were(current, incoming, found, base)
    _same(current, incoming, found, MatchedBy.OTHER_SPEAKER, spoken_text)
    _by_place(current, incoming, found, names)
    taken = {ours.id for ours, _ in found.values()}
    paired = [
        Pair(found[line.id][0], line, found[line.id][1]) if line.id in found else Pair(None, line)
        for line in incoming.lines
    ]
    return paired + [Pair(line, None) for line in current.lines if line.id not in taken]


def moved_among(places: Sequence[int]) -> set[int]:
    """Which of these places, in their order of arrival, are out of turn: as few as possible."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, place in enumerate(places):
        slot = bisect_left(tails, place)
        before.append(ends[slot - 1] if slot else -1)
        if slot == len(tails):
            tails.append(place)
            ends.append(at)
        else:
            tails[slot], ends[slot] = place, at
    stays = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        stays.add(places[at])
        at = before[at]
    return set(places) - stays


def same_id(one: str, other: str) -> bool:
    """Whether both name one line: Yarn Spinner has `line:` in front of ids in its tables only."""
    return one.removeprefix(_YARN) == other.removeprefix(_YARN)


_Found = dict[str, tuple[Line, MatchedBy]]
"""By the id of their Line: ours, and what told."""


def _by_id(current: Document, incoming: Document) -> _Found:
    ours: dict[str, Line] = {}
    for line in current.lines:
        ours.setdefault(line.id, line)
    for line in current.lines:
        if line.external_id:
            ours[line.external_id] = line
    bare = {id.removeprefix(_YARN): line for id, line in ours.items()}
    found: _Found = {}
    taken = set()
    for line in incoming.lines:
        mine = None
        if id := line.external_id:
            mine = ours.get(id) or bare.get(id.removeprefix(_YARN))
        mine = mine or ours.get(line.id)
        if mine is not None and mine.id not in taken:
            taken.add(mine.id)
            found[line.id] = (mine, MatchedBy.ID)
    return found


def _same(
    current: Document,
    incoming: Document,
    found: _Found,
    how: MatchedBy,
    key: Callable[[Line], Hashable],
) -> None:
    """Pair what has the same key, first with first, so that repeated words keep their order."""
    taken = {ours.id for ours, _ in found.values()}
    free: dict[Hashable, list[Line]] = defaultdict(list)
    for line in reversed(current.lines):
        if line.id not in taken:
            free[key(line)].append(line)
    for line in incoming.lines:
        if line.id not in found and (same := free.get(key(line))):
            found[line.id] = (same.pop(), how)


def _as_they_were(current: Document, incoming: Document, found: _Found, base: Base) -> None:
    """Pair by the words and the Speaker that a Line had when the file last knew it."""
    names = names_in(current)

    def key(line: Line) -> Hashable:
        marks = base.get(line.id) or marks_of(line, names)
        return marks.text, marks.speaker

    _same(current, incoming, found, MatchedBy.WORDS, key)


def _by_place(
    current: Document, incoming: Document, found: _Found, names: Mapping[SpeakerId, str]
) -> None:
    """Between two Lines that are paired, pair what is left in order: alike, or at least theirs."""
    taken = {ours.id for ours, _ in found.values()}
    place = {line.id: at for at, line in enumerate(current.lines)}
    ours = list(current.lines)
    gap: list[Line] = []
    start = 0
    for line in (*incoming.lines, None):
        if line is not None and line.id not in found:
            gap.append(line)
            continue
        end = place[found[line.id][0].id] if line is not None else len(ours)
        if gap and start <= end:
            left = [each for each in ours[start:end] if each.id not in taken][:_MOST_IN_A_GAP]
            for their, our, how in _alike(gap[:_MOST_IN_A_GAP], left, names):
                found[their.id] = (our, how)
                taken.add(our.id)
        gap = []
        start = end + 1 if line is not None else end


def _alike(
    theirs: list[Line], ours: list[Line], names: Mapping[SpeakerId, str]
) -> list[tuple[Line, Line, MatchedBy]]:
    made = []
    left = list(ours)
    for their in theirs:
        best, likeness = _likest(their, left)
        if best is not None and likeness >= ALIKE:
            same = names[best.speaker] == names[their.speaker]
            made.append((their, best, MatchedBy.PLACE if same else MatchedBy.DOUBT))
            del left[: left.index(best) + 1]
    paired = {their.id for their, _, _ in made}
    free = [line for line in ours if line.id not in {our.id for _, our, _ in made}]
    rest = [line for line in theirs if line.id not in paired]
    if len(free) == len(rest):
        made += [
            (their, our, MatchedBy.DOUBT)
            for their, our in zip(rest, free, strict=True)
            if names[our.speaker] == names[their.speaker]
        ]
    return made


def _likest(their: Line, left: Sequence[Line]) -> tuple[Line | None, float]:
    """Of the next few of ours the one that is most alike; the first that is almost the same will do."""
    best, most = None, 0.0
    for our in left[:8]:
        likeness = _likeness(our, their)
        if best is None or likeness > most:
            best, most = our, likeness
        if most >= _ALMOST_THE_SAME:
            break
    return best, most


def _likeness(one: Line, other: Line) -> float:
    matcher = difflib.SequenceMatcher(
        None, one.text[:_COMPARED].casefold(), other.text[:_COMPARED].casefold(), autojunk=False
    )
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
