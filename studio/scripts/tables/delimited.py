"""CSV and its relatives: which delimiter, and which cells."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from studio.errors import InputError
from studio.scripts.limits import MOST_COLUMNS
from studio.scripts.tables.columns import header_at
from studio.sentences import sentence

DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 40

_open_quote = sentence(
    "table.open-quote",
    "{path} cannot be read as a table: the quote opened in row {row} is never closed. Close it there,"
    " or read the file as another format.",
)
_broken = sentence(
    "table.broken",
    "{path} cannot be read as a table: row {row}: {reason}. Correct it there, or read the file as"
    " another format.",
)
_too_wide = sentence(
    "table.too-wide",
    "{path} cannot be read as a table: row {row} has {columns} columns, {limit} are the most. Remove"
    " those that are not needed.",
)


def delimiter_of(rows: Sequence[str]) -> str:
    """The delimiter that divides the first rows most evenly; empty when none does."""
    sample = [row for row in rows[: 4 * _LOOKED_AT] if row.strip()][:_LOOKED_AT]
    best, best_score = "", 0.0
    for delimiter in DELIMITERS:
        records = sample_of(sample, delimiter)
        counts = Counter(map(len, records))
        columns, times = max(counts.items(), key=lambda found: (found[1], found[0]), default=(1, 0))
        header = records[0] if records else []
        if columns > 1 and (len(header) > 1 or header_at(records)):
            score = times / len(sample) * (2.0 if delimiter == "\t" else 1.0) + columns / 1000
            if score > best_score:
                best, best_score = delimiter, score
    return best


def sample_of(rows: Sequence[str], delimiter: str) -> list[list[str]]:
    """The first records, for a look at them; none if they cannot be divided at all."""
    try:
        return list(csv.reader([row[:2_000] for row in rows[:_LOOKED_AT]], delimiter=delimiter))
    except csv.Error:
        return []


def table_rows(path: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the row of the file on which it begins; raises InputError, naming the row,
    for a quote that is never closed and for more columns than anybody needs."""
    # Strict reading notices an open quote, but refuses a quote within a cell as `5" pipe` has it.
    is_strict = _is_sound(text, delimiter)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=is_strict)
    row = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise InputError(_open_quote(path=path, row=row)) from error
            raise InputError(_broken(path=path, row=row, reason=str(error))) from error
        if cells is None:
            return
        if len(cells) > MOST_COLUMNS:
            values = {"row": row, "columns": len(cells), "limit": MOST_COLUMNS}
            raise InputError(_too_wide(path=path, **values))
        yield row, cells
        row = reader.line_num + 1


def _is_sound(text: str, delimiter: str) -> bool:
    try:
        for _ in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "expected after" not in str(error)
    return True
