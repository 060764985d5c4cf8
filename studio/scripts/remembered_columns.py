"""Which columns of a table a person chose, remembered by the table's header for the next time."""

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

_unreadable = sentence(
    "columns.unreadable",
    "{path} says nothing about columns: {reason}. Write an object such as"
    ' {{"Character": "speaker", "Line": "text"}}.',
)


def mapping_from_json(path: str, content: bytes) -> ColumnMapping:
    """The mapping in a file: an object of our fields by header, or by number from 1; `"header":
    false` beside them for a table without one. Raises InputError."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise InputError(_unreadable(path=path, reason="it is no JSON")) from error
    if not isinstance(data, dict):
        raise InputError(_unreadable(path=path, reason="it is no object"))
    has_header = data.pop("header", True) is not False
    for column, field in data.items():
        if field not in FIELDS:
            reason = f"{field!r} of column {column!r} is none of {', '.join(sorted(FIELDS))}"
            raise InputError(_unreadable(path=path, reason=reason))
    if "text" not in data.values():
        raise InputError(_unreadable(path=path, reason="no column is `text`"))
    return ColumnMapping(data, has_header)


def remember(file: Path, header: Sequence[str], mapping: ColumnMapping) -> None:
    """Keep `mapping` for tables with this header; the oldest of many is let go."""
    known = _load(file)
    known.pop(_key(header), None)
    known[_key(header)] = {**mapping.fields, "header": mapping.has_header}
    kept = dict(list(known.items())[-_MOST:])
    write_atomically(file, json.dumps(kept, ensure_ascii=False, indent=1).encode("utf-8"))


def recall(file: Path, header: Sequence[str]) -> ColumnMapping | None:
    """The mapping once chosen for a table with this header."""
    found = _load(file).get(_key(header))
    if not isinstance(found, dict):
        return None
    fields = {column: field for column, field in found.items() if field in FIELDS}
    return ColumnMapping(fields, found.get("header") is not False)


def _key(header: Sequence[str]) -> str:
    return "\t".join(map(header_key, header))


def _load(file: Path) -> dict[str, object]:
    """What is remembered; a damaged file is nothing to fail for."""
    try:
        data = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
