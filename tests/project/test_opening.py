"""Each way a file can be when it is opened."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.document.edits import lines
from studio.document.values import LineId
from studio.errors import StorageError
from studio.project import journal, opening, schema, upgrades
from studio.project.creating import write_new_file
from studio.project.inspection import inspect
from studio.project.journal import journal_of
from studio.project.lock import Lock, lock_file, try_lock
from studio.project.plain_document import Plain
from studio.project.project import Project, local_now
from studio.project.store import Damaged
from tests.project.made import (
    PAGE,
    SCENE,
    flip_bit_of_take,
    key,
    keys_of,
    project_with_takes,
    take,
)


def _run(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def _edited() -> object:
    return lines.set_text(SCENE, LineId("1"), "New.")


def test_the_first_page_is_there_before_anything_else(path: Path) -> None:
    """With the Cast, while the rest is still being read."""
    write_new_file(path, SCENE)
    project = Project(path)
    assert project.first_page.lines[:3] == SCENE.lines[:3]
    assert project.first_page.cast == SCENE.cast
    assert project.document.result(10) == SCENE
    assert project.close() is None


def test_a_second_opener_reads_and_is_told_who_writes(path: Path) -> None:
    """By name and since when; once the first one has closed, writing is free again."""
    write_new_file(path, SCENE)
    first = Project(path)
    second = Project(path)
    assert first.read_only_because is None
    assert second.owner is not None
    assert second.owner.process == os.getpid()
    assert f"since {second.owner.since[11:16]}" in str(second.read_only_because)
    assert second.document.result(10) == SCENE
    with pytest.raises(StorageError, match="open in another window"):
        second.save(SCENE).result(10)
    assert second.close() is None
    assert first.close() is None
    third = Project(path)
    assert third.read_only_because is None
    assert third.close() is None
    assert not lock_file(path).exists()


def test_a_second_opener_may_edit_a_copy(path: Path) -> None:
    """The copy is theirs to write to, with what they see."""
    write_new_file(path, SCENE)
    first, second = Project(path), Project(path)
    copy = path.with_name("copy.dialogue")
    second.findings.result(10)
    second.save_as(copy, second.document.result(10)).result(10)
    assert second.read_only_because is None
    second.save(SCENE).result(10)
    assert second.close() is None
    assert first.close() is None


def test_a_reader_sees_what_the_writer_has_saved(path: Path) -> None:
    """Readers and the writer do not stand in each other's way."""
    write_new_file(path, SCENE)
    writer = Project(path)
    writer.save(lines.set_text(SCENE, LineId("1"), "New.")).result(10)
    reader = Project(path)
    assert reader.document.result(10).lines[0].text == "New."
    writer.save(lines.set_text(SCENE, LineId("1"), "Newer.")).result(10)
    assert reader.close() is None
    assert writer.close() is None


_HOLD = """
import sys
from pathlib import Path
from studio.project.project import Project
project = Project(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_the_lock_goes_with_the_program_that_holds_it(path: Path) -> None:
    """However that ends: a killed one leaves a file that locks nobody out."""
    write_new_file(path, SCENE)
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            _HOLD,
            str(path),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        reader = Project(path)
        assert reader.owner is not None
        assert reader.owner.process == holder.pid
        assert reader.close() is None
    finally:
        holder.kill()
        holder.communicate()
    assert lock_file(path).exists()
    project = Project(path)
    assert project.read_only_because is None
    assert project.close() is None


def test_a_lock_taken_away_under_ones_hands_is_none(path: Path) -> None:
    """Whoever lets it go takes away no file but their own."""
    first = try_lock(path, local_now())
    assert isinstance(first, Lock)
    lock_file(path).unlink()
    second = try_lock(path, local_now())
    assert isinstance(second, Lock)
    first.release()
    assert not isinstance(try_lock(path, local_now()), Lock)
    second.release()
    assert not lock_file(path).exists()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_file_or_folder_that_is_read_only_opens_to_read(
    path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says so; it can be saved elsewhere."""
    write_new_file(path, SCENE)
    if what == "file":
        monkeypatch.setattr(os, "access", lambda *_: False)
    else:
        monkeypatch.setattr(opening, "try_lock", _refused)
    project = Project(path)
    monkeypatch.undo()
    assert "cannot be written to" in str(project.read_only_because)
    assert project.document.result(10) == SCENE
    elsewhere = path.with_name("elsewhere.dialogue")
    project.save_copy(elsewhere, lines.set_text(SCENE, LineId("1"), "x")).result(10)
    assert project.close() is None
    assert inspect(elsewhere).document.lines[0].text == "x"


def _refused(*_: object) -> Lock:
    raise PermissionError(errno.EROFS, os.strerror(errno.EROFS))


def test_a_file_of_a_newer_version_opens_to_read(path: Path) -> None:
    """It says so and is not touched."""
    write_new_file(path, SCENE)
    _run(path, "CREATE TABLE moods (id TEXT PRIMARY KEY) STRICT", "PRAGMA user_version=254")
    before = path.read_bytes()
    project = Project(path)
    assert "newer Dialogue Studio" in str(project.read_only_because)
    assert project.document.result(10) == SCENE
    project.findings.result(10)
    assert project.close() is None
    assert path.read_bytes() == before


def test_an_older_file_is_carried_over_after_a_backup(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Step by step, dict in, dict out; the backup and the named versions are as they were."""
    write_new_file(path, SCENE)
    project = Project(path)
    version = project.save_version("old", SCENE).result(10)
    assert project.close() is None

    def louder(plain: Plain) -> Plain:
        items = [{**item, "text": item["text"].upper()} for item in plain["items"]]
        return {**plain, "items": items}

    def titled(plain: Plain) -> Plain:
        settings = {**plain["settings"], "document.title": {"text": "Carried over"}}
        return {**plain, "settings": settings}

    monkeypatch.setattr(schema, "SCHEMA_VERSION", 3)
    monkeypatch.setattr(upgrades, "UPGRADES", {1: louder, 2: titled})
    project = Project(path)
    project.findings.result(10)
    backup = project.backups().result(10)[-1].path
    old = project.version(version.id).result(10)
    assert (old.title, old.lines[0].text) == ("Carried over", "WHERE WERE YOU?")
    assert project.close() is None
    project = Project(path)
    document = project.document.result(10)
    assert (document.title, document.lines[0].text) == ("Carried over", "WHERE WERE YOU?")
    assert document.cast == SCENE.cast
    assert project.close() is None
    monkeypatch.undo()
    os.environ["DIALOGUE_STUDIO_HOME"] = str(path.parent / "home")
    try:
        project = Project(backup, to_write=False)
        assert project.document.result(10) == SCENE
        assert project.close() is None
    finally:
        del os.environ["DIALOGUE_STUDIO_HOME"]


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON items BEGIN DELETE FROM items; END", "trigger 't'"),
        ("CREATE VIEW v AS SELECT * FROM items", "view 'v'"),
        ("CREATE VIRTUAL TABLE f USING fts5(x)", "table 'f'"),
        ("CREATE TABLE extra (x)", "table 'extra'"),
        ("CREATE INDEX i ON items (abs(place))", "index 'i'"),
        ("ALTER TABLE items ADD COLUMN more TEXT", "table 'items'"),
        ("DROP TABLE ledger", "table 'ledger'"),
    ],
)
def test_what_no_project_has_is_refused(path: Path, statement: str, named: str) -> None:
    """A file from a stranger carries no statements and no code."""
    write_new_file(path, SCENE)
    _run(path, statement)
    with pytest.raises(StorageError, match=named):
        Project(path)
    assert not lock_file(path).exists()


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"NAME: words\n" * 50),
        lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(9000)),
        lambda path: _run(path, "CREATE TABLE other (x)"),
        lambda path: (write_new_file(path, SCENE), _run(path, "PRAGMA application_id=5")),
        lambda path: (write_new_file(path, SCENE), _run(path, "PRAGMA user_version=0")),
    ],
)
def test_what_is_no_project_is_not_opened(path: Path, make: Callable[[Path], object]) -> None:
    """In one sentence, and without a trace."""
    make(path)
    before = path.read_bytes()
    with pytest.raises(StorageError, match="is not a project"):
        Project(path)
    assert path.read_bytes() == before
    assert [it for it in path.parent.iterdir() if it != path] == []


def test_a_damaged_take_is_a_named_gap(path: Path) -> None:
    """The rest opens to be written to, and a new Take of the same Recipe heals it."""
    project_with_takes(path)
    broken = keys_of(SCENE)[2]
    flip_bit_of_take(path, broken)
    project = Project(path)
    findings = project.findings.result(10)
    assert findings.damaged_takes == (broken,)
    assert findings.takes == 4
    assert project.takes.take(broken) is None
    assert project.takes.take(keys_of(SCENE)[1]) is not None
    assert project.read_only_because is None
    project.takes.keep_take(take(broken)).result(10)
    assert project.takes.take(broken) is not None
    assert project.close() is None
    project = Project(path)
    assert not project.findings.result(10)
    assert project.close() is None


def test_a_take_whose_samples_are_missing_is_a_gap(path: Path) -> None:
    """A row that others refer to may be gone; the project opens all the same."""
    project_with_takes(path)
    gone = keys_of(SCENE)[0]
    _run(path, f"DELETE FROM take_samples WHERE key = '{gone}'")
    project = Project(path)
    assert project.findings.result(10).damaged_takes == (gone,)
    assert project.read_only_because is None
    assert project.close() is None


def test_a_file_damaged_inside_opens_to_read(path: Path) -> None:
    """Writing could make it worse; the sentence says what to do."""
    project_with_takes(path)
    content = bytearray(path.read_bytes())
    with sqlite3.connect(path) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'items_by_place'"
        ).fetchone()
    connection.close()
    content[(page - 1) * PAGE + 5 : (page - 1) * PAGE + 900] = b"\xff" * 895
    path.write_bytes(content)
    project = Project(path, to_write=True) if _opens(path) else None
    if project is not None:
        findings = project.findings.result(10)
        assert findings.problems
        assert "Salvage it" in str(project.read_only_because)
        project.close()
    assert path.read_bytes() == content


def _opens(path: Path) -> bool:
    try:
        project = Project(path)
    except Damaged:
        return False
    project.close()
    return True


def test_a_large_file_opens_before_its_takes_were_looked_at(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can be written to meanwhile; a damaged Take is noticed when it is asked for, too."""
    from studio.project import checks, project_file

    monkeypatch.setattr(checks, "BACKGROUND_BYTES", 1000)
    monkeypatch.setattr(project_file, "BACKGROUND_BYTES", 1000)
    project_with_takes(path)
    broken = keys_of(SCENE)[3]
    flip_bit_of_take(path, broken)
    project = Project(path)
    project.save(lines.set_text(SCENE, LineId("1"), "Soon.")).result(10)
    assert project.takes.take(broken) is None
    assert project.findings.result(10).damaged_takes == (broken,)
    assert project.close() is None


def _crash_while_writing(path: Path) -> None:
    """Leave the file as a program does that is killed in the middle of a commit."""
    program = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size=1")
connection.execute("BEGIN IMMEDIATE")
(version,) = connection.execute("PRAGMA user_version").fetchone()
connection.execute(f"PRAGMA user_version={version}")
connection.execute("UPDATE items SET text = 'never finished'")
for number in range(200):
    connection.execute("INSERT INTO parts VALUES ('marker', ?, 0, ?)", (str(number), "x" * 3000))
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, timeout=30)
    assert journal.has_journal(path)


def test_what_a_crash_left_half_written_is_rolled_back(path: Path) -> None:
    """The project is as it was last saved, with nothing to be asked."""
    write_new_file(path, SCENE)
    _crash_while_writing(path)
    project = Project(path)
    assert project.document.result(10) == SCENE
    assert not project.findings.result(10)
    assert project.notes == ()
    assert project.close() is None
    assert not journal_of(path).exists()


def test_a_reader_sees_the_rolled_back_state_and_touches_nothing(path: Path) -> None:
    """Also when only reading was asked for."""
    write_new_file(path, SCENE)
    _crash_while_writing(path)
    before = path.read_bytes(), journal_of(path).read_bytes()
    project = Project(path, to_write=False)
    assert project.document.result(10) == SCENE
    assert project.close() is None
    assert (path.read_bytes(), journal_of(path).read_bytes()) == before


def test_a_journal_of_another_file_is_put_aside(path: Path) -> None:
    """Rolling it back would break the project; it is kept, and said."""
    other = path.with_name("other.dialogue")
    project_with_takes(other, samples_count=400)
    _run(other, *("UPDATE items SET text = text || 'x'" for _ in range(7)))
    _crash_while_writing(other)
    write_new_file(path, SCENE)
    shutil.copyfile(journal_of(other), journal_of(path))
    foreign = journal_of(path).read_bytes()
    before = path.read_bytes()
    project = Project(path)
    assert project.document.result(10) == SCENE
    assert not project.findings.result(10)
    assert "put aside" in str(project.notes[0])
    assert project.close() is None
    assert path.read_bytes() == before
    (aside,) = path.parent.glob("*put-aside*")
    assert aside.read_bytes() == foreign


def test_a_file_that_no_rollback_mends_is_read_as_it_stands(path: Path) -> None:
    """It says so; neither it nor its journal is written to, and it can be salvaged."""
    project_with_takes(path)
    _crash_while_writing(path)
    content = bytearray(path.read_bytes())
    content[-3 * PAGE :] = os.urandom(3 * PAGE)
    content[8 * PAGE : 9 * PAGE] = os.urandom(PAGE)
    path.write_bytes(content)
    spoiled = journal_of(path).read_bytes()[:512] + os.urandom(9000)
    journal_of(path).write_bytes(spoiled)
    project = Project(path)
    assert "Salvage it" in str(project.read_only_because)
    assert project.findings.result(10).problems
    assert project.close() is None
    assert (path.read_bytes(), journal_of(path).read_bytes()) == (content, spoiled)


def test_opening_cleans_nothing_up(path: Path) -> None:
    """Takes no line refers to stay until somebody frees them."""
    project_with_takes(path)
    project = Project(path)
    project.takes.keep_take(take(key(9))).result(10)
    assert project.close() is None
    for _ in range(2):
        project = Project(path)
        project.findings.result(10)
        assert key(9) in project.takes.take_keys()
        assert project.close() is None
    project = Project(path)
    project.findings.result(10)
    project.takes.remove_takes([key(9)]).result(10)
    assert key(9) not in project.takes.take_keys()
    assert project.close() is None


def test_no_server_address_and_no_key_is_in_a_project(path: Path) -> None:
    """Only the name of who spoke."""
    project_with_takes(path)
    content = path.read_bytes()
    assert b"://" not in content
    assert b"api_key" not in content
    assert time.monotonic() > 0
