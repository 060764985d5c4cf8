"""Our table of Lines: for a spreadsheet, for translators, for programs.

A Document that was read from a table gets the columns of that table back in their places, those of
ours that it lacks behind them. What is no Line has a row of its own without words: a heading in the
column `scene`, a stage direction in `direction`, a comment in `notes`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass

from studio.document.cues import At
from studio.document.edits.casting import name_key
from studio.document.script_items import Aside, AsideKind, Heading
from studio.document.values import Document, Line, LineId, LineStatus, ScriptItem
from studio.formula_guard import guarded
from studio.scripts.merge_base import mark
from studio.scripts.name_brackets import split_brackets
from studio.scripts.speech_marks import written_end
from studio.scripts.tables.cells import frames_in, seconds_text
from studio.scripts.tables.columns import COLUMNS
from studio.scripts.tables.layout import KEPT, keys_of, layout_in
from studio.scripts.tables.own_cues import cue_cells


@dataclass(frozen=True, slots=True)
class HeardFacts:
    """What became of a Line: for the columns of our table that no Document knows."""

    take: str = ""
    engine: str = ""
    voice: str = ""
    start: str = ""
    duration: str = ""
    filename: str = ""
    cost_cents: str = ""


_NOTHING_HEARD = HeardFacts()


def table_of(
    document: Document, heard: Mapping[LineId, HeardFacts]
) -> tuple[list[str], list[list[str]]]:
    """The header, and one row per Line and per item between them."""
    names = {speaker.id: speaker.name for speaker in document.cast}
    columns = _columns(document)
    rows = []
    order = 0
    for scene, item in _items_with_scene(document):
        if not isinstance(item, Line):
            values = _silent_cells(item)
            rows.append([values.get(field, "") for _, field, _ in columns])
            continue
        order += 1
        values = _cells(item, heard.get(item.id, _NOTHING_HEARD))
        values |= {"order": str(order), "scene": scene, "speaker": names[item.speaker]}
        kept = dict(item.extras)
        rows.append([_cell(item, field, kept.get(key, ""), values) for _, field, key in columns])
    return [header for header, _, _ in columns], rows


def speaker_column(document: Document) -> int:
    """In which column of `table_of` the names stand."""
    return [field for _, field, _ in _columns(document)].index("speaker")


def write_delimited(
    document: Document,
    delimiter: str = ",",
    heard: Mapping[LineId, HeardFacts] | None = None,
) -> bytes:
    """For a spreadsheet: with a byte order mark, and no cell that begins a formula."""
    return _written(document, delimiter, heard or {}, guarded).encode("utf-8-sig")


def write_raw(
    document: Document,
    delimiter: str = ",",
    heard: Mapping[LineId, HeardFacts] | None = None,
) -> bytes:
    """For programs: every cell as it is, and no byte order mark."""
    return _written(document, delimiter, heard or {}, str).encode("utf-8")


def _written(
    document: Document,
    delimiter: str,
    heard: Mapping[LineId, HeardFacts],
    cell: Callable[[str], str],
) -> str:
    header, rows = table_of(document, heard)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([cell(name) for name in header])
    writer.writerows([[cell(each) for each in row] for row in rows])
    return out.getvalue()


def _columns(document: Document) -> list[tuple[str, str, str]]:
    """Each column as (header, field, name of the cell kept for it)."""
    layout = layout_in(document.extras)
    keys = [KEPT + key for key in keys_of([header for header, _ in layout])]
    columns = [(header, field, key) for (header, field), key in zip(layout, keys, strict=True)]
    there = {field for _, field in layout}
    columns += [(name, name, "") for name in COLUMNS if name not in there]
    kept = (name for line in document.lines for name, _ in line.extras)
    more = dict.fromkeys(name for name in kept if name.startswith(KEPT) and name not in keys)
    return columns + [(name.removeprefix(KEPT), "", name) for name in more]


def _cells(line: Line, facts: HeardFacts) -> dict[str, str]:
    pause, overlap = cue_cells(line.cue)
    return {
        "id": line.external_id or line.id,
        "text": written_end(line.text, line.may_be_cut),
        "spoken_text": line.spoken or "",
        "direction": line.direction,
        "language": line.delivery.language or "",
        "pause_before_ms": pause,
        "overlap_ms": overlap,
        "status": line.status.value,
        "notes": line.notes,
        "lock": mark(line.text),
        **asdict(facts),
    }


def _cell(line: Line, field: str, kept: str, values: Mapping[str, str]) -> str:
    """What stands in one cell: what was read there, as long as it still says the same."""
    start = line.cue.start_frame if isinstance(line.cue, At) else None
    match field:
        case "":
            return kept
        case "start" if kept and frames_in(kept) == start:
            return kept
        case "start" if not values["start"] and start is not None and kept:
            return seconds_text(start)
        case "end" if line.target_frames is not None and start is not None:
            end = start + line.target_frames
            return kept if frames_in(kept) == end else seconds_text(end)
        case "target" | "duration" if line.target_frames is not None and not values.get(field):
            is_same = frames_in(kept) == line.target_frames
            return kept if is_same else seconds_text(line.target_frames)
        case "status" if kept and line.status is LineStatus.DRAFT:
            return kept
        case "speaker" if kept and name_key(split_brackets(kept).name) == name_key(values[field]):
            return kept
        case "language" | "order" | "filename" | "lock" if kept:
            return kept
    return values.get(field, "")


def _silent_cells(item: ScriptItem) -> dict[str, str]:
    if isinstance(item, Aside):
        is_comment = item.kind is AsideKind.COMMENT
        return {"notes" if is_comment else "direction": item.text}
    assert isinstance(item, Heading)
    return {"scene": item.text}


def _items_with_scene(document: Document) -> Iterator[tuple[str, ScriptItem]]:
    """Lines with the scene they are in, asides, and the headings that no Line tells of."""
    scene, untold = "", None
    for item in document.script:
        if isinstance(item, Heading):
            if untold is not None and untold.text.strip():
                yield "", untold
            scene, untold = item.text, item
            continue
        if not isinstance(item, Line) and untold is not None and untold.text.strip():
            yield "", untold
        untold = None
        yield scene, item
    if untold is not None and untold.text.strip():
        yield "", untold
