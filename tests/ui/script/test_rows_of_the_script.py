"""What the rows of the script say, without and with Qt."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from studio.document.cues import BY_RULE, After, At, Over, With
from studio.takes.line_state import LineState
from studio.timeline.values import Timeline
from tests.ui.pieces import (
    COMMENT,
    FIRST,
    HEADING,
    SCENE,
    SECOND,
    SECOND_LINE,
    THIRD,
    WITH_HEADING,
    SetStudio,
    clip,
    with_lines,
)
from ui import messages
from ui.script.cue_words import cue_words
from ui.script.row_model import Column, RowModel
from ui.script.rows import Rows, SilentRow


def test_a_row_says_who_speaks_what() -> None:
    """Number, Speaker, initials and state belong to the Line of the row."""
    rows = Rows(SetStudio(states={SECOND_LINE: LineState.COMING}))
    row = rows[1]
    assert (row.number, row.speaker.name, row.initials) == (2, "BEN", "BE")
    assert row.line is SCENE.lines[1]
    assert row.state is LineState.COMING
    assert not row.is_heard


def test_rows_follow_the_document_and_the_timeline() -> None:
    """Another Document is noticed when it is shown, another Timeline as soon as that is told."""
    studio = SetStudio()
    rows = Rows(studio)
    assert rows[0].clip is not None
    studio.timeline = Timeline()
    rows.forget()
    assert rows[0].clip is None
    rows.show(with_lines(*SCENE.lines[1:]))
    assert len(rows) == 2
    assert rows[0].line.id == SECOND_LINE
    assert rows.find(FIRST) is None


def test_silent_rows_are_not_counted() -> None:
    """Headings and asides are rows without a number; Lines count on past them."""
    rows = Rows(SetStudio(document=WITH_HEADING))
    shown = [
        row.item.text if isinstance(row, SilentRow) else row.number
        for row in map(rows.__getitem__, range(5))
    ]
    assert shown == ["The cellar", 1, "Rain, all through.", 2, 3]
    assert (rows.place(FIRST), rows.place(THIRD)) == (1, 4)
    assert [name for _, name in rows.cues()] == ["ANNA"]


def test_keys_on_a_heading_mean_what_follows() -> None:
    """The Line of a silent row is the first one after it; after the last Line there is none."""
    rows = Rows(SetStudio(document=with_lines(HEADING, SCENE.lines[0], COMMENT)))
    assert [rows.line_from(place) for place in range(3)] == [FIRST, FIRST, None]


def test_cues_are_said_in_words() -> None:
    """Each kind of Cue names its time and the Speaker it leans on."""
    said = {
        cue: messages.text(words.words)
        for cue in (After(SECOND), Over(SECOND // 5), With(), At(90 * SECOND))
        if (words := cue_words(cue, "ANNA"))
    }
    assert said == {
        After(SECOND): "Waits 1.0 s",
        Over(SECOND // 5): "Talks over the last 0.2 s of ANNA",
        With(): "Starts together with ANNA",
        At(90 * SECOND): "Starts at 1:30.0",
    }
    assert cue_words(BY_RULE, "ANNA") is None


def test_the_model_keeps_the_rules_of_qt(qapp: QApplication) -> None:
    """Qt's own examiner of models finds nothing to complain of, whatever is asked and changed."""
    owner, studio = QObject(), SetStudio()
    model = RowModel(studio, owner)
    examiner = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    model.set_heard(frozenset({FIRST, SECOND_LINE}))
    studio.document = with_lines()
    model.document_changed()
    assert model.rowCount() == 0
    studio.document = SCENE
    model.document_changed()
    model.takes_changed()
    assert model.rowCount() == 3
    del examiner


def test_a_row_can_be_heard_by_a_screen_reader(qapp: QApplication) -> None:
    """The sentence of a row stands alone: number, name, words, state, length and Cue."""
    owner = QObject()
    model = RowModel(SetStudio(), owner)
    sentence = model.index(1, Column.TEXT).data(Qt.ItemDataRole.AccessibleTextRole)
    assert sentence == (
        "Line 2, BEN, It was on yesterday. Draft voice, 2.0 s, Cuts in 0.5 s before ANNA ends."
    )


def test_silent_rows_say_what_they_are(qapp: QApplication) -> None:
    """A screen reader hears that a row is a heading or a comment; no state stands beside it."""
    owner = QObject()
    model = RowModel(SetStudio(document=WITH_HEADING), owner)
    said = [
        model.index(row, Column.TEXT).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 2)
    ]
    assert said == ["Heading: The cellar", "Comment: Rain, all through."]
    assert {model.index(0, column).data() for column in Column} == {"", "The cellar"}
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.set_heard(frozenset({SECOND_LINE}))
    assert changed == [3]


def test_only_rows_that_differ_are_painted_anew(qapp: QApplication) -> None:
    """When another Line is heard, exactly the rows that were and are marked change."""
    owner = QObject()
    model = RowModel(SetStudio(), owner)
    model.set_heard(frozenset({FIRST}))
    changed: list[int] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    model.set_heard(frozenset({THIRD}))
    assert sorted(changed) == [(0, 0), (2, 2)]


def test_a_guessed_length_looks_guessed(qapp: QApplication) -> None:
    """The length of a Line without a Take carries a tilde."""
    owner = QObject()
    studio = SetStudio(timeline=Timeline((clip(FIRST, 0, SECOND, take=None),)))
    model = RowModel(studio, owner)
    assert model.index(0, Column.LENGTH).data() == "~1.0 s"
    assert model.index(1, Column.LENGTH).data() == ""
