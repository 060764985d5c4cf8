"""The ledger as a table for other programs: one row for everything that was paid for."""

from __future__ import annotations

import csv
import io

from studio.formula_guard import guarded
from studio.scheduling.spending import use_of
from ui.ledger.rows import Books, scene_names

HEADER = (
    "at",
    "line",
    "speaker",
    "scene",
    "text",
    "purpose",
    "use",
    "seconds",
    "cost_cents",
    "currency",
    "model",
    "request",
)


def as_csv(books: Books) -> str:
    """A price nobody told is an empty cell, never 0; what is gone from the script has no number."""
    document = books.document
    numbers = {line.id: number for number, line in enumerate(document.lines, 1)}
    texts = {line.id: line.text for line in document.lines}
    names = {speaker.id: speaker.name for speaker in document.cast}
    scenes = scene_names(document)
    rows = io.StringIO()
    table = csv.writer(rows, lineterminator="\n")
    table.writerow(HEADER)
    for entry in books.entries:
        table.writerow(
            [
                entry.at.astimezone().isoformat(timespec="seconds"),
                numbers.get(entry.line, ""),
                guarded(names.get(entry.speaker, "")),
                guarded(scenes.get(entry.line, "")),
                guarded(texts.get(entry.line, "")),
                entry.purpose.value,
                use_of(entry, books.kept).value,
                f"{entry.audio_seconds:.3f}",
                "" if entry.cost is None else f"{entry.cost / 1000:.3f}",
                entry.currency,
                entry.model,
                entry.request,
            ]
        )
    return rows.getvalue()
