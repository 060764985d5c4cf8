"""The program tells what it is and what works here; a report is looked through before it is saved."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.front.fault_report import ReportPart
from studio.studio import Studio
from tests.ui.running import InQt, until
from ui import help_commands
from ui.about.dialog import AboutDialog
from ui.about.report_dialog import ReportDialog
from ui.about_desk import AboutDesk
from ui.command_set import CommandSet
from ui.look import Look

PARTS = (ReportPart("doctor.txt", "ok  Sound\n"), ReportPart("dialogue-studio.log", "rows\n"))


@dataclass
class Room:
    window: QWidget
    commands: CommandSet
    doctor: Future[str]


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    studio, window, look = Studio(), QWidget(), Look(qapp, "dark")
    doctor: Future[str] = Future()
    report: Future[tuple[ReportPart, ...]] = Future()
    report.set_result(PARTS)
    monkeypatch.setattr(studio.diagnosis, "doctor", lambda: doctor)
    monkeypatch.setattr(studio.diagnosis, "report", lambda _version: report)
    desk = AboutDesk(studio, window)
    commands = CommandSet(desk.doing(), look, window)
    commands.carry_out(desk.doing())
    window.show()
    qtbot.waitExposed(window)
    yield Room(window, commands, doctor)
    window.hide()
    window.deleteLater()
    studio.close()


def press(dialog: QWidget, words: str) -> None:
    button = next(it for it in dialog.findChildren(QPushButton) if it.text().startswith(words))
    assert button.isEnabled()
    button.click()


def test_about_shows_what_works_here_and_copies_it(room: Room, in_qt: InQt) -> None:
    """The window is there at once, the findings when they come."""

    async def look() -> None:
        room.commands.action(help_commands.ABOUT).trigger()
        await until(lambda: room.window.findChild(AboutDialog))
        shown = room.window.findChild(AboutDialog)
        found = shown.findChild(QPlainTextEdit)
        assert found.toPlainText().startswith("Looking at sound")
        room.doctor.set_result("ok  Sound  a fine device")
        await until(lambda: found.toPlainText() == "ok  Sound  a fine device")
        press(shown, "Copy")
        assert QApplication.clipboard().text().endswith("ok  Sound  a fine device\n")
        assert any("GNU" in each.text() for each in shown.findChildren(QLabel))
        shown.reject()
        await until(lambda: room.window.findChild(AboutDialog) is None)

    in_qt(look())


def test_a_report_is_seen_and_only_what_is_ticked_is_saved(
    room: Room, in_qt: InQt, tmp_path: Path
) -> None:
    """Each file of it stands there to be read; Space leaves one out."""
    target = tmp_path / "report.zip"

    async def save() -> None:
        room.commands.action(help_commands.SAVE_REPORT).trigger()
        await until(lambda: room.window.findChild(ReportDialog))
        shown = room.window.findChild(ReportDialog)
        files, text = shown.findChild(QListWidget), shown.findChild(QPlainTextEdit)
        await until(lambda: files.count() == 2)
        assert text.toPlainText() == "ok  Sound\n"
        files.setCurrentRow(1)
        assert text.toPlainText() == "rows\n"
        QTest.keyClick(files, Qt.Key.Key_Space)
        press(shown, "Save")
        await until(lambda: shown.findChild(QFileDialog))
        asked = shown.findChild(QFileDialog)
        asked.findChild(QLineEdit).setText(str(target))
        asked.accept()
        await until(lambda: room.window.findChild(ReportDialog) is None)

    in_qt(save())
    with zipfile.ZipFile(target) as file:
        assert file.namelist() == ["doctor.txt"]
