"""From the files of older versions to ours: one function per step, plain dict in, plain dict out.

`UPGRADES[n]` makes of a Document as version n wrote it one as version n + 1 writes it. Nothing is
ever taken out of this table: old projects are opened for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from studio.project import schema
from studio.project.document_codec import Loss
from studio.project.document_rows import read_document, write_whole_document
from studio.project.plain_document import Plain, from_plain, to_plain
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


def upgrade_file(database: Database) -> None:
    """Carry the Document in a file over to our version, all of it or nothing. The named versions
    are carried over when they are read."""
    (version,) = database.row("PRAGMA user_version")
    losses: list[Loss] = []
    document, _ = read_document(database, losses)
    plain = upgraded(to_plain(document), version, schema.SCHEMA_VERSION)
    with database.transaction():
        for table in _OF_THE_DOCUMENT:
            database.run(f"DELETE FROM {table}")
        write_whole_document(database, from_plain(plain, losses))
        database.run(f"PRAGMA user_version={schema.SCHEMA_VERSION}")
