"""A few letters find every command, Line, Speaker and scene."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from ui.look import Look
from ui.palette.finding import Entry, Kind, found, numbered
from ui.palette.palette import Palette

ENTRIES = (
    Entry(Kind.COMMAND, "Play or stop", "play", "F5"),
    Entry(Kind.COMMAND, "Play from this line", "from"),
    Entry(Kind.COMMAND, "Export", "export", "There is nothing to export yet.", is_possible=False),
    Entry(Kind.COMMAND, "Give to the first speaker", "give"),
    *numbered([("l1", "Play me a song."), ("l2", "Zoë, stop."), ("l3", "Never.")]),
    Entry(Kind.SPEAKER, "PRYCE", "pryce"),
    Entry(Kind.SCENE, "The Inspection", "inspection"),
)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("", ["play", "from", "export", "give"]),
        ("play", ["play", "from", "l1"]),
        ("first", ["give"]),
        ("fr li", ["from"]),
        ("zoe", ["l2"]),
        ("2", ["l2"]),
        ("@", ["pryce"]),
        ("@pr", ["pryce"]),
        ("#insp", ["inspection"]),
        (">st", ["play", "give"]),
        ("xyz", []),
    ],
)
def test_letters_find_what_they_mean(typed: str, keys: list[str]) -> None:
    """Commands first, then Lines by word or number; @, # and > ask for one kind; accents do not matter."""
    assert [entry.key for entry in found(ENTRIES, typed)] == keys


def test_it_is_worked_with_keys_alone(qapp: QApplication, qtbot: QtBot) -> None:
    """Arrows mark, Enter chooses and closes; Escape leaves; what is not possible cannot be chosen."""
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    palette = Palette(Look(qapp, "dark"), window)
    field = palette.findChild(QLineEdit)
    palette.open_with(ENTRIES)
    qtbot.keyClicks(field, "play")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen.args == ["from"]
    assert not palette.isVisible()
    palette.open_with(ENTRIES, "export")
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert palette.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
