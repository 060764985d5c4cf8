"""The script's area: rows that fit their words, the heard row in view, words that stay words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from studio.document.values import Line, LineId
from tests.ui.pieces import ANNA, HEADING, SCENE, THIRD, WITH_HEADING, SetStudio, with_lines
from ui import messages
from ui.look import Look
from ui.script import cue_tag, row_text, size
from ui.script.panel import ScriptPanel
from ui.script.row_model import Column
from ui.theme import THEME_NAMES, load_theme

LONG = "Every ship from here to Skerrin thinks this is a nightclub. " * 6


@pytest.fixture
def studio() -> SetStudio:
    return SetStudio()


@pytest.fixture
def panel(qapp: QApplication, studio: SetStudio) -> Iterator[ScriptPanel]:
    window = QWidget()
    made = ScriptPanel(studio, Look(qapp, "dark"), window)
    made.document_changed()
    made.resize(1100, 400)
    window.resize(1100, 400)
    window.show()
    yield made
    window.close()
    window.deleteLater()


def _table(panel: ScriptPanel) -> QTableView:
    return panel.findChild(QTableView)


def _many_lines(count: int) -> tuple[Line, ...]:
    return tuple(Line(LineId(str(number)), ANNA, f"Line {number}.") for number in range(count))


def test_a_row_is_as_high_as_its_words(panel: ScriptPanel, studio: SetStudio) -> None:
    """Short Lines share one height, a long one gets a line of 20 pixels for each line of words."""
    studio.document = with_lines(SCENE.lines[0], Line(THIRD, ANNA, LONG))
    panel.document_changed()
    table = _table(panel)
    assert table.rowHeight(0) == 42
    assert table.rowHeight(1) > 60
    assert (table.rowHeight(1) - 9) % size.line_height() == 0


def test_a_narrower_window_makes_higher_rows(panel: ScriptPanel, studio: SetStudio) -> None:
    """Heights follow the width."""
    studio.document = with_lines(Line(THIRD, ANNA, LONG))
    panel.document_changed()
    before = _table(panel).rowHeight(0)
    panel.resize(700, 400)
    assert _table(panel).rowHeight(0) > before


def test_the_columns_fill_the_width(panel: ScriptPanel) -> None:
    """Nothing is cut off at the right, at any width."""
    for width in (1024, 1280, 1440, 2560):
        panel.resize(width, 400)
        table = _table(panel)
        columns = sum(table.columnWidth(column) for column in Column)
        assert columns == table.viewport().width()


def test_the_heard_row_stays_in_view(panel: ScriptPanel, studio: SetStudio) -> None:
    """While following, the heard row is brought to the middle; after a scroll it is left alone."""
    studio.document = with_lines(*_many_lines(200))
    panel.document_changed()
    table = _table(panel)
    panel.set_heard(frozenset({LineId("150")}))
    assert table.rowAt(table.viewport().height() // 2) in (149, 150, 151)
    table.verticalScrollBar().triggerAction(table.verticalScrollBar().SliderAction.SliderToMinimum)
    panel.set_heard(frozenset({LineId("151")}))
    assert table.rowAt(5) == 0
    panel.start_following()
    panel.set_heard(frozenset({LineId("152")}))
    assert table.rowAt(table.viewport().height() // 2) in (151, 152, 153)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_cues_are_written_out_where_there_is_room(
    panel: ScriptPanel, studio: SetStudio, language: str
) -> None:
    """In all but narrow windows, a Cue has the width its words need."""
    messages.use(language)
    panel.document_changed()
    needed = cue_tag.widest([(SCENE.lines[1].cue, "ANNA")])
    assert needed > 150
    for width in (1160, 1280, 1440, 2560):
        panel.resize(width, 400)
        assert _table(panel).columnWidth(Column.CUE) >= needed
    panel.resize(760, 400)
    assert _table(panel).columnWidth(Column.CUE) == 78


def test_without_cues_the_width_is_for_the_lines(panel: ScriptPanel, studio: SetStudio) -> None:
    """Where no Cue is written, the column keeps the width of its heading."""
    studio.document = with_lines(SCENE.lines[0], SCENE.lines[2])
    panel.document_changed()
    assert _table(panel).columnWidth(Column.CUE) == 78


@pytest.mark.parametrize("theme", THEME_NAMES)
def test_a_heading_is_words_and_nothing_else(qapp: QApplication, theme: str) -> None:
    """A heading has no chip, and its words are painted bold in the colour of text."""
    look, window = Look(qapp, theme), QWidget()
    panel = ScriptPanel(SetStudio(document=with_lines(HEADING, SCENE.lines[0])), look, window)
    panel.document_changed()
    panel.resize(1100, 300)
    panel.grab()  # now everything has its place
    table = _table(panel)
    table.selectRow(1)
    heading = table.visualRect(table.model().index(0, Column.TEXT))
    top = table.viewport().mapTo(panel, heading.topLeft()).y()
    row = panel.grab().toImage().copy(0, top, 1080, heading.height())
    assert look.theme.speaker(0).fill.rgb() not in _colours(row)
    assert look.theme.text.rgb() in _colours(row)
    window.deleteLater()


def test_silent_rows_are_low_and_not_selected_at_first(
    panel: ScriptPanel, studio: SetStudio
) -> None:
    """What is not spoken takes little room, and keys act on the first Line whatever is before it."""
    studio.document = WITH_HEADING
    panel.document_changed()
    assert _table(panel).currentIndex().row() == 1
    assert panel.current_line() == SCENE.lines[0].id
    assert [_table(panel).rowHeight(row) for row in range(3)] == [29, 42, 29]


def test_an_empty_script_says_what_to_do(panel: ScriptPanel, studio: SetStudio) -> None:
    """Without Lines the area says how to get some."""
    studio.document = with_lines()
    panel.document_changed()
    shown = [label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)]
    assert "Write the first line" in shown
    assert not _table(panel).isVisibleTo(panel)


def test_labels_show_words_literally(panel: ScriptPanel, studio: SetStudio) -> None:
    """A title that looks like markup is shown as it is written."""
    studio.document = replace(SCENE, title="<h1>The Lamp</h1>")
    panel.document_changed()
    labels = panel.findChildren(QLabel)
    shown = [*labels, *panel.findChildren(QToolButton)]
    assert "<h1>The Lamp</h1>" in [each.text() for each in shown]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_space_is_left_to_the_window(panel: ScriptPanel, qtbot: QtBot) -> None:
    """The space bar on a row is not used up by the table, so that it can play."""
    table = _table(panel)
    taken: list[int] = []
    panel.window().keyPressEvent = lambda event: taken.append(event.key())  # type: ignore[method-assign]
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert taken == [Qt.Key.Key_Space]


@pytest.mark.parametrize("theme", THEME_NAMES)
def test_rows_are_painted_in_the_theme(qapp: QApplication, theme: str) -> None:
    """The ground of a row, a Speaker's fill and the heard row's ground are those of the theme."""
    look = Look(qapp, theme)
    window = QWidget()
    panel = ScriptPanel(SetStudio(), look, window)
    panel.document_changed()
    panel.resize(1100, 300)
    panel.set_heard(frozenset({THIRD}))
    picture = panel.grab().toImage()
    colours = _colours(picture)
    for wanted in (look.theme.surface, look.theme.panel, look.theme.speaker(0).fill):
        assert wanted.rgb() in colours, wanted.name()
    window.deleteLater()


def _colours(picture: QImage) -> set[int]:
    return {
        QColor(picture.pixel(x, y)).rgb()
        for x in range(0, picture.width(), 2)
        for y in range(picture.height())
    }


def test_rows_that_come_into_view_fit_their_words(panel: ScriptPanel, studio: SetStudio) -> None:
    """Heights are guessed only where nobody looks: after a scroll, every row in view is exact."""
    words = "an unreasonably long-winded acknowledgement " * 9
    lines = [Line(LineId(str(n)), ANNA, words[: 60 + n % 300]) for n in range(500)]
    studio.document = with_lines(*lines)
    panel.document_changed()
    table = _table(panel)
    table.verticalScrollBar().setValue(9_000)
    width = table.columnWidth(3) - 16
    first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
    assert last - first > 2
    theme = load_theme("dark")
    for row in range(first, last + 1):
        assert table.rowHeight(row) == row_text.row_height(lines[row], width, theme), row


def test_scrolling_up_never_jumps(panel: ScriptPanel, studio: SetStudio) -> None:
    """Rows above turn out higher than they were guessed; what is read stays under the eye."""
    words = "iiiii mmmmmmmmm WWWWWWWWWW " * 30
    lines = [Line(LineId(str(n)), ANNA, words[: 40 + n * 37 % 500]) for n in range(500)]
    studio.document = with_lines(*lines)
    panel.document_changed()
    table, bar = _table(panel), _table(panel).verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for _ in range(60):
        row = table.rowAt(200)
        before = table.rowViewportPosition(row)
        bar.setValue(bar.value() - 30)
        assert table.rowViewportPosition(row) == before + 30


def test_many_lines_are_ready_at_once(panel: ScriptPanel, studio: SetStudio) -> None:
    """A hundred thousand rows have their heights within a moment, and the bar reaches all of them."""
    studio.document = with_lines(*_many_lines(100_000))
    begun = time.process_time()
    panel.document_changed()
    assert time.process_time() - begun < 3.0
    panel.select([LineId("99999")])
    assert _table(panel).rowAt(_table(panel).viewport().height() - 20) == 99_999
