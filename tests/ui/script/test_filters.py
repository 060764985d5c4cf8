"""Only some Lines of the script are shown, it is said how many, and all come back at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from studio.document.annotations import ListeningNote, NoteId, NoteKind
from studio.document.values import Line, LineId, LineStatus
from studio.takes.line_state import LineState
from tests.ui.pieces import (
    ANNA,
    BEN,
    FIRST,
    HEADING,
    SCENE,
    SECOND_LINE,
    THIRD,
    WITH_HEADING,
    SetStudio,
    with_lines,
)
from ui.look import Look
from ui.script.line_filter import ALL_LINES, Filter, Kind, passing
from ui.script.panel import ScriptPanel


@pytest.fixture
def studio() -> SetStudio:
    return SetStudio()


@pytest.fixture
def panel(qapp: QApplication, studio: SetStudio) -> Iterator[ScriptPanel]:
    window = QWidget()
    made = ScriptPanel(studio, Look(qapp, "dark"), window)
    studio.document_changed.connect(made.document_changed)
    made.document_changed()
    for each in (made, window):
        each.resize(1100, 400)
    window.show()
    yield made
    window.close()
    window.deleteLater()


def _shown(panel: ScriptPanel) -> list[str]:
    model = panel.findChild(QTableView).model()
    return [model.index(row, 3).data() for row in range(model.rowCount())]


def _bar(panel: ScriptPanel) -> str:
    words = [label for label in panel.findChildren(QLabel, "filter_words") if label.isVisible()]
    return words[0].text() if words else ""


@pytest.mark.parametrize(
    ("kind", "ids"),
    [
        (Kind.ALL, [FIRST, SECOND_LINE, THIRD]),
        (Kind.NEEDS_TAKE, [SECOND_LINE, THIRD]),
        (Kind.FAILED, [SECOND_LINE]),
        (Kind.DRAFTS, [FIRST, THIRD]),
        (Kind.NOT_APPROVED, [SECOND_LINE, THIRD]),
        (Kind.HAS_NOTES, [FIRST, THIRD]),
        (Kind.STALE, [THIRD]),
    ],
)
def test_each_filter_passes_its_lines(studio: SetStudio, kind: Kind, ids: list[LineId]) -> None:
    first, second, third = SCENE.lines
    studio.document = with_lines(
        replace(first, status=LineStatus.APPROVED, notes="Slower."),
        second,
        replace(third, status=LineStatus.NEEDS_RETAKE),
    )
    note = ListeningNote(NoteId("note"), THIRD, NoteKind.FLAT)
    studio.document = replace(studio.document, listening_notes=(note,))
    studio.states = {
        FIRST: LineState.DRAFT,
        SECOND_LINE: LineState.FAILED,
        THIRD: LineState.UNDERSTUDY,
    }
    assert [id for id in passing(Filter(kind), studio) if id] == ids


def test_the_lines_of_one_speaker(panel: ScriptPanel) -> None:
    """Numbers and words stay theirs; the bar says how many of them are shown."""
    panel.filter(Filter(Kind.SPEAKER, ANNA))
    assert _shown(panel) == [SCENE.lines[0].text, SCENE.lines[2].text]
    numbers = panel.findChild(QTableView).model()
    assert [numbers.index(row, 1).data() for row in range(2)] == ["1", "3"]
    assert _bar(panel) == "2 of 3 lines shown."


def test_show_all_shows_all(panel: ScriptPanel, qtbot: QtBot) -> None:
    panel.filter(Filter(Kind.SPEAKER, ANNA))
    next(b for b in panel.findChildren(QPushButton) if b.text() == "Show all").click()
    assert len(_shown(panel)) == 3
    assert _bar(panel) == ""


def test_the_menu_counts_lines_per_speaker(panel: ScriptPanel) -> None:
    button = next(
        b for b in panel.findChildren(QToolButton) if b.accessibleName() == "Lines shown: All lines"
    )
    button.menu().aboutToShow.emit()
    offered = [action.text() for action in button.menu().actions() if action.text()]
    assert offered[0] == "All lines"
    assert offered[-2:] == ["ANNA (2)", "BEN (1)"]
    button.menu().actions()[-1].trigger()
    assert _shown(panel) == [SCENE.lines[1].text]
    assert button.accessibleName() == "Lines shown: BEN"


def test_the_selection_is_kept_as_far_as_it_is_shown(panel: ScriptPanel) -> None:
    panel.select([THIRD])
    panel.filter(Filter(Kind.SPEAKER, ANNA))
    assert panel.selected_items() == (THIRD,)
    panel.filter(Filter(Kind.SPEAKER, BEN))
    assert panel.selected_items() == (SECOND_LINE,)


def test_a_new_line_is_shown_whatever_the_filter(panel: ScriptPanel, studio: SetStudio) -> None:
    """What somebody just wrote never vanishes under their hands."""
    panel.filter(Filter(Kind.SPEAKER, ANNA))
    fresh = Line(LineId("fresh"), BEN, "Here.")
    studio.put(with_lines(*SCENE.lines, fresh))
    assert _shown(panel)[-1] == "Here."
    assert _bar(panel) == "3 of 4 lines shown."


def test_going_to_a_hidden_line_shows_all(panel: ScriptPanel) -> None:
    """What is searched for and found is seen."""
    panel.filter(Filter(Kind.SPEAKER, ANNA))
    panel.select([SECOND_LINE])
    assert panel.selected_items() == (SECOND_LINE,)
    assert len(_shown(panel)) == 3


def test_lines_leave_when_they_no_longer_pass(
    panel: ScriptPanel, studio: SetStudio, qtbot: QtBot
) -> None:
    """A Take that came takes its Line away soon, unless it is the one in hand."""
    studio.states = {line.id: LineState.MISSING for line in SCENE.lines}
    panel.filter(Filter(Kind.NEEDS_TAKE))
    panel.select([FIRST])
    studio.states |= {line.id: LineState.DRAFT for line in SCENE.lines[:2]}
    panel.takes_changed()
    qtbot.waitUntil(lambda: len(_shown(panel)) == 2)
    assert _shown(panel)[0] == SCENE.lines[0].text


def test_a_speaker_who_is_gone_filters_nothing(panel: ScriptPanel, studio: SetStudio) -> None:
    panel.filter(Filter(Kind.SPEAKER, BEN))
    alone = with_lines(SCENE.lines[0])
    studio.put(replace(alone, cast=SCENE.cast[:1]))
    assert _shown(panel) == [SCENE.lines[0].text]
    assert _bar(panel) == ""


def test_the_scene_of_the_current_row_is_named_and_chosen_from(
    panel: ScriptPanel, studio: SetStudio
) -> None:
    """The name above is that of the heading above the current row; its menu goes to any of them."""
    studio.put(WITH_HEADING)
    panel.select([THIRD])
    button = next(
        b for b in panel.findChildren(QToolButton) if b.accessibleName() == "Scene: The cellar"
    )
    button.menu().aboutToShow.emit()
    button.menu().actions()[0].trigger()
    assert panel.selected_items() == (HEADING.id,)


def test_all_lines_is_no_filter(panel: ScriptPanel) -> None:
    panel.filter(ALL_LINES)
    assert _bar(panel) == ""
