"""How much of a script is too much, checked before anything is read. Larger ones are refused with a
sentence rather than with a machine that stands still."""

from __future__ import annotations

from studio.errors import InputError
from studio.sentences import sentence

LARGEST_SCRIPT_BYTES = 20_000_000
MOST_ROWS = 500_000
LONGEST_ROW = 4_000_000
"""Characters; a row of two million is still a Line's worth of text to be split."""
MOST_COLUMNS = 500

_too_large = sentence(
    "script.too_large",
    "{path} is too large for a script: {megabytes} MB. Split it into files of at most {limit} MB.",
)
_too_many_rows = sentence(
    "script.too-many-rows",
    "{path} is too long for one script: more than {limit} rows, up to row {row}. Split it into"
    " several files.",
)
_row_too_long = sentence(
    "script.row-too-long",
    "{path} cannot be read: row {row} has {length} characters, {limit} are the most. Break the row"
    " into shorter ones.",
)


def check_size(path: str, size_bytes: int) -> None:
    if size_bytes > LARGEST_SCRIPT_BYTES:
        megabytes, limit = -(-size_bytes // 1_000_000), LARGEST_SCRIPT_BYTES // 1_000_000
        raise InputError(_too_large(path=path, megabytes=megabytes, limit=limit))


def check_rows(path: str, rows: list[str]) -> None:
    if len(rows) > MOST_ROWS:
        raise InputError(_too_many_rows(path=path, limit=MOST_ROWS, row=len(rows)))
    longest = max(map(len, rows), default=0)
    if longest > LONGEST_ROW:
        row = next(at for at, row in enumerate(rows, 1) if len(row) > LONGEST_ROW)
        length, limit = len(rows[row - 1]), LONGEST_ROW
        raise InputError(_row_too_long(path=path, row=row, length=length, limit=limit))
