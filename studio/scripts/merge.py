"""A script that comes back into its project: what is the same, changed, moved, added, gone.

Unchanged Lines keep everything: Takes, approvals, pins. Only what the file speaks of is taken over;
a table of translations leaves Cues and directions alone. `merged` gives one new Document, so that
all of it is one step to undo.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from studio.document.edits.casting import add_speaker, new_speaker, speaker_called
from studio.document.script_items import Aside, Heading
from studio.document.spoken_text import spoken_text
from studio.document.values import (
    Document,
    Line,
    LineStatus,
    Script,
    ScriptItem,
    Speaker,
    SpeakerId,
)
from studio.scripts.pairing import MatchedBy, Pair, moved_among, pairs
from studio.sentences import Message, sentence

_by_words = sentence("merge.by-words", "matched by its words, was {name}")
_by_place = sentence("merge.by-place", "matched by its place alone")
_locked = sentence("merge.locked", "locked; unlock it first")

_FIELDS = ("text", "direction", "cue", "may_be_cut", "notes", "spoken", "status", "target_frames")


class Result(Enum):
    """What becomes of a Line; the sign stands in front of it wherever it is shown."""

    SAME = "="
    CHANGED = "≠"
    MOVED = "↕"
    ADDED = "+"
    GONE = "−"
    UNSURE = "?"


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One Line of the merge. `new` is ours with what theirs says of it; `id` stands for the row.
    An unticked row stays as it is in the project."""

    result: Result
    ours: Line | None
    new: Line | None
    is_ticked: bool
    needs_retake: bool
    why: Message | None

    @property
    def id(self) -> str:
        line = self.ours or self.new
        assert line is not None
        return line.id


@dataclass(frozen=True, slots=True)
class Comparison:
    """All there is to decide on. `current` is the project's Document with the new Speakers added."""

    current: Document
    incoming: Document
    rows: tuple[MergeRow, ...]

    def count(self, result: Result) -> int:
        return sum(row.result is result for row in self.rows)

    @property
    def ticked(self) -> frozenset[str]:
        """The rows that are taken over unless somebody decides otherwise."""
        return frozenset(row.id for row in self.rows if row.is_ticked)


def compare(current: Document, incoming: Document, says: Collection[str]) -> Comparison:
    """Every Line of both; `says` are the fields of a Line the script speaks of."""
    host, speakers = _with_speakers(current, incoming)
    incoming = _at_home(incoming, speakers, host)
    found = pairs(host, incoming)
    places = {line.id: at for at, line in enumerate(host.lines)}
    kept = [pair.ours for pair in found if pair.ours is not None and pair.theirs is not None]
    moved = moved_among([places[line.id] for line in kept])
    rows = tuple(
        _row(pair, host, says, pair.ours is not None and places[pair.ours.id] in moved)
        for pair in found
    )
    return Comparison(host, incoming, rows)


def merged(comparison: Comparison, ticked: Collection[str]) -> Document:
    """The project's Document with the ticked rows taken over."""
    current, incoming = comparison.current, comparison.incoming
    order = iter(comparison.rows)
    structure = {type(item) for item in incoming.script} - {Line}
    known = _known_structure(current)
    items: list[ScriptItem] = []
    for item in incoming.script:
        if not isinstance(item, Line):
            items.append(_familiar(item, known))
            continue
        row = next(order)
        if row.id in ticked or row.result is Result.SAME:
            assert row.new is not None
            items.append(row.new)
    gone = {row.id for row in comparison.rows if row.result is Result.GONE and row.id in ticked}
    placed = {item.id for item in items}
    stays = [
        (before, item)
        for before, item in _with_predecessor(current.script)
        if item.id not in placed and item.id not in gone and type(item) not in structure
    ]
    script = Script(_inserted(items, stays))
    speaking = {line.speaker for line in script.only(Line)} | {s.id for s in incoming.cast}
    before = {line.speaker for line in current.lines}
    cast = tuple(s for s in current.cast if s.id in speaking or s.id in before or s.draft_voice)
    return replace(current, cast=cast or current.cast, script=script)


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
            known = replace(speaker, id=fresh.id, name=fresh.name, colour=fresh.colour)
            host = add_speaker(host, known)
        speakers[speaker.id] = known.id
    return host, speakers


def _at_home(incoming: Document, speakers: dict[SpeakerId, SpeakerId], host: Document) -> Document:
    cast = tuple(s for s in host.cast if s.id in set(speakers.values()))
    script = [
        replace(item, speaker=speakers[item.speaker]) if isinstance(item, Line) else item
        for item in incoming.script
    ]
    return replace(incoming, cast=cast, script=Script(script))


def _row(pair: Pair, host: Document, says: Collection[str], is_moved: bool) -> MergeRow:
    ours, theirs = pair.ours, pair.theirs
    if ours is None:
        return MergeRow(Result.ADDED, None, theirs, True, True, None)
    if theirs is None:
        # What is gone from the script goes from the project only when somebody says so.
        return MergeRow(Result.GONE, ours, None, False, False, None)
    new = _taken_over(ours, theirs, says)
    retake = spoken_text(new) != spoken_text(ours) or new.speaker != ours.speaker
    if retake and ours.status is not LineStatus.LOCKED:
        new = replace(new, status=LineStatus.NEEDS_RETAKE, retake=0)
    if new != ours and ours.status is LineStatus.LOCKED:
        return MergeRow(Result.UNSURE, ours, new, False, False, _locked())
    if pair.matched_by is MatchedBy.OTHER_SPEAKER and new.speaker != ours.speaker:
        why = _by_words(name=host.speaker(ours.speaker).name)
        return MergeRow(Result.UNSURE, ours, new, False, retake, why)
    if pair.matched_by is MatchedBy.DOUBT:
        return MergeRow(Result.UNSURE, ours, new, False, retake, _by_place())
    if new != ours:
        return MergeRow(Result.CHANGED, ours, new, True, retake, None)
    return MergeRow(Result.MOVED if is_moved else Result.SAME, ours, ours, True, False, None)


def _taken_over(ours: Line, theirs: Line, says: Collection[str]) -> Line:
    """Ours, with each field the script speaks of as theirs has it."""
    values: dict[str, Any] = {
        name: getattr(theirs, name) for name in _FIELDS if name in says and name != "status"
    }
    if "text" in says and "spoken" not in says and theirs.text != ours.text:
        values["spoken"] = None  # a reading for other words
    if "speaker" in says:
        values["speaker"] = theirs.speaker
    if theirs.external_id and theirs.external_id not in (ours.id, ours.external_id):
        values["external_id"] = theirs.external_id
    new = replace(ours, **values)
    return ours if new == ours else new


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
