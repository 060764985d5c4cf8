"""New projects: written as a whole, then opened like any other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from studio.atomic_file import replacement
from studio.document.values import Document
from studio.folders import make_folder
from studio.identity import new_id
from studio.project.copies import give_new_id
from studio.project.document_rows import write_whole_document
from studio.project.project import Project, local_now
from studio.project.schema import SUFFIX, create_tables
from studio.project.store import open_to_fill
from studio.project.unnamed import unnamed_folder


def new_project(
    document: Document, path: Path | None = None, now: Callable[[], datetime] = local_now
) -> Project:
    """A project with `document` in it; without a path among those that have no name yet."""
    if path is None:
        path = make_folder(unnamed_folder()) / f"{new_id()}{SUFFIX}"
    write_new_file(path, document)
    return Project(path, now=now)


def write_new_file(path: Path, document: Document) -> None:
    """Put a whole new project at `path`, in the place of what may be there."""
    with replacement(path) as unfinished:
        database = open_to_fill(unfinished)
        try:
            with database.transaction():
                create_tables(database)
                give_new_id(database)
                write_whole_document(database, document)
        finally:
            database.close()
