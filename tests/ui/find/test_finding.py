"""Find and replace in the window: places with ticks, one step, nothing replaced unseen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.document import step_names
from studio.studio import Studio
from tests.ui.pieces import SCENE, SECOND_LINE
from ui.find_desk import FindDesk
from ui.look import Look
from ui.script.panel import ScriptPanel


class Room:
    def __init__(self, qapp: QApplication) -> None:
        self.studio, self.window = Studio(), QWidget()
        self.studio.edit(step_names.TITLE(title="The Lamp"), lambda _: SCENE)
        self.script = ScriptPanel(self.studio, Look(qapp, "dark"), self.window)
        self.desk = FindDesk(self.studio, self.script, lambda: None, self.window)
        self.desk.panel.setParent(self.window)
        self.leave = self.studio.document_changed.connect(self._changed)
        self.window.show()

    def _changed(self, change: object) -> None:
        self.script.document_changed(None)
        self.desk.document_changed()

    def places(self) -> list[str]:
        shown = self.desk.panel.findChild(QListWidget)
        return [shown.item(row).text() for row in range(shown.count())]


@pytest.fixture
def room(qapp: QApplication) -> Iterator[Room]:
    made = Room(qapp)
    yield made
    made.leave()
    made.window.hide()
    made.window.deleteLater()


def test_places_are_shown_with_what_would_stand_there(room: Room, qtbot: QtBot) -> None:
    """Each place has its number, its Speaker and the words around it, and the new words beside the old."""
    words, by = room.desk.panel.findChildren(QLineEdit)
    qtbot.keyClicks(words, "yesterday")
    qtbot.waitUntil(lambda: len(room.places()) == 2)
    assert room.places()[0] == "2 BEN: It was on [yesterday]."
    qtbot.keyClicks(by, "today")
    qtbot.waitUntil(lambda: "[yesterday → today]" in room.places()[0])


def test_one_place_is_counted_as_one(room: Room, qtbot: QtBot) -> None:
    """What is found once is one place, not "1 places"."""
    words, _by = room.desk.panel.findChildren(QLineEdit)
    qtbot.keyClicks(words, "It was on yesterday")
    qtbot.waitUntil(lambda: len(room.places()) == 1)
    assert "1 place" in [label.text() for label in room.desk.panel.findChildren(QLabel)]


def test_only_ticked_places_are_replaced_in_one_step(room: Room, qtbot: QtBot) -> None:
    """A place without its tick stays; undo gives all of them back."""
    words, by = room.desk.panel.findChildren(QLineEdit)
    words.setText("yesterday")
    by.setText("today")
    room.desk.panel.begin()
    shown = room.desk.panel.findChild(QListWidget)
    shown.item(1).setCheckState(Qt.CheckState.Unchecked)
    button = room.desk.panel.findChild(QPushButton)
    assert button.text() == "Replace 1 ticked"
    button.click()
    assert [line.text for line in room.studio.document.lines][1:] == [
        "It was on today.",
        "<b>Yesterday</b> was Tuesday.",
    ]
    room.studio.undo()
    assert room.studio.document.lines[1].text == "It was on yesterday."


def test_enter_goes_from_place_to_place(room: Room, qtbot: QtBot) -> None:
    """Enter in the field selects the Line of the next place."""
    words = room.desk.panel.findChildren(QLineEdit)[0]
    words.setText("was on")
    room.desk.panel.begin()
    qtbot.keyClick(words, Qt.Key.Key_Return)
    assert room.script.current_line() == SECOND_LINE


def test_a_pattern_that_is_none_says_so(room: Room) -> None:
    """A broken regular expression is told where the places would be."""
    pattern = room.desk.panel.findChildren(QToolButton)[-1]
    pattern.setChecked(True)
    words = room.desk.panel.findChildren(QLineEdit)[0]
    words.setText("(")
    room.desk.panel.begin()
    assert room.places() == []
