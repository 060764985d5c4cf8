"""From the files of older versions to ours: one function per step, plain dict in, plain dict out.

`UPGRADES[n]` makes of a Document as version n wrote it one as version n + 1 writes it. Nothing is
ever taken out of this table: old projects are opened for ever.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from studio.document.values import Document
from studio.project import schema
from studio.project.document_codec import Loss
from studio.project.document_rows import Stored, write_whole_document
from studio.project.plain_document import Plain, from_plain
from studio.project.store import Database

Upgrade = Callable[[Plain], Plain]

UPGRADES: Mapping[int, Upgrade] = {}
"""The first version is the only one so far."""

_OF_THE_DOCUMENT = ("items", "speakers", "parts", "settings WHERE name LIKE 'document.%'")


def upgraded(plain: Plain, version: int, to_version: int) -> Plain:
    """`plain`, written by `version`, as `to_version` writes it."""
    for step in range(version, to_version):
        plain = UPGRADES[step](plain)
    return plain


def read_older_document(database: Database, losses: list[Loss]) -> Document:
    """The Document of an older file as it is in our version; the file stays as it is."""
    plain = upgraded(_rows_as_plain(database), schema.version_of(database), schema.SCHEMA_VERSION)
    return from_plain(plain, losses)


def upgrade_file(database: Database, document: Document) -> Stored:
    """Put `document`, which was read as an older one, into its file as ours writes it. The named
    versions are carried over when they are read."""
    with database.transaction():
        for table in _OF_THE_DOCUMENT:
            database.run(f"DELETE FROM {table}")
        stored = write_whole_document(database, document)
        schema.stamp(database)
    return stored


def _rows_as_plain(database: Database) -> Plain:
    """What the rows say, believed and understood by nobody yet."""
    settings = database.rows("SELECT name, value FROM settings WHERE name LIKE 'document.%'")
    speakers = database.rows("SELECT id, value FROM speakers ORDER BY place")
    items = database.rows("SELECT id, kind, speaker, text, rest FROM items ORDER BY place")
    parts: dict[str, list[Plain]] = {}
    for kind, id, value in database.rows("SELECT kind, id, value FROM parts ORDER BY place"):
        parts.setdefault(kind, []).append({"id": id, **_dict(value)})
    return {
        "settings": {name: _dict(value) for name, value in settings},
        "speakers": [{"id": id, **_dict(value)} for id, value in speakers],
        "items": [
            {"id": id, "kind": kind, "speaker": speaker, "text": text}
            | ({} if rest is None else {"rest": _dict(rest)})
            for id, kind, speaker, text, rest in items
        ],
        "parts": parts,
    }


def _dict(value: str) -> Plain:
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
