"""A scene is written with the keyboard alone, in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from pytestqt.qtbot import QtBot

from studio.document import step_names
from studio.document.cues import CutIn
from studio.document.script_items import Aside
from studio.document.values import Line, LineStatus
from studio.studio import Studio
from tests.ui.pieces import FIRST, SCENE, SECOND_LINE, THIRD
from ui import edit_commands, problems
from ui.bridge import Bridge
from ui.desk import Desk
from ui.look import Look
from ui.main_window import MainWindow
from ui.script.panel import ScriptPanel
from ui.script.script_view import ScriptView

_CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Room:
    """A window on a real Studio that nobody started: it edits, and makes no sound."""

    window: MainWindow
    studio: Studio
    view: ScriptView
    panel: ScriptPanel
    qtbot: QtBot
    said: list[str]

    def lines(self) -> list[tuple[str, str]]:
        document = self.studio.document
        return [(document.speaker(line.speaker).name, line.text) for line in document.lines]

    def line(self, place: int) -> Line:
        return self.studio.document.lines[place]

    def focus(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.qtbot.keyClick(self.focus(), key, held)

    def type(self, text: str) -> None:
        for letter in text:
            self.qtbot.keyClicks(self.focus(), letter)

    def give(self, command: object) -> None:
        self.window.action(command).trigger()

    def select(self, *places: int) -> None:
        self.panel.select(self.studio.document.script[place].id for place in places)
        self.view.setFocus()


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot) -> Iterator[Room]:
    look, studio, bridge = Look(qapp, "dark"), Studio(), Bridge()
    studio.edit(step_names.TITLE(title="The Lamp"), lambda _: SCENE)
    window = MainWindow(look)
    desk = Desk(studio, look, bridge, window)
    window.put_desk(desk)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    said: list[str] = []
    leave = problems.reported.connect(lambda message: said.append(str(message)))
    view = window.findChild(ScriptView)
    view.setFocus()
    panel = window.findChild(ScriptPanel)
    yield Room(window, studio, view, panel, qtbot, said)
    leave()
    desk.end()
    bridge.close()
    window.hide()
    window.deleteLater()


def test_enter_writes_and_escape_leaves(room: Room) -> None:
    """The caret goes behind the words; every letter is in the Document at once."""
    room.select(1)
    room.press(Qt.Key.Key_Return)
    room.type(" Honestly.")
    assert room.lines()[1] == ("BEN", "It was on yesterday. Honestly.")
    room.press(Qt.Key.Key_Escape)
    assert room.focus() is room.view
    assert room.panel.current_line() == SECOND_LINE


def test_a_dialogue_is_typed_to_and_fro(room: Room) -> None:
    """Enter ends a Line and begins the answer of the other Speaker."""
    room.select(2)
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_Return)
    room.type("So it was.")
    room.press(Qt.Key.Key_Return)
    room.type("Was it?")
    assert room.lines()[3:] == [("BEN", "So it was."), ("ANNA", "Was it?")]


def test_typing_is_one_step_and_undo_takes_it_back_in_the_field(room: Room) -> None:
    """A run of letters is undone together, while the caret stays in the Line."""
    room.select(1)
    room.press(Qt.Key.Key_Return)
    room.type(" No.")
    room.give(edit_commands.UNDO)
    assert room.lines()[1] == ("BEN", "It was on yesterday.")
    assert room.panel.writer.line == SECOND_LINE
    assert room.window.action(edit_commands.REDO).text() == "&Redo: Typing"
    room.give(edit_commands.REDO)
    assert room.lines()[1] == ("BEN", "It was on yesterday. No.")


def test_a_name_and_a_colon_say_who_speaks(room: Room) -> None:
    """NAME: becomes the Speaker at the colon; one undo gives the letters back."""
    room.select(2)
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_Return)
    room.type("GUARD:Halt.")
    assert room.lines()[3] == ("GUARD", "Halt.")
    for _ in range(2):
        room.give(edit_commands.UNDO)
    assert room.lines()[3] == ("BEN", "GUARD:")


def test_brackets_at_the_start_are_how_it_is_said(room: Room) -> None:
    """( opens the direction, ) goes on with the words."""
    room.select(2)
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_Return)
    room.type("(softly)Come in.")
    line = room.line(3)
    assert (line.direction, line.text) == ("softly", "Come in.")


def test_a_written_cue_is_understood_and_shown_again(room: Room) -> None:
    """^0.4 before the words becomes the Cue; F2 shows it as written, and deleting it takes it away."""
    room.select(2)
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_Home)
    room.type("^0.4 ")
    assert room.line(2).cue == CutIn(19_200)
    assert room.line(2).text == "<b>Yesterday</b> was Tuesday."
    room.press(Qt.Key.Key_Escape)
    room.press(Qt.Key.Key_F2)
    assert room.focus().toPlainText().startswith("^0.4 ")


def test_an_empty_line_and_enter_choose_the_speaker(room: Room) -> None:
    """In an empty Line Enter goes to the name; letters find one, Enter takes it, words follow."""
    room.select(2)
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_Return)
    assert room.focus().objectName() == "name_field"
    room.type("an")
    room.press(Qt.Key.Key_Return)
    room.type("Me again.")
    assert room.lines()[3] == ("ANNA", "Me again.")


def test_a_new_speaker_is_made_by_typing_a_name(room: Room) -> None:
    """A name nobody has is offered as a new Speaker."""
    room.select(0)
    room.give(edit_commands.NEW_LINE)
    room.type("Guard")
    room.press(Qt.Key.Key_Tab)
    room.type("Halt.")
    assert room.lines()[1] == ("Guard", "Halt.")


def test_a_line_left_empty_is_gone(room: Room) -> None:
    """A Line that was begun and never written leaves no empty row."""
    room.select(2)
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_Escape)
    assert len(room.lines()) == 3


def test_the_caret_parts_and_joins_lines(room: Room) -> None:
    """Ctrl+Shift+Enter splits at the caret, Backspace at the start joins, and nothing is lost."""
    room.select(1)
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_Home)
    for _ in range(7):
        room.press(Qt.Key.Key_Right)
    room.give(edit_commands.SPLIT)
    assert [text for _, text in room.lines()[1:3]] == ["It was", "on yesterday."]
    room.press(Qt.Key.Key_Backspace)
    assert room.lines()[1] == ("BEN", "It was on yesterday.")
    assert room.focus().textCursor().position() == len("It was ")


def test_two_slashes_make_a_silent_row(room: Room) -> None:
    """A Line that begins with // is a note once it is left."""
    room.select(2)
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_Return)
    room.type("// check the name of the ship")
    room.press(Qt.Key.Key_Escape)
    aside = room.studio.document.script[3]
    assert isinstance(aside, Aside)
    assert aside.text == "check the name of the ship"


def test_arrows_walk_through_the_lines_while_writing(room: Room) -> None:
    """Up and Down leave the words at their edges and go on in the neighbour."""
    room.select(0)
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_Down)
    assert room.panel.writer.line == SECOND_LINE
    room.press(Qt.Key.Key_Up)
    assert room.panel.writer.line == FIRST


def test_a_locked_line_is_not_written(room: Room) -> None:
    """Typing into a locked Line says how to unlock it, and changes nothing."""
    room.select(1)
    room.give(edit_commands.LOCK)
    assert room.line(1).status is LineStatus.LOCKED
    room.press(Qt.Key.Key_Return)
    assert room.panel.writer.line is None
    assert "locked" in room.said[-1]


def test_lines_are_moved_doubled_and_deleted(room: Room) -> None:
    """The selection goes along with what is moved; each is one step."""
    room.select(2)
    room.give(edit_commands.MOVE_UP)
    assert [line.id for line in room.studio.document.lines] == [FIRST, THIRD, SECOND_LINE]
    assert room.panel.selected_lines() == (THIRD,)
    room.give(edit_commands.DUPLICATE)
    assert len(room.lines()) == 4
    room.give(edit_commands.DELETE)
    assert len(room.lines()) == 3


def test_ctrl_and_a_digit_recast_the_selection(room: Room) -> None:
    """Ctrl+2 gives all selected Lines to the second Speaker."""
    room.select(0, 2)
    room.press(Qt.Key.Key_2, _CTRL)
    assert [name for name, _ in room.lines()] == ["BEN", "BEN", "BEN"]
    assert room.panel.selected_lines() == (FIRST, THIRD)


def test_copied_lines_keep_everything_about_them(room: Room) -> None:
    """Copied and pasted, a Line has its Cue still; other programs get NAME: text."""
    room.select(1)
    room.give(edit_commands.COPY)
    assert "BEN: ^0.5 It was on yesterday." in QGuiApplication.clipboard().text()
    room.select(2)
    room.give(edit_commands.PASTE)
    assert room.lines()[3] == ("BEN", "It was on yesterday.")
    assert room.line(3).cue == room.line(1).cue
    assert room.line(3).id != room.line(1).id


def test_a_pasted_script_is_asked_about(room: Room) -> None:
    """Several speeches pasted into a Line wait for a word; as lines they stand below it."""
    QGuiApplication.clipboard().setText("GUARD: Halt.\nANNA: It is me.\nGUARD: Pass.")
    room.select(1)
    room.press(Qt.Key.Key_Return)
    room.focus().paste()
    bar = room.window.findChild(QFrame, "question_bar")
    assert bar.isVisible()
    room.press(Qt.Key.Key_Space)
    assert room.lines()[2:5] == [("GUARD", "Halt."), ("ANNA", "It is me."), ("GUARD", "Pass.")]


def test_a_first_line_is_written_from_nothing(room: Room) -> None:
    """In an empty script one key begins: a name, then its words."""
    room.studio.edit(step_names.TITLE(title=""), lambda _: type(SCENE)())
    room.give(edit_commands.NEW_LINE)
    room.type("MARA")
    room.press(Qt.Key.Key_Return)
    room.type("Is anybody here?")
    assert room.lines() == [("MARA", "Is anybody here?")]


def test_letters_on_the_empty_page_begin_the_first_line(room: Room) -> None:
    """A name, a colon and words are typed as in any script; nobody is left over in the Cast, and who
    speaks has a voice."""
    room.studio.edit(step_names.TITLE(title=""), lambda _: type(SCENE)())
    room.window.findChild(QFrame, "empty_page").setFocus()
    room.type("M")
    room.type("ARA: Is anybody here?")
    assert room.lines() == [("MARA", "Is anybody here?")]
    (mara,) = room.studio.document.cast
    assert (mara.name, mara.colour) == ("MARA", 0)
    assert mara.draft_voice is not None
