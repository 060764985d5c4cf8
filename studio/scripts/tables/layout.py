"""The columns of a table as it was read, kept so that it can be written again as it was."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from studio.document.script_items import Extras
from studio.scripts.reading import Column
from studio.scripts.tables.columns import COLUMNS, FIELDS

KEPT, LAYOUT = "table.", "table"
"""Cells nobody here reads, under this and their header; and the columns of the table, as JSON."""

_EXAMPLES, _EXAMPLE_LENGTH, _LOOKED_AT = 3, 120, 50


def columns_of(
    header: Sequence[str], fields: Mapping[str, int], rows: Sequence[tuple[int, Sequence[str]]]
) -> tuple[Column, ...]:
    """Each column with the field it is read as, and some of what stands in it."""
    read_as = {place: name for name, place in fields.items()}
    examples: list[list[str]] = [[] for _ in header]
    for _, cells in rows[:_LOOKED_AT]:
        for at, cell in enumerate(cells[: len(header)]):
            if cell.strip() and len(examples[at]) < _EXAMPLES:
                examples[at].append(cell[:_EXAMPLE_LENGTH])
    return tuple(
        Column(cell, read_as.get(at, ""), tuple(examples[at])) for at, cell in enumerate(header)
    )


def kept_layout(header: Sequence[str], fields: Mapping[str, int]) -> Extras:
    """What to keep of a table that has other columns than ours."""
    if set(header) <= set(COLUMNS):
        return ()
    read_as = {place: name for name, place in fields.items()}
    columns = [[cell, read_as.get(at, "")] for at, cell in enumerate(header)]
    return ((LAYOUT, json.dumps(columns, ensure_ascii=False)),)


def layout_in(extras: Extras) -> list[tuple[str, str]]:
    """The columns kept there, as (header, field); none if there are none."""
    text = next((value for name, value in extras if name == LAYOUT), "[]")
    try:
        columns = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [
        (each[0], each[1] if each[1] in FIELDS else "")
        for each in (columns if isinstance(columns, list) else [])
        if isinstance(each, list) and len(each) == 2 and all(isinstance(x, str) for x in each)
    ]


def keys_of(header: Sequence[str]) -> list[str]:
    """A name for each column: its header, with a number where that comes again."""
    seen: Counter[str] = Counter()
    keys = []
    for cell in header:
        seen[cell] += 1
        keys.append(cell if seen[cell] == 1 else f"{cell} ({seen[cell]})")
    return keys
