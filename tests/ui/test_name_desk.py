"""A name that is one slip away from another is asked about, and mended as one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.document import step_names
from studio.document.values import Speaker, SpeakerId
from studio.studio import Studio
from tests.ui.pieces import ANNA, FIRST, SCENE, THIRD, with_lines
from tests.ui.running import InQt, until
from ui import edit_commands, problems, tasks
from ui.look import Look
from ui.name_desk import NameDesk
from ui.script.panel import ScriptPanel
from ui.script.writer import Field

TYPO = SpeakerId("typo")


@dataclass
class Room:
    studio: Studio
    panel: ScriptPanel
    desk: NameDesk
    window: QWidget

    def names(self) -> list[str]:
        return [speaker.name for speaker in self.studio.document.cast]

    async def answer(self, button: int) -> None:
        """Press the button of that place in the question."""
        self.desk.doing()[edit_commands.FIX_NAME]()
        await until(lambda: self.window.findChild(QDialog))
        dialog = self.window.findChild(QDialog)
        dialog.findChildren(QPushButton)[button].click()
        await until(lambda: self.window.findChild(QDialog) is None)
        await tasks.end(1.0)


@pytest.fixture
def room(qapp: QApplication) -> Iterator[Room]:
    studio, window = Studio(), QWidget()
    first, second, third = SCENE.lines
    scene = replace(
        with_lines(first, second, replace(third, speaker=TYPO), replace(first, id=THIRD + "2")),
        cast=(*SCENE.cast, Speaker(TYPO, "ANNAA", 2)),
    )
    studio.edit(step_names.TITLE(title="The Lamp"), lambda _: scene)
    panel = ScriptPanel(studio, Look(qapp, "dark"), window)
    studio.document_changed.connect(panel.document_changed)
    panel.document_changed()
    panel.resize(900, 400)
    window.show()
    yield Room(studio, panel, NameDesk(studio, panel, window), window)
    window.close()
    window.deleteLater()


def test_all_lines_are_given_to_whom_was_meant(room: Room, in_qt: InQt) -> None:
    """From any row the first doubtful name is found; the slip stays known as another name."""
    room.panel.select([FIRST])
    in_qt(room.answer(0))
    assert room.names() == ["ANNA", "BEN"]
    assert room.studio.document.lines.get(THIRD).speaker == ANNA
    assert room.studio.document.cast[0].aliases == ("ANNAA",)
    assert room.studio.undo() is not None
    assert "ANNAA" in room.names()


def test_only_this_line_is_given(room: Room, in_qt: InQt) -> None:
    in_qt(room.answer(1))
    assert room.studio.document.lines.get(THIRD).speaker == ANNA
    assert "ANNAA" in room.names()


def test_a_name_that_is_meant_is_not_asked_about_again(room: Room, in_qt: InQt) -> None:
    """Then there is nothing left to ask, and that is said."""
    in_qt(room.answer(2))
    assert not room.panel.names_in_doubt()
    row = room.panel.row_of(THIRD)
    assert row is not None
    assert row.near is None
    said: list[str] = []
    leave = problems.noted.connect(lambda message: said.append(str(message)))

    async def ask() -> None:
        room.desk.doing()[edit_commands.FIX_NAME]()
        await until(lambda: said)
        await tasks.end(1.0)

    in_qt(ask())
    leave()
    assert said == ["Every name is well apart from the others."]


def test_a_slip_is_noticed_while_the_name_is_typed(room: Room, qtbot: QtBot) -> None:
    """The name that may be meant is offered first; a new Speaker still can be had."""
    room.panel.writer.begin(FIRST, Field.NAME)
    field = room.window.findChild(QLineEdit, "name_field")
    field.clear()
    qtbot.keyClicks(field, "BENN")
    offered = room.window.findChild(QListWidget, "names_offered")
    words = [offered.item(row).text() for row in range(offered.count())]
    assert words == ["BENN: did you mean BEN?", "New speaker “BENN”"]
    room.panel.writer.finish()
