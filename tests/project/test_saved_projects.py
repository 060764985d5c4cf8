"""Projects of every version there ever was still open, with all that is in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from studio.project.project import Project
from studio.project.schema import SCHEMA_VERSION
from tests.project.everything import (
    BUDGET,
    ENTRY,
    EVERYTHING,
    PARTIAL,
    RECIPE,
    REQUEST,
    TAKE,
)
from tests.project.made import same

SAVED = Path(__file__).parent.parent / "saved_projects"
FILES = sorted(SAVED.glob("*.dialogue"))


def test_there_is_a_file_of_every_version() -> None:
    """A new version of the schema comes with a file that keeps it."""
    assert [path.stem for path in FILES] == [f"version_{n + 1}" for n in range(SCHEMA_VERSION)]


@pytest.mark.parametrize("saved", FILES, ids=lambda path: path.stem)
def test_an_old_project_opens_with_all_that_is_in_it(saved: Path, path: Path) -> None:
    """Each field of the Document, the Takes, what was asked and paid, versions and settings."""
    shutil.copyfile(saved, path)
    project = Project(path)
    assert project.document.result(10) == EVERYTHING
    assert not project.findings.result(10)
    assert project.read_only_because is None
    assert same(project.takes.take(TAKE.key), TAKE)
    assert same(project.takes.partial_take(PARTIAL.key), PARTIAL)
    assert project.takes.recipe(RECIPE.key) == RECIPE
    assert project.takes.requests() == (REQUEST,)
    assert project.takes.entries() == (ENTRY,)
    assert project.setting("budget").result(10) == BUDGET
    (version,) = project.versions().result(10)
    assert version.name == "Fassung eins"
    assert project.version(version.id).result(10) == EVERYTHING
    assert project.close() is None


@pytest.mark.parametrize("saved", FILES, ids=lambda path: path.stem)
def test_looking_at_an_old_project_changes_no_byte(saved: Path, path: Path) -> None:
    """Opening to read leaves it as it is."""
    shutil.copyfile(saved, path)
    project = Project(path, to_write=False)
    project.findings.result(10)
    assert project.close() is None
    assert path.read_bytes() == saved.read_bytes()
