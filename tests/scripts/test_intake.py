"""A script on its way in: every choice gives a new review at once, and nothing happens before."""

from __future__ import annotations

from dataclasses import replace

from scripts.reading_help import document_of, reviewed, said

from studio.document.values import Document, LineStatus, Script
from studio.scripts.intake import begin_intake
from studio.scripts.merge import Result, Takes
from studio.scripts.reading import ColumnMapping, ReadingOptions
from studio.scripts.word_changes import Change, word_changes

OLD = "NETTIE: One minute.\nBRAM: Two.\nNETTIE: Three.\nBRAM: Four.\nBRAM: Gone.\nBRAM: Six.\n"
NEW = (
    "NETTIE: One thirty minute.\nBRAM: Two.\n\nNETTEI: Three.\nBRAM: Four.\nNote: x\nBRAM: Six.\n"
    "NETTIE: Seven.\n"
)


def project() -> Document:
    return document_of(reviewed(OLD, "plain"))


def test_every_line_says_what_becomes_of_it() -> None:
    """Result, place in the file and in the project, and the fate of its Takes."""
    intake = begin_intake("x.txt", NEW.encode(), project())
    told = [(row.result, row.row, row.number, row.takes) for row in intake.comparison.rows]
    assert told == [
        (Result.CHANGED, 1, 1, Takes.NEEDED),
        (Result.SAME, 2, 2, Takes.KEPT),
        (Result.SAME, 5, 4, Takes.KEPT),
        (Result.SAME, 7, 6, Takes.KEPT),
        (Result.ADDED, 8, 0, Takes.NEW),
        (Result.GONE, 0, 3, Takes.SHELVED),
        (Result.GONE, 0, 5, Takes.SHELVED),
    ]
    assert intake.updates == 2


def test_a_name_decided_on_changes_the_rows_at_once() -> None:
    """A slip becomes who was meant, a name becomes nobody; the rest stays as it was decided."""
    before = begin_intake("x.txt", NEW.encode(), project())
    intake = before.naming("NETTEI", "NETTIE")
    assert [row.result for row in intake.comparison.rows][2] is Result.SAME
    assert before.comparison.count(Result.GONE) == 2
    nobody = intake.naming("BRAM", None)
    assert said(nobody.document)[-1] == ("NETTIE", "Seven.")
    assert nobody.becomes["NETTEI"] == "NETTIE"


def test_ticks_outlive_another_way_of_reading() -> None:
    """A row is the same when the file is read again, also one that is new."""
    intake = begin_intake("x.txt", NEW.encode(), project())
    added = [row.id for row in intake.comparison.rows if row.result is Result.ADDED]
    intake = intake.ticking(added, False)
    assert intake.updates == 1
    again = intake.read_as(ReadingOptions(format="plain", brackets_are_directions=False))
    assert again.updates == 1
    assert "Seven." not in [words for _, words in said(again.document)]


def test_reading_options_are_redone_at_once() -> None:
    """Brackets, marks, nameless rows and a narrator: each box gives another review of the same
    file."""
    intake = begin_intake("x.txt", b"ANNA: (low) Hi.\nBEN: ^0.4 Ho.\nand more\n")
    assert [line.direction for line in intake.document.lines] == ["low", ""]
    spoken = intake.read_as(ReadingOptions(brackets_are_directions=False, marks_are_cues=False))
    assert [words for _, words in said(spoken.document)] == ["(low) Hi.", "^0.4 Ho. and more"]
    silent = intake.read_as(ReadingOptions(nameless_goes_on=False))
    assert [words for _, words in said(silent.document)][-1] == "Ho."


def test_columns_are_chosen_by_header() -> None:
    """The review shows every column with what stands in it, and another choice is read at once."""
    intake = begin_intake("x.csv", b"Figur,Satz,Mood\nANNA,Hi.,warm\nBEN,Ho.,cold\n")
    columns = intake.review.reading.columns
    assert [column.header for column in columns] == ["Figur", "Satz", "Mood"]
    chosen = ColumnMapping({"Figur": "speaker", "Satz": "text", "Mood": "direction"})
    intake = intake.read_as(ReadingOptions(format="csv", mapping=chosen))
    assert said(intake.document) == [("ANNA", "Hi."), ("BEN", "Ho.")]
    assert intake.document.lines[0].direction == "warm"
    assert [column.examples for column in intake.review.reading.columns][2] == ("warm", "cold")


def test_a_new_document_is_as_the_file_has_it() -> None:
    """Without a project every Line is new, and title and Cast come from the file."""
    intake = begin_intake("x.txt", b"# Title\nANNA: Hi.\n(rain)\nBEN: Ho.\n")
    assert {row.result for row in intake.comparison.rows} == {Result.ADDED}
    assert intake.document.title == "Title"
    assert len(intake.document.script) == 3


def test_locked_lines_keep_their_words() -> None:
    """They are unsure, with the reason, and keep their Takes."""
    current = project()
    script = Script(replace(line, status=LineStatus.LOCKED) for line in current.lines)
    intake = begin_intake("x.txt", NEW.encode(), replace(current, script=script))
    row = intake.comparison.rows[0]
    assert (row.result, row.takes, row.is_ticked) == (Result.UNSURE, Takes.KEPT, False)
    assert "locked" in str(row.why)


def test_changed_words_are_told_apart() -> None:
    """Struck, new and unchanged words, in order; together they are either text."""
    runs = word_changes("every minute. Not --", "every thirty seconds. Not --")
    assert [(run.change, run.text) for run in runs] == [
        (Change.SAME, "every "),
        (Change.OLD, "minute"),
        (Change.NEW, "thirty seconds"),
        (Change.SAME, ". Not --"),
    ]
    for old, new in (
        ("", "x"),
        ("は い", "はいい"),
        ("a" * 9, "b" * 9),
        ("a b " * 3000, "a c " * 3000),
    ):
        found = word_changes(old, new)
        assert "".join(run.text for run in found if run.change is not Change.NEW) == old
        assert "".join(run.text for run in found if run.change is not Change.OLD) == new
