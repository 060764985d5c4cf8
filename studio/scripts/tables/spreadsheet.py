"""XLSX, read from every sheet that has words, and written as one sheet or as one per Speaker."""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace

from studio.document.script_items import Heading
from studio.document.values import Document, LineId
from studio.errors import InputError
from studio.formula_guard import guarded
from studio.scripts.archives import Archive
from studio.scripts.limits import MOST_COLUMNS
from studio.scripts.reading import Finding, Reading, ReadingOptions, ReadItem, Speech
from studio.scripts.safe_xml import check_xml
from studio.scripts.source import Source
from studio.scripts.tables.columns import header_at, header_key
from studio.scripts.tables.reading import read_table
from studio.scripts.tables.row_reading import Row
from studio.scripts.tables.writing import HeardFacts, speaker_column, table_of
from studio.sentences import sentence

MOST_CELLS = 400_000
_NOT_IN_A_CELL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_LONGEST_CELL = 32_767

_broken = sentence(
    "spreadsheet.broken",
    "{path} cannot be read as a spreadsheet: {reason}. Save it again in the program it comes from.",
)
_too_large = sentence(
    "spreadsheet.too-large",
    "{path} has more than {limit} cells, up to row {row} of {sheet}. Remove sheets and columns that"
    " are not needed.",
)

_not_read = sentence(
    "spreadsheet.not-read",
    "no row of this sheet names a column of words, so it was not read. Name its columns if it is part"
    " of the script.",
)


def read_spreadsheet(source: Source, options: ReadingOptions) -> Reading:
    """The rows of all sheets that name a column of words, else of the first sheet with anything."""
    sheets = dict(_sheets(source))
    named = {name: rows for name, rows in sheets.items() if _header_at(rows) is not None}
    filled = {name: rows for name, rows in sheets.items() if rows}
    chosen = named or dict(list((filled or sheets).items())[:1])
    if options.mapping is not None:
        chosen = sheets
    readings = [
        read_table(source.path, rows, options, sheet if len(chosen) > 1 else "")
        for sheet, rows in chosen.items()
    ] or [read_table(source.path, [], options)]
    whole = readings[0] if len(readings) == 1 else _joined(readings, list(chosen.values()))
    others = [Finding(0, "", _not_read(), part=name) for name in filled if name not in chosen]
    return replace(whole, not_understood=(*whole.not_understood, *others))


def _header_at(rows: list[Row]) -> int | None:
    return header_at([cells for _, cells in rows])


def write_spreadsheet(
    document: Document,
    heard: Mapping[LineId, HeardFacts] | None = None,
    sheet_per_speaker: bool = False,
) -> bytes:
    """One sheet of all Lines; or one per Speaker, in which `order` tells where a Line belongs."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    header, rows = table_of(document, heard or {})
    sheets = {"Script": rows}
    if sheet_per_speaker:
        at = speaker_column(document)
        sheets = {speaker.name: [] for speaker in document.cast}
        for row in rows:
            if row[at]:  # what lies between the Lines is in no Speaker's sheet
                sheets[row[at]].append(row)
    book = openpyxl.Workbook(write_only=True)
    used: set[str] = set()
    for name, lines in sheets.items():
        sheet = book.create_sheet(_sheet_name(name, used))
        for row in [header, *lines]:
            cells = []
            for text in row:
                cell = WriteOnlyCell(sheet, _in_a_cell(guarded(text)) or None)
                cell.data_type = "s" if text else "n"
                cells.append(cell)
            sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheets(source: Source) -> Iterator[tuple[str, list[Row]]]:
    with Archive(source.path, source.content) as archive:
        for part in archive.names:
            if part.endswith((".xml", ".rels")):
                check_xml(source.path, part, archive.read(part))
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that no script needs
        try:
            book = openpyxl.load_workbook(
                io.BytesIO(source.content), read_only=True, data_only=True, keep_links=False
            )
        except (
            zipfile.BadZipFile,
            KeyError,
            ValueError,
            TypeError,
            AttributeError,
            OSError,
            IndexError,
        ) as error:
            raise InputError(_broken(path=source.path, reason=str(error)[:200])) from error
        try:
            cells = 0
            for sheet in book.worksheets:
                rows: list[Row] = []
                for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
                    texts = [_text(value) for value in values[:MOST_COLUMNS]]
                    while texts and not texts[-1]:
                        texts.pop()
                    cells += len(values) + 1
                    if cells > MOST_CELLS:
                        reason = _too_large(
                            path=source.path, limit=MOST_CELLS, row=number, sheet=sheet.title
                        )
                        raise InputError(reason)
                    rows.append((number, texts))
                yield sheet.title, [row for row in rows if row[1]]
        except (
            KeyError,
            ValueError,
            TypeError,
            AttributeError,
            IndexError,
            OverflowError,
        ) as error:
            raise InputError(_broken(path=source.path, reason=str(error)[:200])) from error
        finally:
            book.close()


def _text(value: object) -> str:
    """A cell as text; times of day and lengths of time become HH:MM:SS."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.time):
        return value.isoformat("milliseconds")
    if isinstance(value, datetime.timedelta):
        seconds, milliseconds = divmod(round(value.total_seconds() * 1000), 1000)
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{milliseconds:03}"
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


def _in_a_cell(text: str) -> str:
    """XML has no letters for most controls; the format writes them by number."""
    text = _ESCAPED.sub(lambda found: f"_x005F_{found[0][1:]}", text)
    text = _NOT_IN_A_CELL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return text[:_LONGEST_CELL]


def _sheet_name(name: str, used: set[str]) -> str:
    bare = _NOT_IN_A_SHEET_NAME.sub(" ", name).strip()[:25] or "Speaker"
    found, number = bare, 1
    while found.casefold() in used:
        number += 1
        found = f"{bare} {number}"
    used.add(found.casefold())
    return found


def _joined(readings: list[Reading], tables: list[list[Row]]) -> Reading:
    """All sheets as one script: in the order of `order` where every Line has a number there, each
    scene named where it changes."""
    items: list[ReadItem] = []
    numbered: list[tuple[int, Heading | None, Speech]] = []
    speeches = 0
    for reading, rows in zip(readings, tables, strict=True):
        header = [header_key(cell) for cell in rows[_header_at(rows) or 0][1]] if rows else []
        place = header.index("order") if "order" in header else len(header)
        numbers = {row: cells[place] for row, cells in rows if place < len(cells)}
        scene: Heading | None = None
        for item in reading.items:
            scene = item if isinstance(item, Heading) else scene
            if isinstance(item, Speech):
                speeches += 1
                number = numbers.get(item.row, "")
                if number.isdecimal():
                    numbered.append((int(number[:9]), scene, item))
        items += reading.items
    if len(numbered) == speeches:
        items = list(_in_order(numbered))
    return replace(
        readings[0],
        items=items,
        not_understood=tuple(each for reading in readings for each in reading.not_understood),
        remarks=tuple(each for reading in readings for each in reading.remarks),
        says=frozenset().union(*(reading.says for reading in readings)),
        names_are_marked=all(reading.names_are_marked for reading in readings),
        marked_names=frozenset().union(*(reading.marked_names for reading in readings)),
        locks={id: lock for reading in readings for id, lock in reading.locks.items()},
    )


def _in_order(numbered: list[tuple[int, Heading | None, Speech]]) -> Iterator[ReadItem]:
    before = None
    for _, scene, speech in sorted(numbered, key=lambda each: each[0]):
        if scene is not None and scene.text != before:
            yield scene
            before = scene.text
        yield speech
