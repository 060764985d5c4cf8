"""What a reader hands over: the items of a script in order, and what it could not make sense of.

Every format has a reader that makes a `Reading`, and knows nothing of the others; `review` judges
the names in it and makes a Document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from studio.document.cues import BY_RULE, Cue
from studio.document.script_items import Aside, Heading
from studio.document.values import Document
from studio.sentences import Message, sentence

_NOTHING_MORE: Mapping[str, Any] = MappingProxyType({})

_in_row = sentence("script.in-row", "Row {row}: {reason}")
_in_cell = sentence("script.in-cell", "Row {row}, column {column}: {reason}")
_in_part = sentence("script.in-part", "{part}: {reason}")


class Speech(NamedTuple):
    """One speech as written, and the row on which it begins. `more` holds further fields of the
    Line by their names. A hundred thousand of these are made at once, hence no dataclass."""

    row: int
    name: str
    text: str
    direction: str = ""
    cue: Cue = BY_RULE
    may_be_cut: bool = False
    more: Mapping[str, Any] = _NOTHING_MORE


EMPTY_FRAME = Document()

GIVEN_TITLE = "title.given"
"""On a Document: its title, if it is only the name of the file it came from."""

ReadItem = Speech | Heading | Aside


@dataclass(frozen=True, slots=True)
class Finding:
    """A place worth showing: what stands there and what is the matter. `row` counts from 1, 0 is the
    file as a whole; `column` names a cell, `part` a sheet or a file within the file."""

    row: int
    text: str
    reason: Message
    column: str = ""
    part: str = ""

    def __str__(self) -> str:
        said: object = self.reason
        if self.column:
            said = _in_cell(row=self.row, column=self.column, reason=said)
        elif self.row:
            said = _in_row(row=self.row, reason=said)
        return str(_in_part(part=self.part, reason=said) if self.part else said)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what its first row has there, the field it was read as, if any, and what
    stands in it further down."""

    header: str
    field: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A script as one format's reader understood it.

    `not_understood` is left out of the script; `remarks` are about what was taken in all the same.
    `frame` is all of a Document but the script: title, and a Cast if the file describes it. `says`
    names the fields of a Line this file speaks of, so that a merge leaves the others alone.
    `names_are_marked` tells a format that says which words are names from one where it is a habit;
    there, `marked_names` are those the writer insisted on. `columns` are those of a table, and
    `has_header` whether its first row names them. `says_order` is false for a table whose rows have
    ids: whoever sorts it does not move the Lines of a project. `is_guess` tells that nothing in the
    file says it is a script. `locks` are marks of the words as they were when the file was written, by
    the id of the line.
    """

    items: Sequence[ReadItem]
    says: frozenset[str]
    not_understood: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()
    frame: Document = EMPTY_FRAME
    names_are_marked: bool = True
    marked_names: frozenset[str] = frozenset()
    columns: tuple[Column, ...] = ()
    has_header: bool = False
    says_order: bool = True
    is_guess: bool = False
    locks: Mapping[str, str] = field(default_factory=dict)

    def is_marked(self, name: str) -> bool:
        return self.names_are_marked or name in self.marked_names


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column of a table holds what: names of our fields by the table's header, or by the
    number of the column, from 1, where it has none. An empty name leaves a column to itself; columns
    not mentioned are judged by their header."""

    fields: Mapping[str, str]
    has_header: bool = True


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How to read, as ticked in the review. None and empty leave the choice to the program."""

    format: str = ""
    encoding: str = ""
    brackets_are_directions: bool = True
    nameless_goes_on: bool = True
    marks_are_cues: bool = True
    narrator: str = ""
    """Who reads prose that belongs to nobody; empty keeps it as silent directions."""
    mapping: ColumnMapping | None = None
    known_names: tuple[str, ...] = ()
    """Speakers of the project the script comes into: certain, and what others may be slips of."""


AS_FOUND = ReadingOptions()
