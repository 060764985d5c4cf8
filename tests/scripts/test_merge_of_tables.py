"""A table that comes back from a translator or a studio, sorted, cut or with columns more."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

from scripts.reading_help import document_of, reviewed, said

from studio.document.script_items import CHAPTER, Heading, HeadingId
from studio.document.values import Document, LineStatus, Script
from studio.scripts.importing import review_script
from studio.scripts.intake import Intake, begin_intake
from studio.scripts.merge import Result
from studio.scripts.review import every_name
from studio.scripts.tables.writing import write_delimited

SCENE = """==== Part ====

=== One ===

(It rains.)

ANNA: Good morning.
BEN: It is not.
ANNA: Then good evening.

=== Two ===

BEN: That is better.
"""


def project() -> Document:
    document = document_of(reviewed(SCENE, "plain"))
    script = Script(
        replace(item, status=LineStatus.APPROVED) if hasattr(item, "cue") else item
        for item in document.script
    )
    return replace(document, script=script)


def came_back(
    current: Document, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]
) -> Intake:
    """The table written for `current`, as somebody changed it."""
    text = write_delimited(current).decode("utf-8-sig")
    rows = change(list(csv.DictReader(io.StringIO(text))))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return begin_intake("back.csv", out.getvalue().encode(), current, suggest=every_name)


def test_an_untouched_table_changes_nothing() -> None:
    """Headings of every level, directions, approvals: all as they are."""
    current = project()
    intake = came_back(current, lambda rows: rows)
    assert intake.updates == 0
    assert list(intake.document.script) == list(current.script)


def test_a_sorted_translation_with_a_column_more() -> None:
    """Rows sorted by speaker or by text move nothing; new words come in, the new column is kept and
    written again."""
    current = project()

    def translated(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        words = {"Good morning.": "Guten Morgen.", "It is not.": "Ist es nicht."}
        rows = [{**row, "Checked by": "Eva" if row["text"] else ""} for row in rows]
        for row in rows:
            row["text"] = words.get(row["text"], row["text"])
            del row["order"]
        return sorted(rows, key=lambda row: (row["speaker"], row["text"]))

    intake = came_back(current, translated)
    assert intake.comparison.count(Result.CHANGED) == 2
    assert intake.comparison.count(Result.MOVED) == 0
    document = intake.document
    assert [words for _, words in said(document)] == [
        "Guten Morgen.",
        "Ist es nicht.",
        "Then good evening.",
        "That is better.",
    ]
    assert [type(item) for item in document.script] == [type(item) for item in current.script]
    assert [line.status for line in document.lines][1:3] == [
        LineStatus.NEEDS_RETAKE,
        LineStatus.APPROVED,
    ]
    again = csv.DictReader(io.StringIO(write_delimited(document).decode("utf-8-sig")))
    assert [row["Checked by"] for row in again if row["text"]] == ["Eva"] * 4


def test_a_line_added_in_a_table_finds_its_place() -> None:
    """It comes behind the Line above it in the table; one that was cut out stays until ticked."""
    current = project()

    def edited(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        at = next(at for at, row in enumerate(rows) if row["text"] == "It is not.")
        fresh = {**dict.fromkeys(rows[0], ""), "speaker": "CARL", "text": "Who is right?"}
        return [*rows[: at + 1], fresh, *rows[at + 2 :]]

    intake = came_back(current, edited)
    assert [words for _, words in said(intake.document)] == [
        "Good morning.",
        "It is not.",
        "Who is right?",
        "Then good evening.",
        "That is better.",
    ]
    gone = [row.id for row in intake.comparison.rows if row.result is Result.GONE]
    cut = intake.ticking(gone, True).document
    assert "Then good evening." not in [words for _, words in said(cut)]
    assert next(h for h in cut.headings) == Heading(
        HeadingId(current.headings[0].id), "Part", CHAPTER
    )


def test_edits_on_both_sides_are_kept() -> None:
    """What was moved and added in the project since stays; what was changed in the table comes in."""
    current = project()
    table = write_delimited(current)
    first, *others = current.lines
    rest = [item for item in current.script if item.id != first.id]
    fresh = replace(others[0], id="new", text="Added here.")  # type: ignore[arg-type]
    since = replace(current, script=Script([*rest, fresh, first]))
    changed = table.replace(b"That is better.", b"Much better.")
    intake = begin_intake("back.csv", changed, since, suggest=every_name)
    assert [words for _, words in said(intake.document)] == [
        "It is not.",
        "Then good evening.",
        "Much better.",
        "Added here.",
        "Good morning.",
    ]


def test_a_game_script_that_got_ids_is_written_with_them() -> None:
    """After a merge the project writes the newer source, and adds ids only where there are none."""
    from studio.scripts.games.yarn import write_yarn_ids

    old = "title: A\n---\nAnna: Hi.\nBen: Ho.\n===\n"
    current = document_of(reviewed(old, "yarn"))
    newer = "title: A\n---\n// more\nAnna: Hi. #line:a1\nBen: Ho!\nBen: New. #line:b2\n===\n"
    intake = begin_intake("a.yarn", newer.encode(), current, suggest=every_name)
    written = write_yarn_ids(intake.document)
    assert written.count("#line:") == 3
    assert written.replace(written.split("\n")[4], "Ben: Ho!") == newer
    assert review_script("a.yarn", written.encode()).speeches == 3
