"""Which columns of a table a person chose, remembered by their headers for the next time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from studio.atomic_file import write_atomically
from studio.errors import InputError
from studio.scripts.reading import ColumnMapping
from studio.scripts.tables.columns import FIELDS, header_key
from studio.sentences import sentence

_MOST = 200
_WIDTH = "columns: "
"""Begins the key of a table whose first row names nothing: all there is to know it by."""

_unreadable = sentence(
    "columns.unreadable",
    "{path} says nothing about columns: {reason}. Write an object such as"
    ' {{"Character": "speaker", "Line": "text"}}.',
)


def mapping_from_json(path: str, content: bytes) -> ColumnMapping:
    """The mapping in a file: an object of our fields by header, or by number from 1, null for a
    column to leave alone; `"header": false` beside them for a table without one. Raises InputError."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise InputError(_unreadable(path=path, reason="it is no JSON")) from error
    if not isinstance(data, dict):
        raise InputError(_unreadable(path=path, reason="it is no object"))
    has_header = data.pop("header", True) is not False
    fields = {column: "" if field is None else field for column, field in data.items()}
    for column, field in fields.items():
        if not isinstance(field, str) or (field and field not in FIELDS):
            reason = f"{field!r} of column {column!r} is none of {', '.join(sorted(FIELDS))}"
            raise InputError(_unreadable(path=path, reason=reason))
    if "text" not in fields.values():
        raise InputError(_unreadable(path=path, reason="no column is `text`"))
    return ColumnMapping(fields, has_header)


def remember(file: Path, header: Sequence[str], mapping: ColumnMapping) -> None:
    """Keep `mapping` for tables with this header; the oldest of many is let go."""
    known = _load(file)
    key = _key(header) if mapping.has_header else f"{_WIDTH}{len(header)}"
    known.pop(key, None)
    known[key] = {**mapping.fields, "header": mapping.has_header}
    kept = dict(list(known.items())[-_MOST:])
    write_atomically(file, json.dumps(kept, ensure_ascii=False, indent=1).encode("utf-8"))


def recall(file: Path, header: Sequence[str], has_header: bool) -> ColumnMapping | None:
    """The mapping once chosen for this header, else the latest whose columns are all in it, whatever
    stands beside them. A first row that names nothing is known by the number of its columns."""
    known = _load(file)
    found = known.get(_key(header))
    if found is None:
        there = set(map(header_key, header))
        found = next((each for each in reversed(known.values()) if _fits(each, there)), None)
    if found is None and not has_header:
        found = known.get(f"{_WIDTH}{len(header)}")
    if not isinstance(found, dict):
        return None
    fields = {column: field for column, field in found.items() if _is_choice(column, field)}
    return ColumnMapping(fields, found.get("header") is not False)


def _fits(remembered: object, there: set[str]) -> bool:
    """Whether every column of a choice by header is among these; numbers fit no other table."""
    if not isinstance(remembered, dict) or remembered.get("header") is False:
        return False
    used = [column for column, field in remembered.items() if field and column != "header"]
    return bool(used) and all(header_key(column) in there for column in used)


def _is_choice(column: str, field: object) -> bool:
    return column != "header" and (field == "" or field in FIELDS)


def _key(header: Sequence[str]) -> str:
    return "\t".join(map(header_key, header))


def _load(file: Path) -> dict[str, object]:
    """What is remembered; a damaged file is nothing to fail for."""
    try:
        data = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
