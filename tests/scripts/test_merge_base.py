"""Who changed what since project and script last said the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scripts.reading_help import said

from studio.document.cues import CutIn
from studio.document.values import Document, LineStatus, Script
from studio.scripts.fountain.document_writing import write_fountain
from studio.scripts.intake import Intake, begin_intake
from studio.scripts.json_lines.writing import write_json_lines
from studio.scripts.merge import MergeRow, Result
from studio.scripts.tables.writing import write_delimited

SCRIPT = "ANNA: One by one.\nBEN: Two in a row.\nANNA: Three at once.\nBEN: Four or more.\n"


def project(text: str = SCRIPT) -> Document:
    return begin_intake("x.txt", text.encode()).document


def with_line(document: Document, number: int, **values: object) -> Document:
    line = replace(document.lines[number - 1], **values)  # type: ignore[arg-type]
    return replace(document, script=document.script.replaced({line.id: line}))


def coming(current: Document, text: str) -> Intake:
    return begin_intake("x.txt", text.encode(), current)


def told(intake: Intake) -> list[tuple[Result, bool, str]]:
    return [(row.result, row.is_ticked, str(row.why or "")) for row in intake.comparison.rows]


def row_of(intake: Intake, number: int) -> MergeRow:
    return next(row for row in intake.comparison.rows if row.number == number)


def test_what_was_changed_here_alone_stays() -> None:
    """The file comes back as it was; an edit made here since is not undone by it."""
    current = with_line(project(), 2, text="Two and a half in a row.", status=LineStatus.APPROVED)
    intake = coming(current, SCRIPT)
    row = row_of(intake, 2)
    assert (row.result, str(row.why)) == (Result.SAME, "changed here alone, so it stays")
    assert list(intake.document.lines) == list(current.lines)


def test_what_was_changed_there_alone_is_taken_over() -> None:
    current = with_line(project(), 2, text="Two and a half in a row.")
    intake = coming(current, SCRIPT.replace("Three", "Drei"))
    assert [words for _, words in said(intake.document)] == [
        "One by one.",
        "Two and a half in a row.",
        "Drei at once.",
        "Four or more.",
    ]


def test_what_was_changed_on_both_sides_is_for_a_person_to_decide() -> None:
    """Shown, with the reason, and unticked; ticked, the file's words count."""
    current = with_line(project(), 2, text="Two and a half in a row.")
    intake = coming(current, SCRIPT.replace("Two", "Zwei"))
    row = row_of(intake, 2)
    assert (row.result, row.is_ticked) == (Result.UNSURE, False)
    assert str(row.why) == "changed here and in the file"
    assert said(intake.document)[1] == ("BEN", "Two and a half in a row.")
    assert said(intake.ticking([row.id], True).document)[1] == ("BEN", "Zwei in a row.")


def test_the_same_change_on_both_sides_is_no_question() -> None:
    current = with_line(project(), 2, text="Zwei in a row.")
    assert {
        row.result for row in coming(current, SCRIPT.replace("Two", "Zwei")).comparison.rows
    } == {Result.SAME}


def test_words_changed_there_and_a_cue_here_go_together() -> None:
    """Field by field: each side keeps what it alone changed."""
    current = with_line(project(), 2, cue=CutIn(4_800))
    intake = coming(current, SCRIPT.replace("Two", "Zwei"))
    line = intake.document.lines[1]
    assert (line.text, line.cue) == ("Zwei in a row.", CutIn(4_800))
    assert row_of(intake, 2).result is Result.CHANGED


def test_a_line_removed_here_does_not_come_back_by_itself() -> None:
    current = project()
    shorter = replace(current, script=Script([*current.script[:2], *current.script[3:]]))
    intake = coming(shorter, SCRIPT)
    (row,) = [row for row in intake.comparison.rows if row.result is Result.ADDED]
    assert (row.is_ticked, str(row.why)) == (False, "removed here, unchanged in the file")
    assert len(intake.document.lines) == 3
    again = coming(intake.document, SCRIPT)
    assert "removed here, unchanged in the file" in [why for _, _, why in told(again)]


def test_a_line_written_here_is_not_gone_from_the_file() -> None:
    current = project()
    line = replace(current.lines[0], id="new", text="Zero.")
    longer = replace(current, script=Script([line, *current.script]))
    (gone,) = [row for row in coming(longer, SCRIPT).comparison.rows if row.result is Result.GONE]
    assert str(gone.why) == "written here, the file never had it"


def test_a_decision_is_not_asked_for_again() -> None:
    """Once left unticked, the same file asks nothing more."""
    current = with_line(project(), 2, text="Two and a half in a row.")
    text = SCRIPT.replace("Two", "Zwei")
    after = coming(current, text).document
    assert row_of(coming(after, text), 2).result is Result.SAME


def test_a_script_edited_by_two_people_in_turns() -> None:
    """Fountain goes out and comes back twice; what each changed last is there in the end."""
    current = project()
    first = begin_intake(
        "x.fountain", write_fountain(current).replace("One", "Eins").encode(), current
    )
    current = with_line(first.document, 4, text="Vier or more.")
    older = write_fountain(first.document).replace("Three", "Drei")
    second = begin_intake("x.fountain", older.encode(), current)
    assert [words for _, words in said(second.document)] == [
        "Eins by one.",
        "Two in a row.",
        "Drei at once.",
        "Vier or more.",
    ]


def test_a_table_brings_its_own_base() -> None:
    """Edited after the import, sent out as a table, edited here again: the table knows what it was
    sent with, so its own changes count and only what changed on both sides since is asked."""
    current = with_line(project(), 1, text="One more by one.")
    table = write_delimited(current).decode("utf-8-sig")
    current = with_line(current, 2, text="Two more in a row.")
    current = with_line(current, 3, text="Three more at once.")
    for old, new in (("One more", "Noch eins"), ("Three", "Drei")):
        table = table.replace(f"{old} ", f"{new} ")
    intake = begin_intake("x.csv", table.encode(), current)
    assert [row.result for row in intake.comparison.rows] == [
        Result.CHANGED,
        Result.SAME,
        Result.UNSURE,
        Result.SAME,
    ]
    assert [words for _, words in said(intake.document)] == [
        "Noch eins by one.",
        "Two more in a row.",
        "Three more at once.",
        "Four or more.",
    ]


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_the_base_is_never_written_into_a_script(format: str) -> None:
    current = project()
    write = write_json_lines if format == "jsonl" else lambda d: write_delimited(d).decode()
    assert "merge.base" not in write(current)


def test_a_speaker_of_rows_left_out_is_not_added() -> None:
    """Nobody joins the Cast for a Line that was not taken over; taken over, they do."""
    current = project()
    intake = coming(current, SCRIPT + "CARLA: Five.\n")
    (row,) = [row for row in intake.comparison.rows if row.result is Result.ADDED]
    left_out = intake.ticking([row.id], False).document
    assert [speaker.name for speaker in left_out.cast] == ["ANNA", "BEN"]
    assert [speaker.name for speaker in intake.document.cast] == ["ANNA", "BEN", "CARLA"]


def test_a_speaker_who_says_nothing_yet_comes_along_into_a_new_project() -> None:
    """JSON Lines describe a whole Cast; a new project has all of it."""
    rows = '{"type":"speaker","name":"ANNA"}\n{"type":"speaker","name":"BEN"}\n{"speaker":"ANNA","text":"Hi."}\n'
    document = begin_intake("x.jsonl", rows.encode()).document
    assert [speaker.name for speaker in document.cast] == ["ANNA", "BEN"]


def test_lines_without_a_base_are_as_the_file_has_them() -> None:
    """Of a project nobody imported nothing is known: the file is the later word."""
    current = replace(with_line(project(), 2, text="Two and in a row."), extras=())
    assert row_of(coming(current, SCRIPT.replace("Two", "Twos")), 2).result is Result.CHANGED
