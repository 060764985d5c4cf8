from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from studio.document.edits import lines, whole
from studio.document.history import History
from studio.document.step_names import RESTORE
from studio.document.values import Delivery, Document, LineId
from studio.errors import StorageError
from studio.project import backups
from studio.project.backups import MOST
from studio.project.creating import new_project, write_new_file
from studio.project.project import Project, Saved
from studio.project.unnamed import is_unnamed, unnamed_projects
from studio.takes.growing_take import GrowingTake
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.take import Proof, Take
from tests.project.made import SCENE, key, keys_of, project_with_takes, same, take


def _edit(document: Document, text: str, line: str = "1") -> Document:
    return lines.set_text(document, LineId(line), text)


def _reopened(path: Path) -> Document:
    project = Project(path)
    document = project.document.result(10)
    assert not project.findings.result(10)
    assert project.close() is None
    return document


@pytest.mark.by_the_clock
def test_every_edit_is_saved_by_itself_within_half_a_second(path: Path) -> None:
    """And `saved` is told only then, with the Document that is on the disk."""
    project = new_project(SCENE, path)
    project.findings.result(10)
    told: list[Saved] = []
    came = threading.Event()
    project.saved.connect(lambda saved: (told.append(saved), came.set()))
    started = time.monotonic()
    edited = _edit(SCENE, "New words.")
    project.save(edited)
    assert came.wait(10)
    assert time.monotonic() - started < 0.5
    assert told[0].document is edited
    copy = path.with_name("copy.dialogue")
    shutil.copyfile(path, copy)
    assert _reopened(copy) == edited
    assert project.close() is None


def test_edits_made_before_the_checks_end_are_saved_after_them(path: Path) -> None:
    """One may write at once; the file is not touched until it was looked at."""
    write_new_file(path, SCENE)
    project = Project(path)
    edited = _edit(SCENE, "At once.")
    project.save(edited).result(10)
    assert project.findings.done()
    assert project.close() is None
    assert _reopened(path) == edited


def test_closing_saves_what_was_just_typed(path: Path) -> None:
    """There is no unsaved state, not even a fifth of a second of it."""
    project = new_project(SCENE, path)
    edited = _edit(SCENE, "Last words.")
    project.save(edited)
    assert project.close() is None
    assert _reopened(path) == edited
    assert sorted(it.name for it in path.parent.iterdir()) == sorted([path.name, "home"])


def test_takes_come_back_as_they_were(path: Path) -> None:
    """Samples, words, usage, and how far they are proved to be whole."""
    project = new_project(SCENE, path)
    whole_take = take(key(1))
    assert project.takes.take(key(1)) is None
    project.takes.keep_take(whole_take).result(10)
    assert project.close() is None
    project = Project(path)
    assert same(project.takes.take(key(1)), whole_take)
    found = project.takes.take(key(1))
    assert found is not None
    with pytest.raises(ValueError, match="read-only"):
        found.samples[0] = 1
    assert project.takes.take_keys() == {key(1)}
    assert project.close() is None


def test_what_came_of_a_growing_take_survives(path: Path) -> None:
    """Piece by piece; a whole one of the same key takes its place."""
    project = new_project(SCENE, path)
    growing = GrowingTake(key(1), "Where were you?")
    rng = np.random.default_rng(1)
    for _ in range(5):
        growing.append(rng.integers(-900, 900, 30_000, np.int16))
        project.takes.keep_take(growing.so_far()).result(10)
    assert project.close() is None
    project = Project(path)
    partial = project.takes.partial_take(key(1))
    assert partial is not None
    assert np.array_equal(partial.samples, growing.samples)
    assert not partial.is_whole
    assert project.takes.take(key(1)) is None
    project.takes.keep_take(growing.finished()).result(10)
    assert project.takes.partial_take(key(1)) is None
    assert same(project.takes.take(key(1)), growing.finished())
    # Begun anew with other sound, nothing of the old one stays.
    other = take(key(2), 100)
    other = Take(other.key, other.samples, (), Proof.PARTIAL)
    project.takes.keep_take(_grown(key(2), rng)).result(10)
    project.takes.keep_take(other).result(10)
    found = project.takes.partial_take(key(2))
    assert found is not None
    assert np.array_equal(found.samples, other.samples)
    assert project.close() is None


def _grown(of: TakeKey, rng: np.random.Generator) -> Take:
    growing = GrowingTake(of, "x")
    growing.append(rng.integers(-900, 900, 500, np.int16))
    return growing.so_far()


def test_versions_are_named_listed_and_gone_back_to(path: Path) -> None:
    """Restoring one is an edit like any other, which can be undone."""
    project = new_project(SCENE, path)
    first = project.save_version("first", SCENE).result(10)
    edited = whole.set_title(_edit(SCENE, "Other."), "T")
    project.save(edited).result(10)
    second = project.save_version("second 漢字", edited).result(10)
    assert [version.name for version in project.versions().result(10)] == ["second 漢字", "first"]
    history = History(edited)
    history.edit(project.version(first.id).result(10), RESTORE(name="first"), 0.0)
    assert history.document == SCENE
    history.undo()
    assert history.document is edited
    project.remove_version(second.id).result(10)
    assert [version.id for version in project.versions().result(10)] == [first.id]
    with pytest.raises(StorageError, match="no longer in the project"):
        project.version(second.id).result(10)
    assert project.close() is None


def test_settings_of_the_project_are_kept_and_not_part_of_the_document(path: Path) -> None:
    """Its budget, the price seen last: what is never undone."""
    project = new_project(SCENE, path)
    assert project.setting("budget").result(10) is None
    project.set_setting("budget", {"cents": 500, "currency": "EUR"}).result(10)
    project.save(_edit(SCENE, "x")).result(10)
    assert project.close() is None
    project = Project(path)
    assert project.setting("budget").result(10) == {"cents": 500, "currency": "EUR"}
    assert project.document.result(10).lines[0].text == "x"
    assert project.close() is None


def test_a_copy_has_everything_and_is_a_project_of_its_own(path: Path) -> None:
    """With the very last edit; the project goes on where it is."""
    project_with_takes(path)
    project = Project(path)
    edited = _edit(project.document.result(10), "Unsaved yet.")
    copy = path.with_name("copy.dialogue")
    project.save_copy(copy, edited).result(10)
    assert project.path == path
    assert _reopened(copy) == edited
    other = Project(copy)
    assert other.takes.take_keys() == set(keys_of(SCENE))
    assert other.backups().result(10) != project.backups().result(10)
    assert other.close() is None
    assert project.close() is None
    assert _reopened(path) == SCENE


def test_saving_as_goes_on_in_the_new_file(path: Path) -> None:
    """The old one stays as it was last saved; its lock is free, that of the new one is held."""
    project_with_takes(path)
    project = Project(path)
    edited = _edit(project.document.result(10), "Before.")
    new = path.with_name("new.dialogue")
    project.save_as(new, edited).result(10)
    assert project.path == new
    later = _edit(edited, "After.", "2")
    project.save(later).result(10)
    assert _reopened(path) == SCENE
    second = Project(new)
    assert second.read_only_because is not None
    assert second.close() is None
    assert project.close() is None
    assert _reopened(new) == later


def test_a_project_without_a_name_is_as_safe_as_any(path: Path) -> None:
    """It lies in the data folder until it is given a name, and then only there."""
    project = new_project(SCENE)
    edited = _edit(SCENE, "Nameless.")
    project.save(edited).result(10)
    unnamed = project.path
    assert is_unnamed(unnamed)
    assert unnamed_projects() == (unnamed,)
    project.save_as(path, edited).result(10)
    assert project.close() is None
    assert unnamed_projects() == ()
    assert _reopened(path) == edited


def test_a_project_that_somebody_replaced_is_not_written_into_nowhere(path: Path) -> None:
    """The edit stays in memory and is told; saving over what is there now cures it."""
    project = new_project(SCENE, path)
    project.findings.result(10)
    os.replace(_other_file(path), path)
    edited = _edit(SCENE, "Kept.")
    future = project.save(edited)
    while project.trouble is None:
        time.sleep(0.001)
    assert "removed or replaced" in str(project.trouble)
    project.save_as(path, edited).result(10)
    future.result(10)
    assert project.trouble is None
    assert project.close() is None
    assert _reopened(path) == edited


def _other_file(path: Path) -> Path:
    other = path.with_name("other.dialogue")
    write_new_file(other, _edit(SCENE, "Somebody else's."))
    return other


def test_a_backup_is_made_at_open_when_something_changed_since(path: Path) -> None:
    """An ordinary project that opens like any; none when nothing changed."""
    write_new_file(path, SCENE)
    assert len(_backups_after_opening(path, 0)) == 1
    assert len(_backups_after_opening(path, 5)) == 1
    project = Project(path, now=_clock(10))
    project.save(_edit(SCENE, "Changed.")).result(10)
    assert project.close() is None
    made = _backups_after_opening(path, 15)
    assert len(made) == 2
    assert _reopened(made[0]).lines[0].text == "Changed."
    assert _reopened(made[1]) == SCENE


def test_a_backup_is_made_every_hour_of_editing(path: Path) -> None:
    """Not on every edit, and not without one."""
    minutes = 0
    start = datetime(2026, 11, 20, 10, tzinfo=UTC)
    project = new_project(SCENE, path, now=lambda: start + timedelta(minutes=minutes))
    assert len(project.backups().result(10)) == 1
    document = SCENE
    counts = []
    for minutes in (30, 59, 61, 90, 122):
        document = _edit(document, f"At {minutes}.")
        project.save(document).result(10)
        counts.append(len(project.backups().result(10)))
    assert counts == [1, 1, 2, 2, 3]
    assert project.close() is None


def test_few_backups_are_kept(path: Path) -> None:
    """Ten, and the oldest go."""
    seconds = 0
    start = datetime(2026, 11, 20, 10, tzinfo=UTC)
    project = new_project(SCENE, path, now=lambda: start + timedelta(seconds=seconds))
    assert len(project.backups().result(10)) == 1
    for seconds in range(10, MOST + 14):  # noqa: B007
        project.back_up().result(10)
    kept = project.backups().result(10)
    assert len(kept) == MOST
    assert kept[0].at == "2026-11-20 10.00.23"
    assert project.close() is None


def test_without_room_for_sound_the_words_are_backed_up(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Document, versions and ledger always; of sound what was paid for last, as far as it goes."""
    paid, free = (
        [Recipe(f"{n}", service, 1, "", Delivery()) for n in range(3)]
        for service in ("api.example.org", "embedded 1")
    )
    project = new_project(SCENE, path, now=_clock(0))
    project.save_version("v", SCENE).result(10)
    for recipe in (*free, *paid):
        project.takes.keep_recipe(recipe)
        project.takes.keep_take(take(recipe.key, 200_000)).result(10)
    monkeypatch.setattr(backups, "_room", lambda *_: 1_100_000)
    made = project.back_up().result(10)
    assert made is not None
    assert made.stat().st_size < 1_100_000
    backup = Project(made)
    assert backup.document.result(10) == SCENE
    assert not backup.findings.result(10)
    assert len(backup.versions().result(10)) == 1
    assert len(backup.takes.take_keys()) == 2
    assert backup.takes.take_keys() < {recipe.key for recipe in paid}
    assert backup.close() is None
    monkeypatch.setattr(backups, "_room", lambda *_: 5_000)
    assert project.back_up().result(10) is None
    assert project.close() is None


def _backups_after_opening(path: Path, minute: int) -> list[Path]:
    project = Project(path, now=_clock(minute))
    found = project.backups().result(10)
    assert project.close() is None
    return [backup.path for backup in found]


def _clock(minute: int) -> Callable[[], datetime]:
    return lambda: datetime(2026, 11, 20, 10, minute, tzinfo=UTC)
