"""When a project cannot be read or kept, a remedy is at hand."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit

from studio.errors import StorageError
from studio.resource_files import resource_file
from studio.studio import Studio
from tests.ui.running import InQt, until
from ui import problems, remedies
from ui.file_desk import SAMPLE_SCENE
from ui.look import Look
from ui.main_window import MainWindow
from ui.recovery_desk import RecoveryDesk
from ui.remedies import Deed


class Room:
    def __init__(self, qapp: QApplication) -> None:
        self.studio = Studio()
        self.window = MainWindow(Look(qapp, "dark"))
        self.desk = RecoveryDesk(self.studio, self.window)
        self.window.show()
        self.said: list[str] = []
        self.leave = tuple(
            told.connect(lambda message: self.said.append(str(message)))
            for told in (problems.reported, problems.noted)
        )


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setenv("DIALOGUE_STUDIO_HOME", str(tmp_path / "home"))
    made = Room(qapp)
    yield made
    for leave in made.leave:
        leave()
    made.studio.close()
    made.window.hide()
    made.window.deleteLater()


async def _saved_as(studio: Studio, path: Path) -> None:
    opened = await asyncio.wrap_future(studio.open(resource_file(SAMPLE_SCENE)))
    studio.show(opened)
    await asyncio.wrap_future(opened.save_as(path))
    studio.show(await asyncio.wrap_future(studio.open(resource_file(SAMPLE_SCENE))))


def test_what_can_be_read_goes_into_a_new_project(room: Room, in_qt: InQt, tmp_path: Path) -> None:
    """A project with a broken page is salvaged from the message about it; the old file stays."""
    broken, new = tmp_path / "broken.dialogue", tmp_path / "new.dialogue"

    async def scene() -> None:
        await _saved_as(room.studio, broken)
        await until(lambda: not (tmp_path / ".broken.dialogue.lock").exists())
        content = bytearray(broken.read_bytes())
        content[100:140] = os.urandom(40)  # the root of all tables
        broken.write_bytes(content)
        with pytest.raises(StorageError) as caught:
            await asyncio.wrap_future(room.studio.open(broken))
        offered = remedies.remedies_for(caught.value.message)
        assert [each.way for each in offered] == [Deed.SALVAGE]
        room.desk.do(Deed.SALVAGE, broken)
        await until(lambda: room.window.findChild(QFileDialog))
        asked = room.window.findChild(QFileDialog)
        assert "broken salvaged" in asked.findChild(QLineEdit, "fileNameEdit").text()
        asked.findChild(QLineEdit, "fileNameEdit").setText(str(new))
        room.window.findChild(QDialog).accept()
        await until(lambda: room.said and "new.dialogue" in room.said[-1])
        assert broken.read_bytes() == bytes(content)

    in_qt(scene())
    assert len(room.studio.document.lines) == 20


def test_nothing_is_removed_unasked(room: Room, in_qt: InQt) -> None:
    """A project without takes that nobody needs says so, and asks nothing."""

    async def scene() -> None:
        opened = await asyncio.wrap_future(room.studio.open(resource_file(SAMPLE_SCENE)))
        room.studio.show(opened)
        await room.desk._free_room()

    in_qt(scene())
    assert room.said == ["The project holds no take that nobody needs."]


def test_a_window_that_is_gone_is_said(room: Room, in_qt: InQt, tmp_path: Path) -> None:
    """Asked to show a window that no longer answers, it says what to do instead."""
    in_qt(room.desk._come(tmp_path / "gone.dialogue"))
    assert "gone.dialogue" in room.said[-1]
