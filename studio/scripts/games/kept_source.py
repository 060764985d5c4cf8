"""The source of a game's script, kept whole in the Document: only ids are ever added to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from studio.document.values import Document
from studio.errors import InputError
from studio.scripts.reading import Reading
from studio.sentences import sentence

ROW = "source.row"
"""On a Line without an id of its own: the row of the source where it stands."""

_no_source = sentence(
    "games.no-source",
    "This cannot be written as {format}: only a script that was read from {format} can, with line ids"
    " added and nothing else touched. Choose CSV, Fountain or JSON Lines.",
)

SAYS = frozenset({"speaker", "text", "external_id"})


def at_row(row: int) -> tuple[tuple[str, str], ...]:
    return ((ROW, str(row)),)


def with_source(reading: Reading, format: str, rows: list[str]) -> Reading:
    """The reading, with the source kept for writing it back."""
    kept = (*reading.frame.extras, (f"source.{format}", "\n".join(rows)))
    return replace(reading, frame=replace(reading.frame, extras=kept))


def with_ids(document: Document, format: str, name: str, append: Callable[[str, str], str]) -> str:
    """The source with `append(row, id)` in the place of each row whose Line had no id."""
    source = dict(document.extras).get(f"source.{format}")
    if source is None:
        raise InputError(_no_source(format=name))
    rows = source.split("\n")
    done = set()
    for line in document.lines:
        place = dict(line.extras).get(ROW, "")
        if place.isdecimal() and 0 < int(place) <= len(rows) and place not in done:
            done.add(place)
            rows[int(place) - 1] = append(rows[int(place) - 1], line.id)
    return "\n".join(rows)


def before_comment(row: str, text: str) -> str:
    """`row` with `text` behind its words, in front of a `//` comment."""
    words, comment = split_comment(row)
    gap = words[len(words.rstrip()) :] or " "
    return f"{words.rstrip()} {text}{gap if comment else ''}{comment}"


def split_comment(row: str) -> tuple[str, str]:
    """The row up to a `//` that is no part of an address, and the rest."""
    start = row.find("//")
    while start > 0 and row[start - 1] in ":\\":
        start = row.find("//", start + 2)
    return (row, "") if start < 0 else (row[:start], row[start:])
