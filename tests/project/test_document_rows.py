from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.document.edits import lines, script
from studio.document.values import Document, LineId
from studio.project.creating import write_new_file
from studio.project.document_codec import Loss
from studio.project.document_rows import Stored, read_document, read_places, write_document
from studio.project.store import Database, StorageError, open_to_write
from tests.document.made import documents, scene, with_line
from tests.document.random_edits import random_edit
from tests.project.made import SCENE

_NOTE = """INSERT INTO parts VALUES
    ('listening note', 'n', 0, '{"line": "gone", "kind": "flat"}')"""
_SOUND = """INSERT INTO parts VALUES ('sound', 'c', 0,
    '{"lane": "gone", "start": 5, "source": {"name": "", "sha256": "", "size_bytes": 5}}')"""


@contextmanager
def _database(document: Document) -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.dialogue")
        write_new_file(path, document)
        database = open_to_write(path)
        try:
            yield database
        finally:
            database.close()


def _read(database: Database) -> Document:
    losses: list[Loss] = []
    document, in_file = read_document(database, losses)
    assert not losses
    assert document == in_file
    return document


@given(documents())
def test_any_document_survives_the_store(document: Document) -> None:
    """Written as a whole and read again, it is equal in every field."""
    with _database(document) as database:
        assert _read(database) == document


@given(documents(), st.randoms(use_true_random=False), st.integers(1, 15))
def test_any_edits_survive_the_store_one_by_one(
    document: Document, random: Random, count: int
) -> None:
    """Each saved as the few rows it changed; the file then says what the last Document says."""
    with _database(document) as database:
        stored = read_places(database, _read(database))
        for _ in range(count):
            document = random_edit(document, random)
            with database.transaction():
                stored = write_document(database, document, stored)
        assert _read(database) == document
        assert dict(database.rows("SELECT id, place FROM items")) == dict(stored.places)
        assert not database.rows("PRAGMA foreign_key_check")


def test_an_edit_of_one_line_writes_one_row() -> None:
    """Whatever the length of the script."""
    document = scene(*(("A", f"Line {n}.") for n in range(2000)))
    with _database(document) as database:
        stored = read_places(database, _read(database))
        before = database.row("SELECT total_changes()")[0]
        edited = lines.set_text(document, LineId("1000"), "New.")
        edited = script.move(edited, ["5"], "1500")
        edited = script.duplicate(edited, ["7"])
        with database.transaction():
            write_document(database, edited, stored)
        assert database.row("SELECT total_changes()")[0] - before == 3
        assert _read(database) == edited


def test_a_failed_commit_leaves_what_was_there() -> None:
    """All of an edit or nothing of it."""
    with _database(SCENE) as database:
        stored = read_places(database, _read(database))
        edited = script.delete(SCENE, ["1"])
        with suppress(ZeroDivisionError), database.transaction():
            write_document(database, edited, stored)
            raise ZeroDivisionError
        assert _read(database) == SCENE
        with database.transaction():
            write_document(database, edited, stored)
        assert _read(database) == edited


def test_half_a_character_gets_a_mark_in_its_place() -> None:
    """No file can hold half of a surrogate pair; the rest of the text is kept."""
    document = with_line(SCENE, "1", text="a\ud800b", notes="\udfff", direction="ok\x00")
    document = replace(document, title="t\ud83d")
    with _database(document) as database:
        read = _read(database)
    assert (read.lines[0].text, read.lines[0].notes, read.title) == (
        "a\ufffdb",
        "\ufffd",
        "t\ufffd",
    )
    assert read.lines[0].direction == "ok\x00"


@pytest.mark.parametrize(
    ("statement", "lost"),
    [
        ("UPDATE items SET rest = '{' WHERE id = '2'", "everything"),
        ("UPDATE items SET rest = '[1]' WHERE id = '2'", "everything"),
        ('UPDATE items SET rest = \'{"retake": -1, "notes": "kept"}\' WHERE id = \'2\'', "retake"),
        ('UPDATE items SET rest = \'{"cue": {"type": "never"}}\' WHERE id = \'2\'', "cue"),
        ("UPDATE items SET rest = '{\"silence_after\": 1e300}' WHERE id = '2'", "silence_after"),
        (f"UPDATE items SET rest = '{'[' * 5000}' WHERE id = '2'", "everything"),
        ("UPDATE items SET text = hex(zeroblob(30000)) WHERE id = '2'", "text"),
    ],
)
def test_a_line_that_makes_no_sense_loses_only_that(statement: str, lost: str) -> None:
    """Its words and Speaker stay, and what was lost is told."""
    with _database(SCENE) as database:
        database.run(statement)
        losses: list[Loss] = []
        document, _ = read_document(database, losses)
        assert losses == [Loss("line", "2", lost)]
        assert [line.id for line in document.lines] == ["1", "2", "3", "4"]
        assert document.lines[1].speaker == "JON"


@pytest.mark.parametrize(
    ("statement", "lost"),
    [
        ("UPDATE items SET kind = 'poem' WHERE id = '2'", Loss("poem", "2")),
        ("UPDATE items SET speaker = NULL WHERE id = '2'", Loss("line", "2")),
        ("INSERT INTO parts VALUES ('marker', 'm', 0, '{}')", Loss("marker", "m")),
        ("INSERT INTO parts VALUES ('spell', 'm', 0, '{}')", Loss("spell", "m")),
        (
            "UPDATE settings SET value = 'x' WHERE name = 'document.title'",
            Loss("project", "document.title", "everything"),
        ),
        (_NOTE, Loss("reference", "gone")),
        (_SOUND, Loss("sound", "c")),
    ],
)
def test_a_row_that_makes_no_sense_costs_only_itself(statement: str, lost: Loss) -> None:
    """All else is read."""
    with _database(SCENE) as database:
        database.run(statement)
        losses: list[Loss] = []
        document, _ = read_document(database, losses)
        assert losses == [lost]
        assert len(document.lines) >= 3


def test_lines_of_a_lost_speaker_keep_their_words() -> None:
    """Somebody unknown speaks them, and the next edit makes that somebody part of the file."""
    with _database(SCENE) as database:
        database.run("PRAGMA foreign_keys=OFF")
        database.run("DELETE FROM speakers WHERE id = 'JON'")
        database.run("PRAGMA foreign_keys=ON")
        losses: list[Loss] = []
        document, in_file = read_document(database, losses)
        assert losses == [Loss("speaker", "JON")]
        assert document.speaker(document.lines[1].speaker).name == "? JON"
        stored = read_places(database, in_file)
        edited = lines.set_text(document, LineId("2"), "New.")
        with database.transaction():
            write_document(database, edited, stored)
        assert _read(database) == edited


def test_text_that_is_no_text_is_read_with_marks_in_it() -> None:
    """Bytes that are not UTF-8 do not keep a project from opening."""
    with _database(SCENE) as database:
        database.run("UPDATE items SET text = CAST(x'41ff42' AS TEXT) WHERE id = '2'")
        assert _read(database).lines[1].text == "A\ufffdB"


def test_a_write_outside_of_what_the_tables_allow_is_an_error_of_ours() -> None:
    """The errors of the library do not come through the door."""
    with _database(SCENE) as database, pytest.raises(StorageError):
        database.run("INSERT INTO items VALUES (1)")


def test_stored_knows_where_each_item_lies() -> None:
    """A new file numbers its items with room between them."""
    with _database(SCENE) as database:
        stored = read_places(database, _read(database))
    assert isinstance(stored, Stored)
    places = [stored.places[line.id] for line in SCENE.lines]
    assert places == sorted(places)
    assert min(b - a for a, b in pairwise(places)) > 1_000_000
