"""Work on projects that lie where others write, too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from studio.document.edits import lines
from studio.document.values import Document, LineId
from studio.errors import InputError
from studio.folders import data_folder
from studio.project import shared_folders
from studio.project.creating import new_project, write_new_file
from studio.project.project import Project, local_now
from studio.project.shared_folders import shared_by
from studio.project.unnamed import unnamed_projects
from tests.project.made import SCENE


def _edit(document: Document, text: str, line: str = "1") -> Document:
    return lines.set_text(document, LineId(line), text)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A project in a folder that a service keeps in step."""
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    path = folder / "Nacht.dialogue"
    write_new_file(path, SCENE)
    return path


def _says(path: Path) -> str:
    """What is really in the file, as another computer gets it."""
    copy = path.parent.parent / "looked at.dialogue"
    shutil.copyfile(path, copy)
    project = Project(copy)
    text = project.document.result(10).lines[0].text
    assert not project.findings.result(10)
    assert project.close() is None
    return text


def _copies() -> list[Path]:
    return [it for it in (data_folder() / "working").iterdir() if not it.name.startswith(".")]


def test_the_work_is_done_here_and_brought_back_whole(shared: Path) -> None:
    """It is said once it is opened; the file in the shared folder is written to only at the end."""
    before = shared.read_bytes()
    project = Project(shared)
    assert "Dropbox" in str(project.notes[0])
    assert project.path == shared
    assert project.read_only_because is None
    project.save(_edit(SCENE, "Edited.")).result(10)
    assert shared.read_bytes() == before
    assert project.close() is None
    assert _says(shared) == "Edited."
    assert _copies() == []
    assert [it.name for it in shared.parent.iterdir()] == [shared.name]


def test_it_is_brought_back_every_ten_minutes_too(shared: Path) -> None:
    """And its backups are those of one project, wherever the work is done."""
    minutes = 0
    start = local_now()
    project = Project(shared, now=lambda: start + timedelta(minutes=minutes))
    project.save(_edit(SCENE, "Early.")).result(10)
    assert _says(shared) == SCENE.lines[0].text
    minutes = 11
    project.save(_edit(SCENE, "Later.")).result(10)
    project.backups().result(10)
    assert _says(shared) == "Later."
    assert project.close() is None


def test_nobody_else_opens_it_meanwhile(shared: Path) -> None:
    project = Project(shared)
    second = Project(shared)
    assert second.owner is not None
    assert second.read_only_because is not None
    assert second.close() is None
    assert project.close() is None


_WORK = """
import os, sys
from pathlib import Path
from studio.document.edits import lines
from studio.document.values import LineId
from studio.project.project import Project
project = Project(Path(sys.argv[1]))
document = project.document.result(10)
project.save(lines.set_text(document, LineId("1"), "Saved before the crash.")).result(10)
os._exit(9)
"""


def _crash_with_work(shared: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _WORK, str(shared)], timeout=30, check=False)
    assert done.returncode == 9


def test_after_a_crash_the_work_is_all_there(shared: Path) -> None:
    """Though the shared folder has never seen it."""
    _crash_with_work(shared)
    assert _says(shared) == SCENE.lines[0].text
    project = Project(shared)
    assert "all here" in str(project.notes[0])
    assert project.document.result(10).lines[0].text == "Saved before the crash."
    assert project.close() is None
    assert _says(shared) == "Saved before the crash."


def test_work_of_two_computers_is_both_kept(shared: Path) -> None:
    """What was not brought back before another computer changed the file becomes a project of its
    own."""
    _crash_with_work(shared)
    write_new_file(shared, _edit(SCENE, "By another computer."))
    project = Project(shared)
    assert "changed by another computer" in str(project.notes[0])
    assert project.document.result(10).lines[0].text == "By another computer."
    assert project.close() is None
    (kept,) = unnamed_projects()
    assert _says(kept) == "Saved before the crash."


def test_another_computers_work_is_not_put_over(shared: Path) -> None:
    """It is told; saving under the same name puts this work there all the same, and under another
    name leaves both."""
    project = Project(shared)
    edited = _edit(SCENE, "Mine.")
    project.save(edited).result(10)
    write_new_file(shared, _edit(SCENE, "Theirs."))
    left = project.close()
    assert "changed or removed by another computer" in str(left)
    assert _says(shared) == "Theirs."
    project = Project(shared)
    (kept,) = unnamed_projects()
    assert _says(kept) == "Mine."
    write_new_file(shared, _edit(SCENE, "Theirs again."))
    project.save_as(shared, edited).result(10)
    assert project.trouble is None
    assert project.close() is None
    assert _says(shared) == "Mine."


def test_it_can_be_saved_elsewhere(shared: Path, path: Path) -> None:
    """And is a project like any other there; a copy is never put over itself."""
    project = Project(shared)
    with pytest.raises(InputError, match="itself"):
        project.save_copy(shared, SCENE).result(10)
    edited = _edit(SCENE, "Elsewhere.")
    project.save_as(path, edited).result(10)
    assert project.path == path
    second = Project(shared)
    assert second.read_only_because is None
    assert second.close() is None
    assert project.close() is None
    assert _says(path) == "Elsewhere."


def test_a_shared_folder_that_is_gone_costs_nothing(shared: Path) -> None:
    """The work stays here and is brought back when the folder is there again."""
    project = Project(shared)
    project.save(_edit(SCENE, "Far from home.")).result(10)
    away = shared.parent.with_name("away")
    shared.parent.rename(away)
    assert project.close() is not None
    away.rename(shared.parent)
    again = Project(shared)
    assert again.document.result(10).lines[0].text == "Far from home."
    assert again.close() is None
    assert _says(shared) == "Far from home."


def test_whoever_wants_to_works_in_place(shared: Path) -> None:
    """It is a setting of the project."""
    project = Project(shared)
    project.set_setting("works-in-place", True).result(10)
    assert project.close() is None
    project = Project(shared)
    assert project.notes == ()
    project.save(_edit(SCENE, "In place.")).result(10)
    assert _says(shared) == "In place."
    assert project.close() is None


def test_a_new_project_in_a_shared_folder_is_one_too(shared: Path) -> None:
    new = shared.with_name("new.dialogue")
    project = new_project(SCENE, new)
    assert project.path == new
    assert project.close() is None
    assert _says(new) == SCENE.lines[0].text


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox (Firma)/Hörspiel", "Dropbox"),
        ("OneDrive - Studio/a/b", "OneDrive"),
        ("Google Drive", "Google Drive"),
        ("Projects/Drop", None),
    ],
)
def test_services_are_known_by_their_folders(
    tmp_path: Path, folder: str, service: str | None
) -> None:
    (tmp_path / folder).mkdir(parents=True)
    assert shared_by(tmp_path / folder / "a.dialogue") == service


def test_folders_far_away_and_marked_ones_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By what the system says of them, and by what a service leaves in them."""
    far = tmp_path / "far away"
    far.mkdir()
    mounts = tmp_path / "mounts"
    escaped = os.fspath(far).replace(" ", "\\040")
    mounts.write_text(f"overlay / overlay rw 0 0\nserver:/x {escaped} nfs4 rw 0 0\n")
    monkeypatch.setattr(shared_folders, "_MOUNTS", mounts)
    assert "network" in str(shared_by(far / "a.dialogue"))
    assert shared_by(tmp_path / "a.dialogue") is None
    (tmp_path / ".stfolder").mkdir()
    assert shared_by(tmp_path / "a.dialogue") == "Syncthing"
