"""Our table of Lines: for a spreadsheet, for translators, for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from studio.document.cues import After, At, Cue, CutIn, Over, With
from studio.document.script_items import Heading
from studio.document.values import Document, Line, LineId
from studio.scripts.speech_marks import written_end
from studio.scripts.tables.cells import guarded, milliseconds_text, seconds_text
from studio.scripts.tables.columns import COLUMNS
from studio.scripts.tables.reading import KEPT


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
    """The header and one row per Line; columns kept from the table it came from stand behind ours."""
    names = {speaker.id: speaker.name for speaker in document.cast}
    kept = list(dict.fromkeys(name for line in document.lines for name, _ in _kept(line)))
    rows = []
    for order, (scene, line) in enumerate(_lines_with_scene(document), start=1):
        facts = heard.get(line.id, _NOTHING_HEARD)
        pause, overlap = _written_cue(line.cue)
        values = {
            "id": line.external_id or line.id,
            "order": str(order),
            "scene": scene,
            "speaker": names[line.speaker],
            "text": written_end(line.text, line.may_be_cut),
            "spoken_text": line.spoken or "",
            "direction": line.direction,
            "language": line.delivery.language or "",
            "pause_before_ms": pause,
            "overlap_ms": overlap,
            "status": line.status.value,
            "take": facts.take,
            "engine": facts.engine,
            "voice": facts.voice,
            "start": facts.start,
            "duration": facts.duration,
            "filename": facts.filename,
            "cost_cents": facts.cost_cents,
            "notes": line.notes,
        }
        others = dict(_kept(line))
        rows.append([*(values[name] for name in COLUMNS), *(others.get(name, "") for name in kept)])
    return [*COLUMNS, *(name.removeprefix(KEPT) for name in kept)], rows


def write_delimited(
    document: Document,
    delimiter: str = ",",
    heard: Mapping[LineId, HeardFacts] | None = None,
    cell: Callable[[str], str] = guarded,
) -> bytes:
    """For a spreadsheet: with a byte order mark, and no cell that begins a formula. Another `cell`
    than `guarded` leaves the texts raw, for programs."""
    header, rows = table_of(document, heard or {})
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([cell(name) for name in header])
    writer.writerows([[cell(each) for each in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _lines_with_scene(document: Document) -> Iterator[tuple[str, Line]]:
    scene = ""
    for item in document.script:
        if isinstance(item, Heading):
            scene = item.text
        elif isinstance(item, Line):
            yield scene, item


def _kept(line: Line) -> list[tuple[str, str]]:
    return [(name, value) for name, value in line.extras if name.startswith(KEPT)]


def _written_cue(cue: Cue) -> tuple[str, str]:
    """The cells `pause_before_ms` and `overlap_ms`."""
    match cue:
        case After(int(frames)):
            return milliseconds_text(frames), ""
        case CutIn(frames):
            return "", milliseconds_text(frames)
        case Over(frames):
            return "", f"over {milliseconds_text(frames)}"
        case With():
            return "", "together"
        case At(frames):
            return f"at {seconds_text(frames)}", ""
        case _:
            return "", ""
