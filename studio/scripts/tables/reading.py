"""From the rows of a table to Speeches. Only a text is needed; columns nobody here knows are kept
under `table.` and their header, so that the same table can be written again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from studio.formula_guard import unguarded
from studio.scripts.reading import Finding, Reading, ReadingOptions
from studio.scripts.source import Source
from studio.scripts.tables.columns import (
    OURS_ALONE,
    fields_by_content,
    fields_of_header,
    fields_of_mapping,
    header_at,
    looks_like_header,
)
from studio.scripts.tables.delimited import delimiter_of, table_rows
from studio.scripts.tables.layout import columns_of
from studio.scripts.tables.row_reading import Row, RowReader
from studio.sentences import sentence

_no_text_column = sentence(
    "table.no-text-column",
    "no column holds words. Name one of the columns `text`, or choose the columns by hand.",
)

_above_header = sentence(
    "table.above-header",
    "this row stands above the names of the columns and was not read. Move it below them if it is"
    " part of the script.",
)


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
    """Every row that has words. `bare` takes off what was put in front of a cell against formulas."""
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    place = header_at([cells for _, cells in filled])
    is_headless = options.mapping is not None and not options.mapping.has_header
    above, filled = ([], filled) if is_headless else (filled[: place or 0], filled[place or 0 :])
    header: Sequence[str] = filled[0][1] if filled else []
    is_guess = False
    if options.mapping is not None:
        fields = fields_of_mapping(options.mapping, header)
        has_header = options.mapping.has_header
    elif has_header := place is not None:
        fields = fields_of_header(header)
    else:
        all_cells = [cells for _, cells in filled]
        has_header = len(all_cells) > 2 and looks_like_header(all_cells)
        fields = fields_by_content(all_cells[1:] if has_header else all_cells)
        is_guess = True
    body = filled[1:] if has_header else filled
    columns = columns_of(header, fields, body)
    if "text" not in fields:
        nothing = (Finding(0, "", _no_text_column(), part=sheet),)
        return Reading([], frozenset(), nothing, columns=columns, has_header=has_header)
    is_ours = has_header and set(fields) >= OURS_ALONE
    names = [bare(cell) for cell in header] if has_header else []
    table = RowReader(fields, names, is_ours, sheet, bare, options)
    table.sort(body)
    for number, cells in table.rows:
        table.read(number, cells)
    reading = _with_title(table.reading(), above, sheet)
    return replace(reading, columns=columns, has_header=has_header, is_guess=is_guess)


def _with_title(reading: Reading, above: Sequence[Row], sheet: str) -> Reading:
    """What stands above the header: alone in the first row it is the title."""
    told = [(row, [cell.strip() for cell in cells if cell.strip()]) for row, cells in above]
    title = ""
    if told and len(told[0][1]) == 1:
        title = told.pop(0)[1][0]
    left_out = [Finding(row, ", ".join(t)[:80], _above_header(), part=sheet) for row, t in told]
    return replace(
        reading,
        frame=replace(reading.frame, title=title),
        not_understood=(*left_out, *reading.not_understood),
    )
