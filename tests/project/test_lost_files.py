"""Files that go, come back, are replaced or copied while they are open and edited."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.document.edits import lines
from studio.document.values import Document, LineId
from studio.errors import InputError, StorageError
from studio.project import copies
from studio.project.creating import new_project, write_new_file
from studio.project.project import Project
from studio.project.store import Database
from tests.project.made import SCENE, keys_of, project_with_takes


def _edit(document: Document, text: str, line: str = "1") -> Document:
    return lines.set_text(document, LineId(line), text)


def _reopened(path: Path) -> Document:
    project = Project(path)
    document = project.document.result(10)
    assert not project.findings.result(10)
    assert project.close() is None
    return document


def _until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_somebody_elses_file_is_never_written_to(path: Path) -> None:
    """However often saving is tried again; what is open can be copied with its takes meanwhile."""
    project_with_takes(path)
    project = Project(path)
    project.findings.result(10)
    theirs = path.with_name("theirs.dialogue")
    write_new_file(theirs, _edit(SCENE, "Theirs."))
    before = theirs.read_bytes()
    os.replace(theirs, path)
    edited = _edit(SCENE, "Ours.", "2")
    project.save(edited)
    _until(lambda: project.trouble is not None)
    for _ in range(3):
        project.try_again()
        # The store thread has served what came before this.
        project.takes.take_keys()
    copy = path.with_name("copy.dialogue")
    project.save_copy(copy, edited).result(10)
    assert project.close() is not None
    assert path.read_bytes() == before
    saved = Project(copy)
    assert saved.document.result(10) == edited
    assert saved.takes.take_keys() == set(keys_of(SCENE))
    assert saved.close() is None


def test_a_file_that_comes_back_is_saved_to_again(path: Path) -> None:
    """Moved away by mistake and moved back: nothing more is to be done."""
    project = new_project(SCENE, path)
    project.findings.result(10)
    aside = path.with_name("aside")
    path.rename(aside)
    edited = _edit(SCENE, "Kept in memory.")
    future = project.save(edited)
    _until(lambda: project.trouble is not None)
    aside.rename(path)
    project.try_again()
    future.result(10)
    assert project.trouble is None
    assert project.close() is None
    assert _reopened(path) == edited


def _without_its_disk(project: Project, path: Path) -> None:
    """As when a stick is pulled: the file is gone, and so is the way to it."""
    thread = project._thread

    def lose() -> None:
        assert thread.database is not None
        thread.database.close()
        thread.database = None

    project.findings.result(10)
    project.backups().result(10)
    thread.do(lose).result(10)
    path.rename(path.with_name("on the stick"))


def test_without_the_disk_the_words_can_be_saved_elsewhere(path: Path) -> None:
    """The takes are gone with it, but not what was typed."""
    project = new_project(SCENE, path)
    _without_its_disk(project, path)
    edited = _edit(SCENE, "Typed since.")
    project.save(edited)
    _until(lambda: project.trouble is not None)
    new = path.with_name("new.dialogue")
    project.save_as(new, edited).result(10)
    _until(lambda: project.trouble is None)
    assert project.close() is None
    assert _reopened(new) == edited


def test_a_stick_that_is_put_in_again_is_known_again(path: Path) -> None:
    """By what is in it, since it may have another place; another state of it is not written over."""
    project = new_project(SCENE, path)
    _without_its_disk(project, path)
    shutil.copyfile(path.with_name("on the stick"), path)
    project.save(_edit(SCENE, "Once.")).result(10)
    _without_its_disk(project, path)
    write_new_file(path, SCENE)
    before = path.read_bytes()
    project.save(_edit(SCENE, "Twice."))
    _until(lambda: project.trouble is not None)
    assert "replaced" in str(project.trouble)
    assert project.close() is not None
    assert path.read_bytes() == before


def test_what_is_edited_while_saving_as_is_in_the_new_file(path: Path) -> None:
    """As soon as that is there: an edit made meanwhile is not left behind in the old one."""
    project = new_project(SCENE, path)
    project.backups().result(10)
    go_on = threading.Event()
    project._thread.do(lambda: go_on.wait(10))
    new = path.with_name("new.dialogue")
    moved = project.save_as(new, _edit(SCENE, "When asked."))
    later = _edit(SCENE, "Meanwhile.")
    project.save(later)
    go_on.set()
    moved.result(10)
    copy = path.with_name("copy.dialogue")
    shutil.copyfile(new, copy)
    assert _reopened(copy) == later
    assert project.close() is None


def test_an_edit_saved_while_a_copy_is_finished_is_not_missing_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy has the Document it was asked for, whatever was written meanwhile."""
    project = new_project(SCENE, path)
    project.backups().result(10)
    edited = _edit(SCENE, "Just typed.")
    saved = threading.Event()
    project.saved.connect(lambda _: saved.set())
    finish = copies._finish

    def slowly(path: Path, last_word: Callable[[Database], object]) -> None:
        assert saved.wait(10)
        finish(path, last_word)

    monkeypatch.setattr(copies, "_finish", slowly)
    project.save(edited)
    copy = path.with_name("copy.dialogue")
    project.save_copy(copy, edited).result(10)
    assert project.close() is None
    monkeypatch.undo()
    assert _reopened(copy) == edited


def test_a_copy_takes_the_place_of_no_open_project(path: Path) -> None:
    """Neither of itself nor of one that somebody works in."""
    project = new_project(SCENE, path)
    other = new_project(SCENE, path.with_name("other.dialogue"))
    with pytest.raises(InputError, match="itself"):
        project.save_copy(path, SCENE).result(10)
    with pytest.raises(StorageError, match="open in another window"):
        project.save_copy(other.path, SCENE).result(10)
    with pytest.raises(StorageError, match="open in another window"):
        project.save_as(other.path, SCENE).result(10)
    with pytest.raises(StorageError, match="no folder"):
        project.save_as(path.parent / "nowhere" / "new.dialogue", SCENE).result(10)
    assert project.path == path
    project.save(_edit(SCENE, "Still here.")).result(10)
    assert project.close() is None
    assert other.close() is None
