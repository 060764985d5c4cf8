"""New projects: written as a whole, then opened like any other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from studio.document.values import Document
from studio.folders import make_folder
from studio.identity import new_id
from studio.project.new_file import write_new_file as write_new_file
from studio.project.project import Project, local_now
from studio.project.schema import SUFFIX
from studio.project.unnamed import unnamed_folder


def new_project(
    document: Document, path: Path | None = None, now: Callable[[], datetime] = local_now
) -> Project:
    """A project with `document` in it; without a path among those that have no name yet."""
    if path is None:
        path = make_folder(unnamed_folder()) / f"{new_id()}{SUFFIX}"
    write_new_file(path, document)
    return Project(path, now=now)
