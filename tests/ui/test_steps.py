"""What was done stands in a list, by name, and every step of it can be gone back to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from studio.document import step_names
from studio.document.edits import lines, script
from studio.studio import Studio
from tests.ui.pieces import FIRST, SCENE, THIRD
from tests.ui.running import InQt, until
from ui import actions, edit_commands, tasks
from ui.command_set import CommandSet
from ui.look import Look
from ui.step_list import StepList
from ui.steps_desk import StepsDesk


@pytest.fixture
def studio() -> Studio:
    made = Studio()
    made.edit(step_names.TITLE(title="The Lamp"), lambda _: SCENE)
    made.edit(step_names.LOCK(1), lambda it: lines.set_muted(it, (FIRST,), True))
    made.edit(step_names.DELETE_LINES(1), lambda it: script.delete(it, (THIRD,)))
    return made


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.show()
    yield made
    made.close()
    made.deleteLater()


def _rows(shown: StepList) -> list[str]:
    listed = shown.findChild(QListWidget)
    return [listed.item(row).text() for row in range(listed.count())]


def test_steps_are_listed_by_their_sentences(
    qapp: QApplication, window: QWidget, studio: Studio
) -> None:
    """From the first to the last; the one that was done last is marked."""
    shown = StepList(studio, Look(qapp, "dark"), window)
    assert len(_rows(shown)) == 4
    assert _rows(shown)[0] == "Before the first of these steps"
    assert shown.findChild(QListWidget).currentRow() == 3


def test_a_step_is_gone_back_to_and_forth(
    qapp: QApplication, window: QWidget, studio: Studio, qtbot: QtBot
) -> None:
    """Enter on a row has that many steps done; the others wait, and say that they are undone."""
    shown = StepList(studio, Look(qapp, "dark"), window)
    shown.show()
    listed = shown.findChild(QListWidget)
    listed.setCurrentRow(1)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert studio.steps_done == 1
    assert studio.document.lines == SCENE.lines
    assert shown.isVisible()
    assert [row.endswith("(undone)") for row in _rows(shown)] == [False, False, True, True]
    qtbot.mouseClick(
        listed.viewport(),
        Qt.MouseButton.LeftButton,
        pos=listed.visualItemRect(listed.item(3)).center(),
    )
    assert studio.steps_done == 3
    assert not any(row.endswith("(undone)") for row in _rows(shown))


def test_the_list_follows_what_is_done_beside_it(
    qapp: QApplication, window: QWidget, studio: Studio
) -> None:
    """And no longer once it is closed."""
    shown = StepList(studio, Look(qapp, "dark"), window)
    studio.undo()
    assert shown.findChild(QListWidget).currentRow() == 2
    shown.done(0)
    studio.undo()
    assert shown.findChild(QListWidget).currentRow() == 2


def test_the_menu_opens_the_list(
    qapp: QApplication, window: QWidget, studio: Studio, in_qt: InQt
) -> None:
    look = Look(qapp, "dark")
    commands = CommandSet(actions.ALL, look, window)
    desk = StepsDesk(studio, commands, look, window)
    commands.carry_out(desk.doing())
    desk.show()
    assert commands.words(edit_commands.UNDO).startswith("Undo: ")

    async def scene() -> None:
        commands.action(edit_commands.HISTORY).trigger()
        await until(lambda: window.findChild(StepList))
        window.findChild(StepList).reject()
        await tasks.end(1.0)

    in_qt(scene())
