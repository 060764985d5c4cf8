from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.document.annotations import TakeMark
from studio.document.clip_edit import PinnedTake
from studio.document.edits import lines, remarks
from studio.document.values import Document, LineId, Voice
from studio.errors import StorageError
from studio.project import checks
from studio.project.creating import new_project
from studio.project.project import Project
from studio.takes.recipe import Recipe, draft_recipe, final_recipe
from tests.project.made import SCENE, flip_bit_of_take, key, take

CAST = tuple(
    replace(speaker, final_voice=Voice("api.example.org", 7, "Ottoline")) for speaker in SCENE.cast
)
SPOKEN = replace(SCENE, cast=CAST)
ONE, TWO = LineId("1"), LineId("2")
LENGTH = 50_000


def _recipe(document: Document, number: int = 0) -> Recipe:
    recipe = draft_recipe(document, document.lines[number])
    assert recipe is not None
    return recipe


def _keep(project: Project, *recipes: Recipe) -> None:
    for recipe in recipes:
        project.takes.keep_recipe(recipe).result(10)
        project.takes.keep_take(take(recipe.key, LENGTH)).result(10)


def test_takes_of_words_that_are_no_longer_said_can_be_freed(path: Path) -> None:
    """Others stay: of other models and retakes of what is said, pinned, rated, or in a version, which
    are told apart."""
    project = new_project(SPOKEN, path)
    project.backups().result(10)
    by_model = final_recipe(SPOKEN, SPOKEN.lines[0], "some model")
    assert by_model is not None
    retake = replace(_recipe(SPOKEN, 1), retake=3)
    old, older, rated, thrown = (
        _recipe(lines.set_text(SPOKEN, ONE, text)) for text in ("Old.", "Older.", "Good.", "Bad.")
    )
    _keep(project, _recipe(SPOKEN), by_model, retake, old, older, rated, thrown)
    project.takes.keep_take(take(key(5), LENGTH)).result(10)
    project.save_version("then", lines.set_text(SPOKEN, ONE, "Old.")).result(10)
    document = remarks.mark_take(SPOKEN, TakeMark(rated.key, 5))
    document = remarks.mark_take(document, TakeMark(thrown.key, is_discarded=True))
    document = lines.pin_take(document, TWO, PinnedTake(key(5)))
    found = project.freeable(document).result(10)
    assert found.unused.keys == (older.key,)
    assert found.in_versions.keys == (old.key,)
    assert found.discarded.keys == (thrown.key,)
    assert found.size_bytes == 3 * 2 * LENGTH
    assert (found.unused.paid, found.in_versions.paid) == (0, 0)
    assert project.close() is None


def test_the_file_is_smaller_afterwards(path: Path) -> None:
    """By about what was promised, and whole; edits made meanwhile are in it."""
    project = new_project(SCENE, path)
    project.backups().result(10)
    for number in range(60):
        project.takes.keep_take(take(key(number), LENGTH)).result(10)
    size = path.stat().st_size
    found = project.freeable(SCENE).result(10)
    assert found.unused.paid == 60
    freed = project.free(found.unused.keys[:50])
    edited = lines.set_text(SCENE, ONE, "Meanwhile.")
    project.save(edited)
    assert freed.result(10) >= 50 * 2 * LENGTH
    assert path.stat().st_size == size - freed.result()
    assert len(project.takes.take_keys()) == 10
    assert project.close() is None
    again = Project(path)
    assert again.document.result(10) == edited
    assert not again.findings.result(10)
    assert again.close() is None


def test_nothing_is_freed_of_what_is_only_read(path: Path) -> None:
    assert new_project(SCENE, path).close() is None
    reader = Project(path, to_write=False)
    with pytest.raises(StorageError, match="open to read"):
        reader.free([key(1)]).result(10)
    assert reader.close() is None


def test_a_damaged_take_is_told_by_line_whatever_model_made_it(path: Path) -> None:
    """The key alone does not say whose it is."""
    project = new_project(SPOKEN, path)
    recipe = final_recipe(SPOKEN, SPOKEN.lines[2], "some model")
    assert recipe is not None
    _keep(project, recipe)
    assert project.close() is None
    flip_bit_of_take(path, recipe.key, LENGTH)
    again = Project(path)
    (told,) = checks.in_words(again.findings.result(10), SPOKEN)
    assert "1 of 1 takes are damaged: line 3" in str(told)
    assert again.close() is None
