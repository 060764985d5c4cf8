"""Projects in the window: opened, kept under names, compared and brought back."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget, QPushButton

from studio.document import step_names
from studio.document.edits.lines import set_text
from studio.document.values import Document
from studio.resource_files import resource_file
from studio.studio import Studio
from tests.ui.running import InQt, until
from ui import file_commands, problems, tasks
from ui.bridge import Bridge
from ui.file_desk import SAMPLE_SCENE, FileDesk
from ui.look import Look
from ui.main_window import MainWindow
from ui.versions.dialog import VersionsDialog


class Room:
    def __init__(self, qapp: QApplication) -> None:
        self.studio, self.bridge = Studio(), Bridge()
        self.window = MainWindow(Look(qapp, "dark"))
        self.desk = FileDesk(self.studio, self.window)
        self.bridge.carry(self.studio.project_changed, self.desk.project_changed)
        self.saving: list[tuple[str, bool]] = []
        self.desk.saving_changed.connect(lambda *told: self.saving.append(told))
        self.said: list[str] = []
        self.leave = tuple(
            told.connect(lambda message: self.said.append(str(message)))
            for told in (problems.reported, problems.noted)
        )
        self.window.show()

    def change_first_line(self, text: str) -> None:
        first = self.studio.document.lines[0].id
        self.studio.edit(step_names.TYPE(number=1), lambda it: set_text(it, first, text))

    def first_line(self) -> str:
        return self.studio.document.lines[0].text

    def button(self, words: str) -> QPushButton:
        found = [b for b in self.window.findChildren(QPushButton) if b.text() == words]
        assert found, words
        return found[-1]


@pytest.fixture
def room(qapp: QApplication) -> Iterator[Room]:
    made = Room(qapp)
    yield made
    for leave in made.leave:
        leave()
    made.bridge.close()
    made.studio.close()
    made.window.hide()
    made.window.deleteLater()


def test_every_edit_is_saved_and_said_so(room: Room, in_qt: InQt) -> None:
    """The status tells when the project was last written, without anybody saving."""

    async def scene() -> None:
        await room.desk.open(resource_file(SAMPLE_SCENE))
        room.change_first_line("Harbour Office.")
        await until(lambda: room.saving and room.saving[-1][0].startswith("Saved"))

    in_qt(scene())
    assert room.saving[-1][1] is False
    assert any(words == "Saving …" for words, _ in room.saving)


def test_a_version_is_kept_compared_and_restored(room: Room, in_qt: InQt) -> None:
    """Ctrl+S names the project as it is; later it shows what changed, and brings it back as one step."""

    async def scene() -> None:
        await room.desk.open(resource_file(SAMPLE_SCENE))
        before = room.first_line()
        saving = tasks.start(room.desk._save_version(), room.desk)
        await until(lambda: room.window.findChild(QDialog))
        room.window.findChild(QDialog).findChild(QLineEdit).setText("First draft")
        room.button("OK").click()
        await saving
        room.change_first_line("Something else.")
        showing = tasks.start(room.desk._versions.show(), room.desk)
        await until(lambda: room.window.findChild(VersionsDialog))
        shown = room.window.findChild(VersionsDialog)
        lists = {each.accessibleName(): each for each in shown.findChildren(QListWidget)}
        entries = lists["Versions and backups, the latest first"]
        rows = lists["What is different now"]
        await until(lambda: entries.count() and "First draft" in entries.item(0).text())
        entries.setCurrentRow(0)
        await until(lambda: rows.count() == 2)
        assert rows.item(0).text().startswith("- PRYCE:")
        assert rows.item(1).text() == "+ PRYCE: Something else."
        room.button("Restore this version").click()
        await until(lambda: room.first_line() == before)
        shown.reject()
        await showing
        room.studio.undo()
        assert room.first_line() == "Something else."

    in_qt(scene())
    assert any("First draft" in words for words in room.said)


def test_what_cannot_be_opened_changes_nothing(room: Room, in_qt: InQt, tmp_path: Path) -> None:
    """A file that is none is said, and the project on the screen stays."""

    async def scene() -> None:
        await room.desk.open(resource_file(SAMPLE_SCENE))
        await room.desk.open(tmp_path / "nothing.dialogue")

    in_qt(scene())
    assert len(room.studio.document.lines) == 20
    assert "nothing.dialogue" in room.said[-1]


def test_a_new_project_is_empty(room: Room, in_qt: InQt) -> None:
    """New begins an empty project that keeps itself too."""

    async def scene() -> None:
        await room.desk.open(resource_file(SAMPLE_SCENE))
        await room.desk._begin()

    in_qt(scene())
    assert room.studio.document == Document(language=room.studio.document.language)


def test_saving_under_a_name_goes_on_there(room: Room, in_qt: InQt, tmp_path: Path) -> None:
    """Save as moves the project; edits after it are in the new file."""
    place = tmp_path / "scene.dialogue"

    async def scene() -> None:
        await room.desk.open(resource_file(SAMPLE_SCENE))
        saving = tasks.start(room.desk._save_as(), room.desk)
        await until(lambda: room.window.findChild(QDialog))
        room.window.findChild(QLineEdit, "fileNameEdit").setText(str(place))
        room.window.findChild(QDialog).accept()
        await saving

    in_qt(scene())
    assert place.exists()
    assert room.studio.project is not None
    assert room.studio.project.standing.path == place


def test_a_project_that_is_only_read_says_so_with_a_way_out(
    room: Room, in_qt: InQt, tmp_path: Path
) -> None:
    """What cannot be written to opens to read: said once with its remedy, shown at the foot, and no
    version can be kept of it."""
    place = tmp_path / "scene.dialogue"

    async def scene() -> None:
        await room.desk.open(resource_file(SAMPLE_SCENE))
        assert room.studio.project is not None
        await asyncio.wrap_future(room.studio.project.save_as(place))
        await room.desk.open(resource_file(SAMPLE_SCENE))
        await until(lambda: not (tmp_path / ".scene.dialogue.lock").exists())
        with sqlite3.connect(place) as made:
            made.execute("PRAGMA user_version = 9")
        made.close()
        await room.desk.open(place)
        await until(lambda: room.saving[-1][1])

    in_qt(scene())
    said = [words for words in room.said if "newer Dialogue Studio" in words]
    assert len(said) == 1
    assert room.saving[-1][0].startswith("Read only: ")
    assert not room.window.action(file_commands.SAVE).isEnabled()
