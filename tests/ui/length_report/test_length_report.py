"""When all promoted Lines are there, what became longer, shorter or moved is told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QPushButton,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.standing.queue import QueueRow, QueueState
from studio.takes.line_state import LineState
from studio.takes.recipe import TakeKey
from studio.takes.request_record import Purpose
from studio.timeline.values import Timeline
from tests.ui.pieces import FIRST, SECOND, SECOND_LINE, THIRD, SetStudio, clip
from tests.ui.running import InQt, until
from ui import problems, take_commands
from ui.command_set import CommandSet
from ui.length_report.dialog import LengthReportDialog
from ui.length_report_desk import LengthReportDesk
from ui.look import Look
from ui.script.panel import ScriptPanel

AFTER = Timeline(
    (
        clip(FIRST, 0, 4 * SECOND),
        clip(SECOND_LINE, 3 * SECOND, 5 * SECOND),
        clip(THIRD, 6 * SECOND, 8 * SECOND),
    )
)


@dataclass
class Room:
    window: QWidget
    studio: SetStudio
    script: ScriptPanel
    desk: LengthReportDesk
    commands: CommandSet
    told: list[str]

    def can_be_shown(self) -> bool:
        return self.commands.action(take_commands.LENGTH_REPORT).isEnabled()


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot) -> Iterator[Room]:
    look, studio, window = Look(qapp, "dark"), SetStudio(), QWidget()
    script = ScriptPanel(studio, look, window)
    script.document_changed()
    commands = CommandSet((take_commands.LENGTH_REPORT,), look, window)
    desk = LengthReportDesk(studio, script, commands, look, window)
    commands.carry_out(desk.doing())
    desk.takes_changed()
    told: list[str] = []
    leave = problems.noted.connect(lambda message: told.append(str(message)))
    window.resize(1000, 600)
    window.show()
    qtbot.waitExposed(window)
    yield Room(window, studio, script, desk, commands, told)
    leave()
    window.hide()
    window.deleteLater()


def test_it_is_told_once_when_the_last_line_is_there(room: Room) -> None:
    """While one is still coming nothing is said; afterwards nothing is said again."""
    room.desk.begin((FIRST, SECOND_LINE))
    room.studio.states |= {FIRST: LineState.FINAL, SECOND_LINE: LineState.COMING}
    room.desk.takes_changed()
    assert not room.told
    room.studio.timeline = AFTER
    room.studio.states[SECOND_LINE] = LineState.FINAL
    for _ in range(2):
        room.desk.takes_changed()
    assert room.told == [
        "2 lines were made by final voices: 1 changed its length by more than 15 %, 2 moved."
    ]


def test_a_line_that_failed_is_not_waited_for(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its understudy stays; the others are told."""
    failed = QueueRow(SECOND_LINE, TakeKey("key"), Purpose.SCENE, True, QueueState.FAILED, 1.0)
    room.desk.begin((FIRST, SECOND_LINE))
    room.studio.states |= {FIRST: LineState.FINAL, SECOND_LINE: LineState.UNDERSTUDY}
    room.desk.takes_changed()
    assert not room.told
    monkeypatch.setattr(room.studio.making, "queue", lambda: (failed,))
    room.desk.takes_changed()
    assert len(room.told) == 1


def test_a_second_promotion_counts_with_the_first(room: Room) -> None:
    """What is measured against is how it was before either."""
    room.desk.begin((FIRST,))
    room.studio.timeline = AFTER
    room.desk.begin((SECOND_LINE,))
    room.studio.states |= {FIRST: LineState.FINAL, SECOND_LINE: LineState.FINAL}
    room.desk.takes_changed()
    assert room.told[0].startswith("2 lines were made by final voices: 1 changed")


def test_the_report_shows_the_lines_that_changed_much(room: Room, in_qt: InQt) -> None:
    """The others are a tick away; a Line is shown in the script."""
    assert not room.can_be_shown()
    room.desk.begin((FIRST, SECOND_LINE))
    room.studio.timeline = AFTER
    assert room.can_be_shown()

    async def look() -> None:
        room.commands.action(take_commands.LENGTH_REPORT).trigger()
        await until(lambda: room.window.findChild(LengthReportDialog))
        shown = room.window.findChild(LengthReportDialog)
        table = shown.findChild(QTableWidget)

        def cells(row: int) -> list[str]:
            return [table.item(row, column).text() for column in range(table.columnCount())]

        assert table.rowCount() == 1
        assert cells(0)[1:] == ["3.0 s", "4.0 s", "▲ +33 %", "where it was"]
        shown.findChild(QCheckBox).click()
        assert table.rowCount() == 3
        assert cells(1)[3:] == ["0 %", "1.00 s later"]
        assert cells(2)[1:4] == ["~2.0 s", "2.0 s", ""]
        words = " ".join(each.text() for each in shown.findChildren(QLabel))
        assert "The scene went from 0:07.0 to 0:08.0." in words
        table.selectRow(1)
        buttons = shown.findChildren(QPushButton)
        next(it for it in buttons if it.text() == "Show the line").click()
        await until(lambda: room.window.findChild(LengthReportDialog) is None)

    in_qt(look())
    assert room.script.selected_lines() == (SECOND_LINE,)


def test_what_was_measured_in_another_project_is_forgotten(room: Room) -> None:
    """Its Lines are not here."""
    room.desk.begin((FIRST,))
    room.studio.project = object()  # type: ignore[assignment]
    room.studio.states[FIRST] = LineState.FINAL
    room.desk.takes_changed()
    assert not room.told
    assert not room.can_be_shown()


def test_a_document_without_the_line_tells_of_the_rest(room: Room) -> None:
    """A Line that was deleted meanwhile is waited for no longer."""
    room.desk.begin((FIRST, SECOND_LINE))
    room.studio.states[FIRST] = LineState.FINAL
    document = room.studio.document
    kept = [item for item in document.script if item.id != SECOND_LINE]
    room.studio.put(replace(document, script=type(document.script)(kept)))
    room.desk.takes_changed()
    assert len(room.told) == 1
