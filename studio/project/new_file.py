"""A whole project file written at once, in the place of what may be there."""

from __future__ import annotations

from pathlib import Path

from studio.atomic_file import replacement
from studio.document.values import Document
from studio.project.copies import give_new_id
from studio.project.document_rows import Stored, write_whole_document
from studio.project.schema import create_tables
from studio.project.store import open_to_fill


def write_new_file(path: Path, document: Document) -> Stored:
    """A project with `document` in it and nothing else."""
    with replacement(path) as unfinished:
        database = open_to_fill(unfinished)
        try:
            with database.transaction():
                create_tables(database)
                give_new_id(database)
                stored = write_whole_document(database, document)
        finally:
            database.close()
    return stored
