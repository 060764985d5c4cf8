"""A script that comes back into its project: what is the same, changed, moved, added, gone.

Unchanged Lines keep everything: Takes, approvals, pins. Only what the file speaks of is taken over;
a table of translations leaves Cues, directions and headings alone, and one whose rows have ids moves
nothing however it is sorted. Where it is known what both once said (`merge_base`), what was changed
here alone stays, and what was changed on both sides is for a person to decide. `merged_document` makes of it one Document, which is one step to undo.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from studio.document.edits.casting import add_speaker, new_speaker, speaker_called
from studio.document.script_items import Extras
from studio.document.spoken_text import spoken_text
from studio.document.values import (
    Document,
    Line,
    LineStatus,
    Script,
    Speaker,
    SpeakerId,
)
from studio.scripts.games.kept_source import ROW
from studio.scripts.merge_base import (
    UNKNOWN,
    Base,
    Marks,
    Removed,
    base_in,
    marks_of,
    names_in,
)
from studio.scripts.pairing import MatchedBy, Pair, moved_among, pairs, same_id
from studio.scripts.reading import Reading
from studio.sentences import Message, sentence

_by_words = sentence("merge.by-words", "matched by its words, was {name}")
_by_place = sentence("merge.by-place", "matched by its place alone")
_locked = sentence("merge.locked", "locked; unlock it first")
_changed_here = sentence("merge.changed-here", "changed here alone, so it stays")
_changed_twice = sentence("merge.changed-twice", "changed here and in the file")
_removed_here = sentence("merge.removed-here", "removed here, unchanged in the file")
_written_here = sentence("merge.written-here", "written here, the file never had it")

_FIELDS = ("text", "direction", "cue", "may_be_cut", "notes", "spoken", "status", "target_frames")


class Result(Enum):
    """What becomes of a Line; the sign stands in front of it wherever it is shown."""

    SAME = "="
    CHANGED = "≠"
    MOVED = "↕"
    ADDED = "+"
    GONE = "−"
    UNSURE = "?"


class Takes(Enum):
    """What happens to the Takes of a Line when its row is ticked."""

    KEPT = "it keeps its takes"
    NEEDED = "it needs a take"
    NEW = "a new line"
    SHELVED = "its takes stay on the shelf"


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One Line of the merge. `new` is ours with what theirs says of it; `id` stands for the row, and
    is the same when the file is read again. `row` is where the words stand in the file, 0 for a Line
    that is gone; `number` counts the Line in the project, 0 for a new one. An unticked row stays as
    it is in the project."""

    id: str
    result: Result
    ours: Line | None
    new: Line | None
    is_ticked: bool
    takes: Takes
    why: Message | None = None
    row: int = 0
    number: int = 0

    @property
    def needs_retake(self) -> bool:
        return self.takes in (Takes.NEEDED, Takes.NEW)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All there is to decide on. `current` is the project's Document with the new Speakers added, who
    are `newcomers`; `says` names what the file speaks of."""

    current: Document
    incoming: Document
    rows: tuple[MergeRow, ...]
    says_order: bool = True
    has_structure: bool = True
    newcomers: frozenset[SpeakerId] = frozenset()
    says: frozenset[str] = frozenset()
    pairs: tuple[Pair, ...] = ()

    def count(self, result: Result) -> int:
        return sum(row.result is result for row in self.rows)

    @property
    def is_update(self) -> bool:
        """Whether the file has any Line that the project has."""
        return any(row.ours is not None and row.new is not None for row in self.rows)

    @property
    def ticked(self) -> frozenset[str]:
        """The rows that are taken over unless somebody decides otherwise."""
        return frozenset(row.id for row in self.rows if row.is_ticked)


def compare(
    current: Document, incoming: Document, reading: Reading, places: Sequence[int] = ()
) -> Comparison:
    """Every Line of both. `incoming` is what `reading` became, `places` the rows of the file on which
    its Lines stand."""
    host, speakers = _with_speakers(current, incoming)
    incoming = _at_home(incoming, speakers, host)
    base = base_in(current)
    found = pairs(host, incoming, base)
    numbers = {line.id: at for at, line in enumerate(host.lines, start=1)}
    kept = [pair.ours for pair in found if pair.ours is not None and pair.theirs is not None]
    moved = moved_among([numbers[line.id] for line in kept]) if reading.says_order else ()
    bases = _Bases(base, reading.locks, host)
    rows = []
    seen: Counter[int] = Counter()
    for at, pair in enumerate(found):
        row = places[at] if pair.theirs is not None and at < len(places) else 0
        seen[row] += 1
        number = numbers[pair.ours.id] if pair.ours is not None else 0
        id = pair.ours.id if pair.ours is not None else f"row {row}.{seen[row]}"
        result, new, is_ticked, takes, why = _verdict(
            pair, host, reading.says, number in moved, bases
        )
        rows.append(MergeRow(id, result, pair.ours, new, is_ticked, takes, why, row, number))
    newcomers = frozenset(s.id for s in host.cast) - {s.id for s in current.cast}
    in_order, has_structure = reading.says_order, not reading.columns
    return Comparison(
        host, incoming, tuple(rows), in_order, has_structure, newcomers, reading.says, tuple(found)
    )


def _with_speakers(
    current: Document, incoming: Document
) -> tuple[Document, dict[SpeakerId, SpeakerId]]:
    """The Document with Speakers it did not know, and who of theirs is whom of ours."""
    host = current
    speaking = {line.speaker for line in incoming.lines}
    speakers: dict[SpeakerId, SpeakerId] = {}
    for speaker in incoming.cast:
        if speaker.id not in speaking:
            continue
        known: Speaker | None = speaker_called(host, speaker.name)
        if known is None:
            fresh = new_speaker(host, speaker.name)
            is_free = all(each.id != speaker.id for each in host.cast)
            id = speaker.id if is_free else fresh.id
            known = replace(speaker, id=id, name=fresh.name, colour=fresh.colour)
            host = add_speaker(host, known)
        speakers[speaker.id] = known.id
    return host, speakers


def _at_home(incoming: Document, speakers: dict[SpeakerId, SpeakerId], host: Document) -> Document:
    cast = tuple(s for s in host.cast if s.id in set(speakers.values()))
    script = [
        replace(item, speaker=speakers[item.speaker])
        if isinstance(item, Line) and speakers[item.speaker] != item.speaker
        else item
        for item in incoming.script
    ]
    return replace(incoming, cast=cast, script=Script(script))


class _Bases:
    """What is known of the time when file and project last said the same."""

    def __init__(self, base: Base, locks: Mapping[str, str], host: Document) -> None:
        self._base, self._locks, self._names = base, locks, names_in(host)
        self._removed = Removed(base, host)

    def of(self, ours: Line, theirs: Line) -> Marks | None:
        """The marks of that time; a table that brings its own for the words is believed."""
        known = self._base.get(ours.id)
        lock = self._locks.get(theirs.external_id)
        if lock is None:
            return known
        return (known or Marks(*[UNKNOWN] * len(Marks._fields)))._replace(text=lock)

    def marks(self, line: Line) -> Marks:
        return marks_of(line, self._names)

    def had(self, theirs: Line) -> bool:
        """Whether this was a Line of the project once."""
        return self._removed.had(theirs, self._names)

    def lacked(self, ours: Line) -> bool:
        """Whether this Line is younger than what is known."""
        return bool(self._base) and ours.id not in self._base


_Verdict = tuple[Result, Line | None, bool, Takes, Message | None]


def _verdict(
    pair: Pair, host: Document, says: Collection[str], is_moved: bool, bases: _Bases
) -> _Verdict:
    ours, theirs = pair.ours, pair.theirs
    if ours is None:
        assert theirs is not None
        was_removed = bases.had(theirs)
        why = _removed_here() if was_removed else None
        return Result.ADDED, theirs, not was_removed, Takes.NEW, why
    if theirs is None:
        # What is gone from the script goes from the project only when somebody says so.
        why = _written_here() if bases.lacked(ours) else None
        return Result.GONE, None, False, Takes.SHELVED, why
    same = Result.MOVED if is_moved else Result.SAME
    theirs, is_kept, is_disputed = _since_base(ours, theirs, says, bases)
    new = _taken_over(ours, theirs, says)
    if new is ours:
        is_doubtful = pair.matched_by is MatchedBy.DOUBT
        why = _by_place() if is_doubtful else _changed_here() if is_kept else None
        return Result.UNSURE if is_doubtful else same, ours, not is_doubtful, Takes.KEPT, why
    is_locked = ours.status is LineStatus.LOCKED
    is_heard_anew = spoken_text(new) != spoken_text(ours) or new.speaker != ours.speaker
    takes = Takes.NEEDED if is_heard_anew and not is_locked else Takes.KEPT
    if takes is Takes.NEEDED:
        new = replace(new, status=LineStatus.NEEDS_RETAKE, retake=0)
    # Another id, and what only this format says, change nothing that is seen or heard.
    is_same = new == replace(ours, extras=new.extras, external_id=new.external_id)
    if not is_same and is_locked:
        return Result.UNSURE, new, False, takes, _locked()
    if is_disputed:
        return Result.UNSURE, new, False, takes, _changed_twice()
    if pair.matched_by is MatchedBy.OTHER_SPEAKER and new.speaker != ours.speaker:
        return Result.UNSURE, new, False, takes, _by_words(name=host.speaker(ours.speaker).name)
    if pair.matched_by is MatchedBy.DOUBT:
        return Result.UNSURE, new, False, takes, _by_place()
    why = _changed_here() if is_kept else None
    return (same if is_same else Result.CHANGED), new, True, takes, why


def _since_base(
    ours: Line, theirs: Line, says: Collection[str], bases: _Bases
) -> tuple[Line, bool, bool]:
    """Theirs, with what only we changed as ours has it; whether there is such a thing, and whether
    something was changed on both sides, and not into the same."""
    base = bases.of(ours, theirs)
    if base is None:
        return theirs, False, False
    our, their = bases.marks(ours), bases.marks(theirs)
    kept: dict[str, Any] = {}
    is_kept = is_disputed = False
    for field in (*_FIELDS, "speaker"):
        before = base.of(field)
        if field not in says or before == UNKNOWN:
            continue
        if their.of(field) == before:
            kept[field] = getattr(ours, field)
            is_kept = is_kept or our.of(field) != before
        elif our.of(field) not in (before, their.of(field)):
            is_disputed = True
    return replace(theirs, **kept) if kept else theirs, is_kept, is_disputed


def _taken_over(ours: Line, theirs: Line, says: Collection[str]) -> Line:
    """Ours, with each field the script speaks of as theirs has it."""
    values: dict[str, Any] = {
        name: getattr(theirs, name) for name in _FIELDS if name in says and name != "status"
    }
    if "text" in says and "spoken" not in says and theirs.text != ours.text:
        values["spoken"] = None  # a reading for other words
    if "speaker" in says:
        values["speaker"] = theirs.speaker
    if theirs.external_id and not any(
        same_id(theirs.external_id, id) for id in (ours.id, ours.external_id)
    ):
        values["external_id"] = theirs.external_id
    values["extras"] = extras_of_both(ours.extras, theirs.extras, says)
    if all(getattr(ours, name) == value for name, value in values.items()):
        return ours
    return replace(ours, **values)


def extras_of_both(ours: Extras, theirs: Extras, says: Collection[str] = ()) -> Extras:
    """What both keep for writing formats back: theirs is the later word. A Line of a game forgets in
    which row it stood without an id."""
    said = dict(theirs)
    forgets = {ROW} - said.keys() if "external_id" in says else set()
    kept = [(name, said.pop(name, value)) for name, value in ours if name not in forgets]
    more = (*kept, *said.items())
    return ours if more == ours else more
