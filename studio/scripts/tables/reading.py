"""From the rows of a table to Speeches. Only a text is needed; columns nobody here knows are kept
under `table.` and their header, so that the same table can be written again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from studio.document.cues import BY_RULE, After, At, Cue, CutIn, Over, With
from studio.document.script_items import SCENE, Heading, HeadingId
from studio.document.values import Delivery, LineStatus
from studio.errors import InputError
from studio.frames import frames_from_seconds
from studio.identity import new_id
from studio.scripts.names import could_be_name, looks_certain
from studio.scripts.reading import Finding, Reading, ReadingOptions, ReadItem, Speech
from studio.scripts.source import Source
from studio.scripts.speech_marks import read_end, read_marks
from studio.scripts.tables.cells import frames_in, milliseconds_in, unguarded
from studio.scripts.tables.columns import (
    OURS_ALONE,
    fields_by_content,
    fields_of_header,
    fields_of_mapping,
    is_header,
)
from studio.scripts.tables.delimited import delimiter_of, table_rows
from studio.sentences import sentence

KEPT = "table."

_no_text_column = sentence(
    "table.no-text-column",
    "{path} has no column of words. Name one of its columns `text`, or choose the columns by hand.",
)
_not_a_time = sentence(
    "table.not-a-time", "{text!r} is not a time. Write seconds, MM:SS or HH:MM:SS.mmm."
)
_not_a_number = sentence(
    "table.not-milliseconds", "{text!r} is not a number of milliseconds. Correct or empty the cell."
)
_no_words = sentence("table.no-words", "{name} says nothing here. Add words, or remove the row.")
_end_before_start = sentence(
    "table.end-before-start",
    "the end {end!r} is not behind the start {start!r}. Correct one of them.",
)

_SAYS: dict[str, tuple[str, ...]] = {
    "id": ("external_id",),
    "speaker": ("speaker",),
    "text": ("text", "may_be_cut"),
    "spoken_text": ("spoken",),
    "direction": ("direction",),
    "notes": ("notes",),
    "status": ("status",),
    "overlap_ms": ("cue",),
    "start": ("cue",),
    "end": ("target_frames",),
    "target": ("target_frames",),
}
"""What a Line learns from each of our fields; the others tell of what was heard."""

Row = tuple[int, Sequence[str]]


def read_delimited(source: Source, options: ReadingOptions) -> Reading:
    """CSV and its relatives, with whatever delimiter they have."""
    delimiter = delimiter_of(source.rows) or ","
    return read_table(source.path, table_rows(source.path, source.text, delimiter), options)


def read_table(
    path: str,
    rows: Iterable[Row],
    options: ReadingOptions,
    sheet: str = "",
    bare: Callable[[str], str] = unguarded,
) -> Reading:
    """Every row that has words; raises InputError when no column has any. `bare` takes off what was
    put in front of a cell against formulas."""
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    header: Sequence[str] = filled[0][1] if filled else []
    if options.mapping is not None:
        fields = fields_of_mapping(options.mapping, header)
        has_header = options.mapping.has_header
    elif has_header := is_header(header):
        fields = fields_of_header(header)
    else:
        fields = fields_by_content([cells for _, cells in filled])
    if "text" not in fields:
        raise InputError(_no_text_column(path=path))
    is_ours = has_header and set(fields) >= OURS_ALONE
    names = list(header) if has_header else []
    table = _Table(fields, names, header, is_ours, sheet, bare, options)
    for number, cells in filled[1:] if has_header else filled:
        table.read(number, cells)
    return table.reading()


@dataclass(slots=True)
class _Table:
    fields: Mapping[str, int]
    header: Sequence[str]
    first_row: Sequence[str]
    is_ours: bool
    sheet: str
    bare: Callable[[str], str]
    options: ReadingOptions
    items: list[ReadItem] = field(default_factory=list)
    not_understood: list[Finding] = field(default_factory=list)
    scene: str = ""

    def read(self, row: int, cells: Sequence[str]) -> None:
        text, name = self.cell(cells, "text"), self.cell(cells, "speaker").strip()
        if not text.strip():
            if name:
                self._note(row, "text", name, _no_words(name=name))
            elif heading := next((cell.strip() for cell in cells if cell.strip()), ""):
                self._heading(heading)
            return
        scene = self.cell(cells, "scene").strip()
        if scene and scene != self.scene:
            self._heading(scene)
        self.scene = scene or self.scene
        if "speaker" not in self.fields:
            name, text = _name_in(text)
        direction = self.cell(cells, "direction").strip(" \t")
        cue: Cue = BY_RULE
        may_be_cut = False
        if self.is_ours:
            text, may_be_cut = read_end(text)
            cue = self._own_cue(row, cells)
        else:
            text, direction, cue, may_be_cut = read_marks(text.strip(), direction, self.options)
        more = self._more(row, cells)
        start = self._time(row, cells, "start") if not self.is_ours else None
        if start is not None:
            cue = At(start)
        self.items.append(Speech(row, name, text, direction, cue, may_be_cut, more))

    def _heading(self, text: str) -> None:
        self.scene = text
        self.items.append(Heading(HeadingId(new_id()), text, SCENE))

    def cell(self, cells: Sequence[str], name: str) -> str:
        place = self.fields.get(name)
        return self.bare(cells[place]) if place is not None and place < len(cells) else ""

    def _more(self, row: int, cells: Sequence[str]) -> dict[str, Any]:
        more: dict[str, Any] = {}
        if id := self.cell(cells, "id").strip():
            more["external_id"] = id
        if spoken := self.cell(cells, "spoken_text"):
            more["spoken"] = spoken
        if notes := self.cell(cells, "notes"):
            more["notes"] = notes
        if self.is_ours and (language := self.cell(cells, "language").strip()):
            more["delivery"] = Delivery(language=language)
        status = self.cell(cells, "status").strip().lower()
        if status in {each.value for each in LineStatus}:
            more["status"] = LineStatus(status)
        if (target := self._target(row, cells)) is not None:
            more["target_frames"] = target
        kept = self._kept(cells)
        if kept:
            more["extras"] = tuple(kept)
        return more

    def _kept(self, cells: Sequence[str]) -> list[tuple[str, str]]:
        used = {
            self.fields[name]
            for name in self.fields
            if name not in ("language", "status", "order", "filename") or self.is_ours
        }
        return [
            (KEPT + (self.header[at] if at < len(self.header) else str(at + 1)), cell)
            for at, cell in enumerate(cells)
            if at not in used and cell
        ]

    def _target(self, row: int, cells: Sequence[str]) -> int | None:
        if self.is_ours:
            return None
        start, end = self._time(row, cells, "start"), self._time(row, cells, "end")
        if end is not None and start is not None:
            if end > start:
                return end - start
            said = self.cell(cells, "end")
            reason = _end_before_start(start=self.cell(cells, "start"), end=said)
            self._note(row, "end", said, reason)
            return None
        return self._time(row, cells, "target") or self._time(row, cells, "duration")

    def _time(self, row: int, cells: Sequence[str], name: str) -> int | None:
        text = self.cell(cells, name).strip()
        frames = frames_in(text) if text else None
        if text and frames is None:
            self._note(row, name, text, _not_a_time(text=text[:40]))
        return frames

    def _own_cue(self, row: int, cells: Sequence[str]) -> Cue:
        """As our own table says it: a pause, or an overlap of some kind."""
        overlap, pause = self.cell(cells, "overlap_ms").strip(), self.cell(cells, "pause_before_ms")
        kind, _, number = overlap.rpartition(" ")
        if overlap == "together":
            return With()
        name, text = ("overlap_ms", number) if overlap else ("pause_before_ms", pause.strip())
        if not text:
            return BY_RULE
        is_fixed = text.startswith("at ")
        frames = frames_from_seconds(float(text[3:])) if is_fixed and _is_number(text[3:]) else None
        frames = frames if is_fixed else milliseconds_in(text)
        if frames is None:
            self._note(row, name, text, _not_a_number(text=text[:40]))
            return BY_RULE
        if is_fixed:
            return At(frames)
        if not overlap:
            return After(frames)
        return Over(frames) if kind == "over" else CutIn(frames)

    def _note(self, row: int, name: str, text: str, reason: Any) -> None:
        place = self.fields.get(name, 0)
        column = self.header[place] if place < len(self.header) else str(place + 1)
        found = Finding(row, text[:80], reason, column, self.sheet)
        if found not in self.not_understood[-3:]:
            self.not_understood.append(found)

    def reading(self) -> Reading:
        says = {said for name in self.fields for said in _SAYS.get(name, ())}
        read_as = {place: name for name, place in self.fields.items()}
        columns = tuple((cell, read_as.get(at, "")) for at, cell in enumerate(self.first_row))
        return Reading(self.items, frozenset(says), tuple(self.not_understood), columns=columns)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _name_in(text: str) -> tuple[str, str]:
    """A table without names often has them in front of the words."""
    name, colon, words = text.partition(":")
    if colon and words.strip() and could_be_name(name.strip()) and not words.startswith("//"):
        is_name = looks_certain(name.strip()) or name[:1].isupper()
        return (name.strip(), words.strip()) if is_name else ("", text)
    return "", text
