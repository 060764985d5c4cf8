"""The title page: `Key: value` at the very top, up to the first empty row."""

from __future__ import annotations

import re
from collections.abc import Sequence

_KEY = re.compile(r"([A-Za-z][^:]{0,60}):[ \t]*(.*)")
_INDENTED = re.compile(r"(?:[ ]{3,}|[ ]*\t)[ \t]*(.*\S.*)")


def read_title_page(rows: Sequence[str]) -> tuple[dict[str, list[str]], int]:
    """The values by key as written, and how many rows they take; none when there is no title page."""
    found: dict[str, list[str]] = {}
    values: list[str] | None = None
    for at, row in enumerate(rows):
        if not row.strip():
            end = at
            break
        if values is not None and (more := _INDENTED.fullmatch(row)):
            values.append(more[1].rstrip())
        elif key := _KEY.fullmatch(row):
            values = found.setdefault(key[1].strip().capitalize(), [])
            if key[2].strip():
                values.append(key[2].strip())
        else:
            return {}, 0
    else:
        end = len(rows)
    return (found, end) if any(found.values()) else ({}, 0)
