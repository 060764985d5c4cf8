"""Find and replace: first a list to look through, then one edit that does what is ticked in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from studio.document.edits.grasp import change_lines, lines_of, refuse_locked
from studio.document.edits.lines import refuse_too_long, spoken_anew
from studio.document.edits.script import items_under
from studio.document.patterns import Finder, Found, with_replacements
from studio.document.script_items import HeadingId
from studio.document.spoken_text import without_cut_mark
from studio.document.values import Document, Line, LineId, LineStatus, SpeakerId


class Field(Enum):
    """Which of a Line's texts."""

    TEXT = "text"
    SPOKEN = "spoken"
    DIRECTION = "direction"


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for, and where; `speaker`, `scene` and `lines` each narrow the search."""

    words: str
    replacement: str = ""
    is_pattern: bool = False
    match_case: bool = False
    whole_word: bool = False
    in_directions: bool = False
    speaker: SpeakerId | None = None
    scene: HeadingId | None = None
    lines: frozenset[LineId] | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """One place found, and what would stand there; `is_locked` keeps it from being replaced."""

    line: LineId
    field: Field
    found: Found
    is_locked: bool


def find(document: Document, query: Query) -> Iterator[Match]:
    """Every place in the order of the script, found as it is asked for; raises InputError for a
    pattern that is none or takes too long."""
    if not query.words:
        return
    finder = Finder(
        query.words,
        is_pattern=query.is_pattern,
        match_case=query.match_case,
        whole_word=query.whole_word,
    )
    for line in _lines_in(document, query):
        locked = line.status is LineStatus.LOCKED
        for field, text in _texts(line, query.in_directions):
            for found in finder.find(text, query.replacement):
                yield Match(line.id, field, found, locked)


def replace_found(document: Document, matches: Iterable[Match]) -> Document:
    """Replace these places, found in this very Document, as one step."""
    by_line: dict[LineId, dict[Field, list[Found]]] = defaultdict(lambda: defaultdict(list))
    for match in matches:
        by_line[match.line][match.field].append(match.found)
    lines = lines_of(document, by_line)
    refuse_locked(document, lines)
    change = _replacing(by_line)
    for line in lines:
        new = change(line)
        refuse_too_long(document, line, max(new.text, new.spoken or "", key=len))
    return change_lines(document, lines, change)


def _replacing(by_line: dict[LineId, dict[Field, list[Found]]]) -> Callable[[Line], Line]:
    def change(line: Line) -> Line:
        fields = by_line[line.id]
        text = with_replacements(line.text, fields[Field.TEXT])
        spoken = line.spoken
        if spoken is not None:
            spoken = with_replacements(spoken, fields[Field.SPOKEN])
        new = replace(
            line,
            text=text,
            may_be_cut=without_cut_mark(text)[1],
            spoken=spoken,
            direction=with_replacements(line.direction, fields[Field.DIRECTION]),
        )
        return spoken_anew(line, new)

    return change


def _lines_in(document: Document, query: Query) -> Iterator[Line]:
    lines: Iterable[Line] = document.lines
    if query.scene is not None:
        lines = [it for it in items_under(document, query.scene) if isinstance(it, Line)]
    for line in lines:
        if query.speaker is not None and line.speaker != query.speaker:
            continue
        if query.lines is None or line.id in query.lines:
            yield line


def _texts(line: Line, in_directions: bool) -> Iterator[tuple[Field, str]]:
    if in_directions:
        yield Field.DIRECTION, line.direction
    yield Field.TEXT, line.text
    if line.spoken is not None:
        yield Field.SPOKEN, line.spoken
