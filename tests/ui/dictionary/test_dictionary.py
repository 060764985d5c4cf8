"""Words are given a pronunciation, heard, and kept once it is seen which Lines that changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.casting import propose
from studio.document import step_names
from studio.document.dictionary import DictionaryEntry, EntryId, Spelling
from studio.document.edits.whole import put_entry
from studio.document.values import Delivery, Voice
from studio.studio import Studio
from tests.ui.pieces import ANNA, SCENE, SECOND_LINE
from tests.ui.running import InQt, until
from ui import dictionary_commands as commands
from ui import problems
from ui.command_set import CommandSet
from ui.dictionary.dialog import DictionaryDialog
from ui.dictionary.entry_dialog import EntryDialog
from ui.dictionary_desk import DictionaryDesk
from ui.look import Look
from ui.script.panel import ScriptPanel


@dataclass
class Room:
    window: QWidget
    studio: Studio
    script: ScriptPanel
    commands: CommandSet
    heard: list[str]

    def put(self, written: str, said: str, **more: object) -> None:
        entry = DictionaryEntry(EntryId(written), written, said, **more)  # type: ignore[arg-type]
        self.studio.edit(step_names.DICTIONARY(written=written), lambda it: put_entry(it, entry))

    async def open(self) -> DictionaryDialog:
        self.commands.action(commands.DICTIONARY).trigger()
        await until(lambda: self.window.findChild(DictionaryDialog))
        return self.window.findChild(DictionaryDialog)

    async def asked(self) -> EntryDialog:
        await until(lambda: self.window.findChild(EntryDialog))
        return self.window.findChild(EntryDialog)

    async def close(self, dialog: QDialog, kind: type[QDialog]) -> None:
        dialog.reject()
        await until(lambda: self.window.findChild(kind) is None)


def press(dialog: QDialog, words: str) -> None:
    button = next(it for it in dialog.findChildren(QPushButton) if it.text().startswith(words))
    assert button.isEnabled()
    button.click()


def field(dialog: QDialog, name: str) -> QLineEdit:
    return next(it for it in dialog.findChildren(QLineEdit) if it.accessibleName() == name)


def said(dialog: QDialog) -> list[str]:
    return [each.text() for each in dialog.findChildren(QLabel)]


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    look, studio, window = Look(qapp, "dark"), Studio(), QWidget()
    studio.edit(step_names.TITLE(title="The Lamp"), lambda _: propose(SCENE))
    script = ScriptPanel(studio, look, window)
    script.document_changed()
    leave = studio.document_changed.connect(script.document_changed)
    heard: list[str] = []

    def hear(voice: Voice, text: str, _delivery: Delivery) -> None:
        heard.append(f"{voice.name}: {text}")

    monkeypatch.setattr(studio.auditions, "voice", hear)
    all_commands = CommandSet(commands.DICTIONARY_MENU, look, window)
    desk = DictionaryDesk(studio, script, all_commands, window)
    all_commands.carry_out(desk.doing())
    window.resize(900, 600)
    script.resize(900, 600)
    window.show()
    qtbot.waitExposed(window)
    yield Room(window, studio, script, all_commands, heard)
    leave()
    window.hide()
    window.deleteLater()
    studio.close()


def test_a_word_of_a_line_is_said_otherwise_once_the_changed_lines_were_seen(
    room: Room, in_qt: InQt
) -> None:
    """The word at the caret is asked about; the Lines it changes stand there before it is kept."""

    async def work() -> None:
        place = SCENE.lines[1].text.index("yesterday")
        room.script.writer.begin(SECOND_LINE, caret=place + 2)
        room.commands.action(commands.PRONOUNCE).trigger()
        asked = await room.asked()
        assert field(asked, "Written").text() == "yesterday"
        assert asked.focusWidget() is not None
        field(asked, "Said").setText("yesterdee")
        await until(lambda: "This changes 2 lines" in said(asked))
        lines = asked.findChild(QListWidget)
        assert lines.item(0).text() == "2  BEN: It was on yesterday."
        assert "It was on yesterdee." in lines.item(0).toolTip()
        press(asked, "Save")
        await until(lambda: room.window.findChild(EntryDialog) is None)

    in_qt(work())
    (entry,) = room.studio.document.dictionary
    assert (entry.written, entry.said, entry.scope) == ("yesterday", "yesterdee", "")
    room.studio.undo()
    assert not room.studio.document.dictionary


def test_an_entry_for_one_speaker_changes_only_their_lines(room: Room, in_qt: InQt) -> None:
    """The scope is chosen from the Cast, and the Lines follow at once."""

    async def work() -> None:
        dialog = await room.open()
        press(dialog, "Add")
        asked = await room.asked()
        field(asked, "Written").setText("yesterday")
        field(asked, "Said").setText("yesterdee")
        scopes = next(
            it for it in asked.findChildren(QComboBox) if it.accessibleName() == "Holds for"
        )
        scopes.setCurrentIndex(scopes.findData(str(ANNA)))
        await until(lambda: "This changes 1 line" in said(asked))
        press(asked, "Save")
        await until(lambda: room.window.findChild(EntryDialog) is None)
        table = dialog.findChild(QTableWidget)
        await until(lambda: table.rowCount() == 1 and table.item(0, 4).text() == "1")
        assert table.item(0, 3).text() == "ANNA only"
        await room.close(dialog, DictionaryDialog)

    in_qt(work())


def test_it_is_heard_before_it_is_kept(room: Room, in_qt: InQt) -> None:
    """The word alone, sounds between slashes, or within a Line by who speaks it."""

    async def work() -> None:
        dialog = await room.open()
        press(dialog, "Add")
        asked = await room.asked()
        field(asked, "Written").setText("lamp")
        field(asked, "Said").setText("læmp")
        spelling = asked.findChildren(QComboBox)[0]
        spelling.setCurrentIndex(spelling.findData(Spelling.IPA))
        await until(lambda: "This changes 1 line" in said(asked))
        press(asked, "Hear the word")
        press(asked, "Hear it in a line")
        await room.close(asked, EntryDialog)
        await room.close(dialog, DictionaryDialog)

    in_qt(work())
    assert [words.partition(": ")[2] for words in room.heard] == [
        "/læmp/",
        "Is the /læmp/ on? I cannot",
    ]
    assert not room.studio.document.dictionary


def test_a_pattern_that_is_none_is_refused_while_it_is_typed(room: Room, in_qt: InQt) -> None:
    """The reason stands in the dialog, and it cannot be saved."""

    async def work() -> None:
        dialog = await room.open()
        press(dialog, "Add")
        asked = await room.asked()
        field(asked, "Written").setText("(lamp")
        boxes = asked.findChildren(QCheckBox)
        next(it for it in boxes if it.text().startswith("Pattern")).click()
        await until(lambda: any("is not a pattern" in words for words in said(asked)))
        save = next(it for it in asked.findChildren(QPushButton) if it.text() == "Save")
        assert not save.isEnabled()
        await room.close(asked, EntryDialog)
        await room.close(dialog, DictionaryDialog)

    in_qt(work())


def test_entries_are_found_edited_and_removed_by_keys(room: Room, in_qt: InQt) -> None:
    """Enter edits the current one, Delete removes it, Space lets it be heard."""
    room.put("lamp", "lump")
    room.put("Tuesday", "Chewsday", scope=str(ANNA))

    async def work() -> None:
        dialog = await room.open()
        table = dialog.findChild(QTableWidget)
        field(dialog, "Find a word").setText("chews")
        assert [table.item(row, 0).text() for row in range(table.rowCount())] == ["Tuesday"]
        QTest.keyClick(table, Qt.Key.Key_Space)
        QTest.keyClick(table, Qt.Key.Key_Return)
        asked = await room.asked()
        field(asked, "Said").setText("Tooseday")
        await until(lambda: "This changes 1 line" in said(asked))
        asked.accept()
        await until(lambda: room.window.findChild(EntryDialog) is None)
        field(dialog, "Find a word").clear()
        table.selectRow(0)
        QTest.keyClick(table, Qt.Key.Key_Delete)
        assert [table.item(row, 1).text() for row in range(table.rowCount())] == ["Tooseday"]
        await room.close(dialog, DictionaryDialog)

    in_qt(work())
    assert room.heard[0].endswith(": Chewsday")
    assert [entry.said for entry in room.studio.document.dictionary] == ["Tooseday"]


def test_the_dictionary_goes_out_and_comes_in_as_a_table(
    room: Room, in_qt: InQt, tmp_path: Path
) -> None:
    """What was saved in one project is read in another, as one step."""
    room.put("lamp", "lump")
    room.put("Tuesday", "Chewsday")
    table = tmp_path / "words.csv"

    async def choose() -> None:
        await until(lambda: room.window.findChild(QFileDialog))
        asked = room.window.findChild(QFileDialog)
        asked.findChild(QLineEdit).setText(str(table))
        asked.accept()
        await until(lambda: room.window.findChild(QFileDialog) is None)

    async def work() -> None:
        dialog = await room.open()
        press(dialog, "Save as a table")
        await choose()
        await until(table.exists)
        room.studio.edit(step_names.RESTORE(name=""), lambda it: replace(it, dictionary=()))
        press(dialog, "Read a table")
        await choose()
        await until(lambda: len(room.studio.document.dictionary) == 2)
        await room.close(dialog, DictionaryDialog)

    in_qt(work())
    room.studio.undo()
    assert not room.studio.document.dictionary


def test_a_table_that_is_none_is_told(room: Room, in_qt: InQt, tmp_path: Path) -> None:
    """One sentence, and the dictionary stays as it is."""
    told: list[str] = []
    leave = problems.reported.connect(lambda message: told.append(str(message)))
    table = tmp_path / "words.csv"
    table.write_text("no,table\n")

    async def work() -> None:
        dialog = await room.open()
        press(dialog, "Read a table")
        await until(lambda: room.window.findChild(QFileDialog))
        asked = room.window.findChild(QFileDialog)
        asked.findChild(QLineEdit).setText(str(table))
        asked.accept()
        await until(lambda: told)
        await room.close(dialog, DictionaryDialog)

    in_qt(work())
    leave()
    assert "no table of pronunciations" in told[0]
