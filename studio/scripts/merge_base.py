"""What a script and its project last had in common, so that a merge can tell who changed what.

Kept in the Document when a script comes in, when one is merged and when one goes out: a short mark of
each field of each Line, by the Line's id. A table of ours brings the mark of its words along (`lock`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from studio.document.edits.casting import name_key
from studio.document.script_items import Extras
from studio.document.values import Document, Line, SpeakerId
from studio.document.written_cues import written_cue

BASE = "merge.base"

UNKNOWN = "?"
_NOTHING = "-"
_FIELDS = {
    "text": "text",
    "speaker": "speaker",
    "direction": "direction",
    "cue": "cue",
    "may_be_cut": "cue",
    "notes": "notes",
    "spoken": "spoken",
}
"""Which mark tells of a field of a Line."""


class Marks(NamedTuple):
    """What a Line said, field by field; `id` is that of a game or a translator."""

    text: str
    speaker: str
    direction: str = _NOTHING
    cue: str = _NOTHING
    notes: str = _NOTHING
    spoken: str = _NOTHING
    id: str = _NOTHING

    def of(self, field: str) -> str:
        """The mark of a field of the Line; `UNKNOWN` where nobody keeps one."""
        return getattr(self, _FIELDS[field]) if field in _FIELDS else UNKNOWN


Base = Mapping[str, Marks]
"""By the id of the Line."""


def marks_of(line: Line, names: Mapping[SpeakerId, str]) -> Marks:
    cut = "--" if line.may_be_cut else ""
    return Marks(
        mark(line.text),
        _mark_of_name(names[line.speaker]),
        mark(line.direction),
        mark(written_cue(line.cue) + cut),
        mark(line.notes),
        mark(line.spoken or ""),
        mark(line.external_id),
    )


def mark(text: str) -> str:
    """Texts that differ by their spaces and line breaks alone have the same."""
    if not text:
        return _NOTHING
    words = " ".join(text.split())
    return sha256(words.encode("utf-8", "replace")).hexdigest()[:8] if words else _NOTHING


@lru_cache(maxsize=1_000)
def _mark_of_name(name: str) -> str:
    return mark(name_key(name))


def base_in(document: Document) -> dict[str, Marks]:
    text = dict(document.extras).get(BASE, "")
    found = {}
    for row in text.split("\n"):
        id, *marks = row.split(" ")
        if 2 <= len(marks) <= len(Marks._fields):
            found[id] = Marks(*marks)
    return found


def with_base(document: Document, base: Base | None = None) -> Document:
    """The Document with `base` kept, or as it is now as the base of the merges to come."""
    if base is None:
        names = names_in(document)
        base = {line.id: marks_of(line, names) for line in document.lines}
    text = "\n".join(_row(id, marks) for id, marks in base.items())
    extras = (*without_base(document.extras), *(((BASE, text),) if text else ()))
    return document if extras == document.extras else replace(document, extras=extras)


def sent_out(document: Document, as_sent: Document) -> Document:
    """The Document, with what `as_sent` says as the base of the merges to come."""
    return with_base(document, base_in(with_base(as_sent)))


def without_base(extras: Extras) -> Extras:
    return tuple(each for each in extras if each[0] != BASE)


def next_base(
    base: Base,
    seen: Iterable[tuple[Line, Line]],
    says: Collection[str],
    names: Mapping[SpeakerId, str],
) -> Base:
    """The base once a script was merged: what it says of the Lines it knows (`seen`, each as the
    project has it and as the script does), whatever of it was taken over."""
    found = dict(base)
    for ours, theirs in seen:
        said, before = marks_of(theirs, names), found.get(ours.id, marks_of(ours, names))
        new = {_FIELDS[field]: said.of(field) for field in says if field in _FIELDS}
        found[ours.id] = before._replace(**new)
    return found


def names_in(document: Document) -> dict[SpeakerId, str]:
    return {speaker.id: speaker.name for speaker in document.cast}


class Removed:
    """Lines that were in the script once and are no longer in the project, to be found again."""

    def __init__(self, base: Base, document: Document) -> None:
        there = {line.id for line in document.lines}
        gone = {id: marks for id, marks in base.items() if id not in there}
        self._ids = {*gone, *(marks.id for marks in gone.values())} - {_NOTHING}
        self._words = Counter((marks.text, marks.speaker) for marks in gone.values())

    def had(self, line: Line, names: Mapping[SpeakerId, str]) -> bool:
        """Whether `line` of the script is one of them; each is found once."""
        marks = marks_of(line, names)
        if line.external_id in self._ids or marks.id in self._ids:
            return True
        self._words[marks.text, marks.speaker] -= 1
        return self._words[marks.text, marks.speaker] >= 0


def _row(id: str, marks: Marks) -> str:
    kept = list(marks)
    while len(kept) > 2 and kept[-1] == _NOTHING:
        kept.pop()
    return " ".join((id, *kept))
