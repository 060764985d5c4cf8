"""A table of what is heard when, for a spreadsheet; and the script with its times and Takes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from studio.document.values import LineId
from studio.export.material import Material, SpokenLine, clock
from studio.export.part import Chosen
from studio.formula_guard import guarded
from studio.scripts.tables.writing import HeardFacts

COLUMNS = (
    "no", "id", "scene", "speaker", "text", "start", "end", "duration", "take", "voice", "engine",
    "status", "file",
)  # fmt: skip


def write_cue_sheet(part: Chosen, files: Mapping[LineId, str]) -> bytes:
    """In the order of the script; times count from the beginning of the part."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for spoken in part.lines:
        start = end = duration = ""
        if spoken.clip is not None:
            first = max(0, spoken.clip.start_frame - part.start_frame)
            last = spoken.clip.end_frame - part.start_frame
            start, end, duration = clock(first), clock(last), clock(last - first)
        cells = (
            str(spoken.number),
            spoken.id,
            spoken.scene.text if spoken.scene else "",
            spoken.speaker.name,
            spoken.line.text,
            start,
            end,
            duration,
            str(spoken.take_number) if spoken.take is not None else "",
            _voice(spoken),
            _engine(spoken),
            spoken.line.status.value,
            files.get(spoken.line.id, ""),
        )
        writer.writerow([guarded(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig", "replace")


def heard_facts(
    material: Material, part: Chosen, files: Mapping[LineId, str]
) -> dict[LineId, HeardFacts]:
    """What the columns of a script's table say of each Line that is heard."""
    facts = {}
    for spoken in material.spoken:
        clip = spoken.clip
        if clip is not None:
            facts[spoken.line.id] = HeardFacts(
                take=str(spoken.take_number) if spoken.take is not None else "",
                engine=_engine(spoken),
                voice=_voice(spoken),
                start=clock(max(0, clip.start_frame - part.start_frame)),
                duration=clock(clip.end_frame - clip.start_frame),
                filename=files.get(spoken.line.id, ""),
            )
    return facts


def _voice(spoken: SpokenLine) -> str:
    voice = spoken.speaker.final_voice if spoken.is_final else spoken.speaker.draft_voice
    return voice.name if voice is not None and spoken.recipe is not None else ""


def _engine(spoken: SpokenLine) -> str:
    return spoken.recipe.service if spoken.recipe is not None else ""
