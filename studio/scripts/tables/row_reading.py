"""The rows of a table as Speeches, once it is known which column holds what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from studio.document.cues import BY_RULE, At, Cue
from studio.document.script_items import SCENE, Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.values import Delivery, Document, LineStatus
from studio.identity import new_id
from studio.scripts.name_brackets import EXTENSION, NameParts, split_brackets
from studio.scripts.names import is_sound
from studio.scripts.reading import Finding, Reading, ReadingOptions, ReadItem, Speech
from studio.scripts.speech_marks import read_end
from studio.scripts.tables.cells import frames_in
from studio.scripts.tables.columns import COLUMNS, header_key
from studio.scripts.tables.layout import KEPT, kept_layout, keys_of
from studio.scripts.tables.own_cues import cue_in
from studio.scripts.tables.spoken_cell import direction_in, is_in_brackets, spoken_in
from studio.sentences import sentence

_no_words_row = sentence(
    "table.no-words-row", "no words stand in this row. Fill its cell {column}, or remove the row."
)
_by_order = sentence(
    "table.by-order", "the rows were put back into the order that the column {column} gives."
)
_not_a_time = sentence(
    "table.not-a-time", "{text!r} is not a time. Write seconds, MM:SS or HH:MM:SS.mmm."
)
_not_a_number = sentence(
    "table.not-milliseconds", "{text!r} is not a number of milliseconds. Correct or empty the cell."
)
_no_words = sentence("table.no-words", "{name} says nothing here. Add words, or remove the row.")
_goes_on = sentence(
    "table.goes-on",
    "no name stands in this row, so {name} goes on. Fill the cell if that is wrong.",
)
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
_NEVER_A_HEADING = frozenset(
    {"start", "end", "duration", "target", "status", "language", "filename", "lock"}
)
_TOLD_TWICE = frozenset(
    {"start", "end", "duration", "target", "language", "status", "order", "filename", "lock"}
)
"""Fields whose cells are kept besides, as they are written: a time has many forms."""

Row = tuple[int, Sequence[str]]


@dataclass(slots=True)
class RowReader:
    fields: Mapping[str, int]
    header: Sequence[str]
    is_ours: bool
    sheet: str
    bare: Callable[[str], str]
    options: ReadingOptions
    items: list[ReadItem] = field(default_factory=list)
    not_understood: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    rows: Sequence[Row] = ()
    names: dict[int, str] = field(default_factory=dict)
    is_all_ours: bool = False
    scene: str = ""
    locks: dict[str, str] = field(default_factory=dict)
    goes_on: bool = False
    files_are_ids: bool = False

    def __post_init__(self) -> None:
        self.is_all_ours = self.is_ours and set(self.header) <= set(COLUMNS)
        self.names = {place: name for name, place in self.fields.items()}

    def sort(self, rows: Sequence[Row]) -> None:
        """A table of ours that somebody sorted goes back into its order."""
        self.rows = rows
        words = [cells for _, cells in rows if self.cell(cells, "text").strip()]
        named = sum(bool(self.cell(cells, "speaker").strip()) for cells in words)
        files = [self.cell(cells, "filename").strip() for cells in words]
        self.files_are_ids = "id" not in self.fields and 0 < len(files) == len({*files} - {""})
        has_narrator = "ren'py script" in map(header_key, self.header)
        self.goes_on = 3 * named >= len(words) and not has_narrator
        if not self.is_ours or "order" not in self.fields:
            return
        keys, last = [], 0
        for _, cells in rows:
            number = self.cell(cells, "order").strip()
            if self.cell(cells, "text").strip() and not number.isdecimal():
                return
            last = int(number[:9]) if number.isdecimal() else last
            keys.append(last)
        if keys != sorted(keys):
            order = sorted(range(len(rows)), key=keys.__getitem__)
            self.rows = [rows[at] for at in order]
            column = self.header[self.fields["order"]]
            self.remarks.append(Finding(0, "", _by_order(column=column), part=self.sheet))

    def read(self, row: int, cells: Sequence[str]) -> None:
        text, name = self.cell(cells, "text"), self.cell(cells, "speaker").strip()
        if not text.strip():
            if name:
                self._note(row, "text", name, _no_words(name=name))
            else:
                self._without_words(row, cells)
            return
        scene = self.cell(cells, "scene").strip()
        if scene and scene != self.scene:
            self._heading(scene)
        self.scene = scene or self.scene
        if not name and is_in_brackets(text.strip()):
            if notes := self.cell(cells, "notes").strip():
                self.items.append(Aside(AsideId(new_id()), AsideKind.COMMENT, notes))
            self._direction(text.strip()[1:-1].strip())
        elif "speaker" in self.fields:
            self._speech(row, cells, name or self._who_goes_on(row), text)
        else:
            self._spoken_cell(row, cells, text)

    def _spoken_cell(self, row: int, cells: Sequence[str], text: str) -> None:
        """A cell in which names stand before the words, if anywhere."""
        parts = spoken_in(text)
        spoken = [part for part in parts if not part.is_silent]
        for part in parts:
            if part.is_silent:
                self._direction(part.words)
            elif part is spoken[0]:
                whole = text if len(parts) == 1 and not part.name else part.words
                self._speech(row, cells, part.name, whole)
            else:
                self._speech(row, cells, part.name, part.words, spoken.index(part) + 1)

    def _who_goes_on(self, row: int) -> str:
        """Whoever spoke above, in a table that leaves out only some of its names."""
        if not (self.goes_on and self.options.nameless_goes_on):
            return ""
        before = self.items[-1] if self.items else None
        if type(before) is Aside and len(self.items) > 1:
            before = self.items[-2]
        if type(before) is not Speech or not before.name:
            return ""
        reason = _goes_on(name=before.name)
        self.remarks.append(Finding(row, "", reason, part=self.sheet))
        return before.name

    def _speech(self, row: int, cells: Sequence[str], name: str, text: str, place: int = 1) -> None:
        """One speech of a row; of several in one cell the first has what else stands in the row."""
        direction = self.cell(cells, "direction").strip(" \t")
        who = NameParts(name) if self.is_all_ours else split_brackets(name)
        direction = direction or who.direction
        cue: Cue = BY_RULE
        text, may_be_cut = read_end(text if self.is_ours else text.strip())
        may_be_cut = may_be_cut and (self.is_ours or self.options.marks_are_cues)
        if self.is_ours:
            cue = self._own_cue(row, cells)
        elif self.options.brackets_are_directions and not direction:
            direction, text = direction_in(text)
        if place > 1:
            id = self.cell(cells, "id").strip()
            more: dict[str, Any] = {"external_id": f"{id}_{place}"} if id else {}
        else:
            more = self._more(row, cells, who != NameParts(name))
        if who.extension:
            more["extras"] = ((EXTENSION, who.extension), *more.get("extras", ()))
        start = self._time(row, cells, "start") if not self.is_ours and place == 1 else None
        if start is not None:
            cue = At(start)
        self.items.append(Speech(row, who.name, text, direction, cue, may_be_cut, more))

    def _direction(self, text: str) -> None:
        self.items.append(Aside(AsideId(new_id()), AsideKind.DIRECTION, text))

    def _without_words(self, row: int, cells: Sequence[str]) -> None:
        """A row in which nobody speaks: a direction, a comment, or the name of what follows."""
        filled = [at for at, cell in enumerate(cells) if cell.strip()]
        told = [at for at in filled if at in self.names] or filled
        known = {self.names.get(at, "") for at in told}
        text = self.bare(cells[told[0]]).strip()
        if known in ({"direction"}, {"notes"}):
            kind = AsideKind.COMMENT if known == {"notes"} else AsideKind.DIRECTION
            self.items.append(Aside(AsideId(new_id()), kind, text))
        elif "scene" in known:
            self._heading(self.cell(cells, "scene").strip())
        elif len(told) == 1 and not known & _NEVER_A_HEADING:
            self._heading(text)
        else:
            column = self.header[self.fields["text"]] if self.header else self.fields["text"] + 1
            self._note(row, "text", text, _no_words_row(column=column))

    def _heading(self, text: str) -> None:
        if text == self.scene:
            return
        self.scene = text
        self.items.append(Heading(HeadingId(new_id()), text, SCENE))

    def cell(self, cells: Sequence[str], name: str) -> str:
        place = self.fields.get(name)
        return self.bare(cells[place]) if place is not None and place < len(cells) else ""

    def _more(self, row: int, cells: Sequence[str], has_brackets: bool) -> dict[str, Any]:
        more: dict[str, Any] = {}
        id = self.cell(cells, "filename" if self.files_are_ids else "id").strip()
        if id:
            more["external_id"] = id
            if self.is_ours and (lock := self.cell(cells, "lock").strip()):
                self.locks[id] = lock
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
        kept = self._kept(cells, has_brackets)
        if kept:
            more["extras"] = tuple(kept)
        return more

    def _kept(self, cells: Sequence[str], has_brackets: bool) -> list[tuple[str, str]]:
        used = {
            place
            for name, place in self.fields.items()
            if not (name in _TOLD_TWICE or (name == "speaker" and has_brackets))
            or (self.is_ours and self.header[place] in COLUMNS)
        }
        keys = keys_of(self.header)
        return [
            (KEPT + (keys[at] if at < len(keys) else str(at + 1)), self.bare(cell))
            for at, cell in enumerate(cells)
            if at not in used and cell
        ]

    def _target(self, row: int, cells: Sequence[str]) -> int | None:
        start, end = self._time(row, cells, "start"), self._time(row, cells, "end")
        if end is not None and start is not None:
            if end > start:
                return end - start
            said = self.cell(cells, "end")
            reason = _end_before_start(start=self.cell(cells, "start"), end=said)
            self._note(row, "end", said, reason)
            return None
        target = self._time(row, cells, "target")
        return target if target or self.is_ours else self._time(row, cells, "duration")

    def _time(self, row: int, cells: Sequence[str], name: str) -> int | None:
        text = self.cell(cells, name).strip()
        frames = frames_in(text) if text else None
        if text and frames is None:
            self._note(row, name, text, _not_a_time(text=text[:40]))
        return frames

    def _own_cue(self, row: int, cells: Sequence[str]) -> Cue:
        overlap, pause = (
            self.cell(cells, name).strip() for name in ("overlap_ms", "pause_before_ms")
        )
        cue = cue_in(pause, overlap)
        if cue is None:
            name, text = ("overlap_ms", overlap) if overlap else ("pause_before_ms", pause)
            self._note(row, name, text, _not_a_number(text=text[:40]))
        return BY_RULE if cue is None else cue

    def _note(self, row: int, name: str, text: str, reason: Any) -> None:
        place = self.fields.get(name, 0)
        column = self.header[place] if place < len(self.header) else str(place + 1)
        found = Finding(row, text[:80], reason, column, self.sheet)
        if found not in self.not_understood[-3:]:
            self.not_understood.append(found)

    def reading(self) -> Reading:
        says = {said for name in self.fields for said in _SAYS.get(name, ())}
        names = {item.name for item in self.items if type(item) is Speech}
        return Reading(
            self.items,
            frozenset(says),
            tuple(self.not_understood),
            tuple(self.remarks),
            frame=Document(extras=kept_layout(self.header, self.fields)),
            names_are_marked=self.is_ours,
            marked_names=frozenset(name for name in names if not is_sound(name)),
            says_order="id" not in self.fields,
            locks=self.locks,
        )
