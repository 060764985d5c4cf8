from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studio.commands import main
from studio.folders import HOME_VARIABLE
from studio.project.creating import write_new_file
from studio.project.project import Project
from tests.document.made import scene
from tests.project.made import PAGE, SCENE, flip_bit_of_take, keys_of, project_with_takes


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return project_with_takes(tmp_path / "a.dialogue")


def test_a_whole_project_has_nothing_to_report(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 0, and the counts."""
    assert main(["check", str(project)]) == 0
    assert "4 lines, 4 takes, all is well." in capsys.readouterr().out
    assert main(["check", str(project), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["lines"], found["takes"], found["is_whole"]) == (4, 4, True)


def test_each_damaged_take_is_named_by_its_line(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 1; the file is not touched by looking."""
    flip_bit_of_take(project, keys_of(SCENE)[1])
    before = project.read_bytes()
    assert main(["check", str(project)]) == 1
    printed = capsys.readouterr().out
    assert "Line 2 (JON): the take" in printed
    assert "1 of 4 takes are damaged: line 2." in printed
    assert main(["check", str(project), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(row["line"], row["speaker"]) for row in found["damaged_takes"]] == [(2, "JON")]
    assert project.read_bytes() == before


def test_a_project_of_a_newer_version_is_said_to_be_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 1: this version cannot tell whether all is well, and only reads it."""
    with closing(sqlite3.connect(project)) as connection:
        connection.execute("PRAGMA user_version=254")
    assert main(["check", str(project)]) == 1
    printed = capsys.readouterr().out
    assert "was made by a newer Dialogue Studio. It is open to read" in printed
    assert "all is well" not in printed
    assert main(["check", str(project), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["is_made_by_newer"]
    assert "newer Dialogue Studio" in found["messages"][0]


@pytest.mark.parametrize("content", [b"", b"NAME: text\n", b"SQLite format 3\0" + bytes(5000)])
def test_what_is_no_project_cannot_be_checked(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2 and one sentence, also for what is not there."""
    path = tmp_path / "b.dialogue"
    path.write_bytes(content)
    assert main(["check", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["check", str(tmp_path / "gone.dialogue")]) == 2
    assert "could not be opened" in capsys.readouterr().err


def test_a_project_can_be_checked_while_it_is_open(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Looking needs no lock."""
    opened = Project(project)
    opened.findings.result(10)
    assert main(["check", str(project)]) == 0
    assert opened.close() is None


def test_info_says_what_is_in_a_project(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lines, Speakers, Takes and what they cost."""
    assert main(["info", str(project)]) == 0
    printed = capsys.readouterr().out
    assert "4, 14 words" in printed
    assert "MARA, 2 lines" in printed
    assert "nothing was paid for" in printed


def test_salvage_makes_a_new_project_of_a_broken_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Even without its first page; the broken file is only read, a file that is there is spared."""
    content = bytes(PAGE) + project.read_bytes()[PAGE:]
    project.write_bytes(content)
    assert main(["check", str(project)]) == 2
    new = project.with_name("new.dialogue")
    assert main(["salvage", str(project), str(new)]) == 1
    assert "4 lines, 4 takes; 0 takes lost." in capsys.readouterr().out
    assert project.read_bytes() == content
    assert main(["check", str(new)]) == 0
    assert main(["salvage", str(project), str(new)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_salvage_of_a_file_cut_short_says_that_lines_may_be_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 1 and a sentence, although no single thing that is gone can be named."""
    path = tmp_path / "long.dialogue"
    write_new_file(path, scene(*(("N", f"Line {n}. " + "Word. " * 60) for n in range(70))))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 95 // 100])
    assert main(["salvage", str(path), str(tmp_path / "new.dialogue")]) == 1
    printed = capsys.readouterr().out
    assert "Parts of the script could not be read" in printed
    assert "70 lines" not in printed


def test_salvage_of_a_whole_project_loses_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 0: all of it."""
    new = project.with_name("new.dialogue")
    assert main(["salvage", str(project), str(new)]) == 0
    opened = Project(new)
    assert opened.document.result(10) == SCENE
    assert opened.takes.take_keys() == set(keys_of(SCENE))
    assert opened.close() is None
