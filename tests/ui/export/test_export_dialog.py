"""Exporting from the window: what is ticked is previewed, written whole, and told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from studio.document.values import Document
from studio.studio import Studio
from studio.takes.line_state import LineState
from tests.ui.running import InQt, until
from ui import tasks
from ui.export.dialog import ExportDialog
from ui.export_desk import ExportDesk
from ui.look import Look
from ui.main_window import MainWindow
from ui.script.panel import ScriptPanel

_SCENE = "# Two of us\nANNA: Good evening.\nBEN: Is somebody there?\n"


class Room:
    def __init__(self, qapp: QApplication, script: Path) -> None:
        self.studio = Studio()
        self.window = MainWindow(Look(qapp, "dark"))
        self.studio.show(self.studio.open(script).result(20))
        self.script = ScriptPanel(self.studio, Look(qapp, "dark"), self.window)
        self.desk = ExportDesk(self.studio, self.script, Look(qapp, "dark"), self.window)

    def ready(self) -> bool:
        lines = self.studio.document.lines
        return all(self.studio.state_of(line.id) is LineState.DRAFT for line in lines)


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    script = tmp_path / "two.txt"
    script.write_text(_SCENE, encoding="utf-8")
    made = Room(qapp, script)
    yield made
    made.studio.close()
    made.window.hide()
    made.window.deleteLater()


def _tick(dialog: ExportDialog, words: str) -> None:
    box = next(b for b in dialog.findChildren(QCheckBox) if b.text().startswith(words))
    box.setChecked(True)


def test_what_is_ticked_is_written(room: Room, in_qt: InQt, qtbot: QtBot, tmp_path: Path) -> None:
    """The preview names every file; afterwards they are there, and the dialog says so."""
    room.studio.start()
    qtbot.waitUntil(room.ready, timeout=60_000)
    folder = tmp_path / "out"

    async def scene() -> None:
        showing = tasks.start(room.desk._show(), room.desk)
        await until(lambda: room.window.findChild(ExportDialog))
        dialog = room.window.findChild(ExportDialog)
        dialog.set_folder(folder)
        buttons = dialog.findChildren(QPushButton)
        await until(lambda: "Export 1 file" in [button.text() for button in buttons])
        for words in ("Stems", "Captions"):
            _tick(dialog, words)
        files = dialog.findChild(QListWidget)
        await until(lambda: files.count() == 5)
        go = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Export 5 files")
        go.click()
        done = dialog.findChild(QLabel, "export_doing")
        await until(lambda: done.text().startswith("5 files written"))
        dialog.reject()
        await showing

    in_qt(scene())
    assert len(list((folder / "stems").glob("*.wav"))) == 2
    assert (folder / "Two of us.wav").stat().st_size > 100_000
    assert "BEN" in (folder / "Two of us.srt").read_text(encoding="utf-8").upper()


def test_before_there_is_sound_it_says_so(room: Room, in_qt: InQt) -> None:
    """While sound is being prepared nothing can be exported, and that is said."""

    async def scene() -> None:
        showing = tasks.start(room.desk._show(), room.desk)
        await until(lambda: room.window.findChild(ExportDialog))
        dialog = room.window.findChild(ExportDialog)
        await until(
            lambda: any("Try again" in label.text() for label in dialog.findChildren(QLabel))
        )
        dialog.reject()
        await showing

    in_qt(scene())


def test_opened_too_early_it_fills_itself(
    room: Room, in_qt: InQt, qtbot: QtBot, tmp_path: Path
) -> None:
    """Right after the start the dialog waits for the voices by itself, and takes on the name of the
    project that comes after it; a name that was typed stays."""
    other = tmp_path / "other.txt"
    other.write_text("# The other one\nANNA: Yes.\nBEN: No.\n", encoding="utf-8")

    async def scene() -> None:
        showing = tasks.start(room.desk._show(), room.desk)
        await until(lambda: room.window.findChild(ExportDialog))
        dialog = room.window.findChild(ExportDialog)
        await until(
            lambda: any("prepared" in e.text() for e in dialog.findChildren(QLabel, "hint"))
        )
        room.studio.show(await asyncio.wrap_future(room.studio.open(other)))
        assert dialog.wish.name == "The other one"
        room.studio.start()
        files = dialog.findChild(QListWidget)
        await until(lambda: files.count() == 1, 10)
        dialog._how.name.setText("Mine")
        room.studio.show(await asyncio.wrap_future(room.studio.begin(Document(title="Third"))))
        assert dialog.wish.name == "Mine"
        dialog.reject()
        await showing

    in_qt(scene())
