"""The tab Queue: what is made in the order of need, and who asked for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from studio.sentences import Sentence
from studio.standing.queue import QueueRow, QueueState
from studio.takes.recipe import TakeKey
from studio.takes.request_record import Purpose
from tests.ui.pieces import FIRST, SCENE, SECOND_LINE, THIRD
from ui.look import Look
from ui.queue.panel import QueuePanel
from ui.queue_desk import jobs

_BROKEN = Sentence("test.broken", "The line broke. Try again.")
_ROWS = (
    QueueRow(FIRST, TakeKey("a"), Purpose.SCENE, False, QueueState.COMING, 4.0, 1.0, 0),
    QueueRow(THIRD, TakeKey("b"), Purpose.RETAKE, True, QueueState.IN_TURN, 3.0, 0.0, 800),
    QueueRow(
        SECOND_LINE, TakeKey("c"), Purpose.SCENE, True, QueueState.FAILED, 3.0, reason=_BROKEN()
    ),
)


@pytest.fixture
def panel(qapp: QApplication, qtbot: QtBot) -> Iterator[QueuePanel]:
    made = QueuePanel(Look(qapp, "dark"))
    made.resize(324, 400)
    made.show_jobs(jobs(SCENE, _ROWS), "3 of 20 contexts", is_paused=False)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()
    made.deleteLater()


def _press(panel: QueuePanel, words: str) -> None:
    next(b for b in panel.findChildren(QPushButton) if b.text() == words).click()


def test_each_row_says_who_what_and_why() -> None:
    """The Line, how far it has come or why it waits, and what it will probably cost."""
    words = [(job.words, job.price) for job in jobs(SCENE, _ROWS)]
    assert words == [
        ("Line 1, ANNA: 1.0 s of about 4.0 s", ""),
        ("Line 3, ANNA: you asked", "about 0.8 ct"),
        ("Line 2, BEN: The line broke. Try again.", ""),
    ]


def test_a_row_is_stopped_and_a_failed_one_made_again(panel: QueuePanel, qtbot: QtBot) -> None:
    """Buttons and Delete act on the current row; what runs by itself cannot be made again."""
    stopped: list[tuple[str, ...]] = []
    again: list[tuple[str, ...]] = []
    panel.stop_wanted.connect(stopped.append)
    panel.again_wanted.connect(again.append)
    rows = panel.findChild(QListWidget)
    rows.setCurrentRow(0)
    _press(panel, "Make again")
    _press(panel, "Stop")
    rows.setCurrentRow(1)
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    rows.setCurrentRow(2)
    _press(panel, "Make again")
    _press(panel, "Try failed again (1)")
    assert stopped == [(FIRST,), (THIRD,)]
    assert again == [(SECOND_LINE,), (SECOND_LINE,)]


def test_the_current_row_stays_on_its_line(panel: QueuePanel) -> None:
    """Rows that are done go away above; the chosen Line stays chosen."""
    rows = panel.findChild(QListWidget)
    rows.setCurrentRow(1)
    panel.show_jobs(jobs(SCENE, _ROWS[1:]), "", is_paused=False)
    assert rows.currentRow() == 0


def test_paused_and_empty_are_said(panel: QueuePanel) -> None:
    """A paused queue says what playback does meanwhile; an empty one when it fills."""
    panel.show_jobs([], "", is_paused=True)
    said = [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]
    assert "Paused. Playback uses what is ready and draft voices." in said
    assert "Nothing to make. Upcoming lines are prepared while you listen." in said
    _press(panel, "Resume")


def test_what_waits_is_moved_to_the_front_by_button_and_key(
    panel: QueuePanel, qtbot: QtBot
) -> None:
    """What is coming already, or failed, is not in a row with the others."""
    moved: list[tuple[str, ...]] = []
    panel.front_wanted.connect(moved.append)
    rows = panel.findChild(QListWidget)
    button = next(b for b in panel.findChildren(QPushButton) if b.text() == "Move to front")
    can: list[bool] = []
    for row in range(3):
        rows.setCurrentRow(row)
        can.append(button.isEnabled())
        qtbot.keyClick(panel, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert can == [False, True, False]
    rows.setCurrentRow(1)
    button.click()
    assert moved == [(THIRD,), (THIRD,)]
