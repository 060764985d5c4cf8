"""The script in lanes: the same rows and selection, read and written in columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.document import step_names
from studio.document.cues import CutIn
from studio.document.ordered import Ordered
from studio.document.values import Document, Line, LineId, Speaker, SpeakerId
from studio.studio import Studio
from ui import view_commands
from ui.bridge import Bridge
from ui.cast.lane_head import LaneHead
from ui.desk import Desk
from ui.look import Look
from ui.main_window import MainWindow
from ui.script.lanes.lanes_view import LanesView
from ui.script.panel import ScriptPanel
from ui.script.script_view import ScriptView

_CTRL, _ALT, _SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
ANNA, BEN, CLEO = SpeakerId("anna"), SpeakerId("ben"), SpeakerId("cleo")
_CAST = (Speaker(ANNA, "ANNA", 0), Speaker(BEN, "BEN", 1), Speaker(CLEO, "CLEO", 2))
_WHO = (ANNA, BEN, ANNA, CLEO, BEN, ANNA)


def _scene() -> Document:
    lines = [Line(LineId(f"l{at}"), who, f"Words {at}.") for at, who in enumerate(_WHO)]
    lines[1] = replace(lines[1], cue=CutIn(24_000))
    return Document(title="The Lamp", cast=_CAST, script=Ordered(lines))


@dataclass
class Room:
    window: MainWindow
    desk: Desk
    studio: Studio
    panel: ScriptPanel
    lanes: LanesView
    qtbot: QtBot

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = _CTRL & _ALT) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        self.qtbot.keyClick(focused, key, held)

    def line(self, place: int) -> Line:
        return self.studio.document.lines[place]

    def middle(self, place: int) -> QPoint:
        return self.lanes.visualRect(self.lanes.model().index(place, 3)).center()

    def click(self, place: int, held: Qt.KeyboardModifier = _CTRL & _ALT) -> None:
        left, port = Qt.MouseButton.LeftButton, self.lanes.viewport()
        self.qtbot.mouseClick(port, left, held, self.middle(place))

    def chosen(self) -> list[str]:
        return list(self.panel.selected_items())


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot) -> Iterator[Room]:
    look, studio, bridge = Look(qapp, "dark"), Studio(), Bridge()
    studio.edit(step_names.TITLE(title="The Lamp"), lambda _: _scene())
    window = MainWindow(look)
    desk = Desk(studio, look, bridge, window)
    window.put_desk(desk)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    panel = window.findChild(ScriptPanel)
    window.action(view_commands.LANES).trigger()
    lanes = window.findChild(LanesView)
    lanes.setFocus()
    yield Room(window, desk, studio, panel, lanes, qtbot)
    desk.end()
    bridge.close()
    window.hide()
    window.deleteLater()


def test_the_lanes_take_the_place_of_the_rows_and_of_the_cast(room: Room) -> None:
    """One command goes there and back; what is selected stays so, and the heads stand for the Cast."""
    rows = room.window.findChild(ScriptView)
    assert room.lanes.isVisible()
    assert not rows.isVisible()
    assert not room.desk.left.isVisible()
    heads = [head for head in room.window.findChildren(LaneHead) if head.isVisible()]
    assert [head.card.speaker.name for head in heads if head.card] == ["ANNA", "BEN", "CLEO"]
    room.panel.select(["l3"])
    room.window.action(view_commands.LANES).trigger()
    assert rows.isVisible()
    assert room.desk.left.isVisible()
    assert rows.currentIndex().row() == 3
    assert not room.window.action(view_commands.LANES).isChecked()


def test_each_line_is_in_the_column_of_its_speaker_at_its_height(room: Room) -> None:
    """From left to right as in the Cast, from top to bottom as in the script; a heads' width each."""
    boxes = [room.lanes.visualRect(room.lanes.model().index(at, 3)) for at in range(len(_WHO))]
    by_speaker = {
        who: {box.left() for box, of in zip(boxes, _WHO, strict=True) if of == who} for who in _WHO
    }
    assert [len(lefts) for lefts in by_speaker.values()] == [1, 1, 1]
    assert max(by_speaker[ANNA]) < max(by_speaker[BEN]) < max(by_speaker[CLEO])
    assert [box.top() for box in boxes] == sorted(box.top() for box in boxes)
    assert boxes[1].top() < boxes[0].bottom(), "who cuts in stands beside the end"
    assert boxes[2].top() > boxes[1].bottom()


def test_arrows_walk_through_time_and_across_columns(room: Room) -> None:
    """Down goes through all Lines in order; Right and Left to the nearest one of the next column."""
    room.click(0)
    room.press(Qt.Key.Key_Down)
    assert room.chosen() == ["l1"]
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_Right)
    assert room.chosen() == ["l1"]
    room.press(Qt.Key.Key_Right)
    assert room.chosen() == ["l3"]
    room.press(Qt.Key.Key_Right)
    assert room.chosen() == ["l3"], "there is no column further right"
    room.press(Qt.Key.Key_Left)
    assert room.chosen() == ["l4"]
    room.press(Qt.Key.Key_Left)
    assert room.chosen() == ["l5"]
    room.press(Qt.Key.Key_Home)
    assert room.chosen() == ["l0"]


def test_ctrl_and_arrows_recast_a_line(room: Room) -> None:
    """Its card moves to the next column; beyond the last one nothing happens."""
    room.click(0)
    room.press(Qt.Key.Key_Right, _CTRL)
    assert room.line(0).speaker == BEN
    room.press(Qt.Key.Key_Right, _CTRL)
    room.press(Qt.Key.Key_Right, _CTRL)
    assert room.line(0).speaker == CLEO
    room.press(Qt.Key.Key_Left, _CTRL)
    assert room.line(0).speaker == BEN
    assert room.chosen() == ["l0"]


def test_alt_and_arrows_move_a_line(room: Room) -> None:
    room.click(2)
    room.press(Qt.Key.Key_Down, _ALT)
    assert [line.id for line in room.studio.document.lines][:4] == ["l0", "l1", "l3", "l2"]
    assert room.chosen() == ["l2"]


def test_a_line_is_written_in_its_card(room: Room) -> None:
    """Enter puts the caret there, the card grows with the words, and Escape leaves."""
    room.click(3)
    before = room.lanes.visualRect(room.lanes.currentIndex()).height()
    room.press(Qt.Key.Key_Return)
    room.qtbot.keyClicks(QApplication.focusWidget(), " And a great many more words. " * 8)
    assert room.line(3).text.startswith("Words 3. And a great many")
    card = room.lanes.visualRect(room.lanes.currentIndex())
    assert card.height() > before
    box = room.panel.writer.box
    assert box.isVisible()
    assert card.contains(box.geometry())
    room.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is room.lanes
    assert not box.isVisible()


def test_enter_in_a_card_writes_the_answer_below(room: Room) -> None:
    """To and fro, as in rows: the new card is in the other Speaker's column."""
    room.click(5)
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_Return)
    room.qtbot.keyClicks(QApplication.focusWidget(), "So.")
    assert (room.line(6).speaker, room.line(6).text) == (BEN, "So.")


def test_changing_the_view_leaves_the_text(room: Room) -> None:
    """What was written is kept, and the fields do not stay behind."""
    room.click(0)
    room.press(Qt.Key.Key_Return)
    room.qtbot.keyClicks(QApplication.focusWidget(), " More.")
    room.window.action(view_commands.LANES).trigger()
    assert room.line(0).text == "Words 0. More."
    assert room.panel.writer.line is None


def test_shift_and_a_click_select_all_between(room: Room) -> None:
    """In the order of the script, whatever the columns."""
    room.click(1)
    room.click(4, _SHIFT)
    assert room.chosen() == ["l1", "l2", "l3", "l4"]
    room.click(0, _CTRL)
    assert room.chosen() == ["l0", "l1", "l2", "l3", "l4"]


def test_many_speakers_are_scrolled_sideways(room: Room) -> None:
    """Columns keep 180 pixels; the current card is brought into view, and heads go along."""
    cast = tuple(Speaker(SpeakerId(f"s{at}"), f"NAME {at}", at) for at in range(40))
    lines = [Line(LineId(f"n{at}"), who.id, "Words.") for at, who in enumerate(cast)]
    crowd = Document(title="Crowd", cast=cast, script=Ordered(lines))
    room.studio.edit(step_names.TITLE(title="Crowd"), lambda _: crowd)
    room.panel.select(["n39"])
    card = room.lanes.visualRect(room.lanes.currentIndex())
    assert room.lanes.viewport().rect().contains(card)
    assert card.width() > 160
    shown = [head for head in room.window.findChildren(LaneHead) if head.isVisible()]
    assert "NAME 39" in [head.card.speaker.name for head in shown if head.card]
    assert len(shown) < 12


def test_undo_takes_a_card_away_again(room: Room) -> None:
    room.click(2)
    room.press(Qt.Key.Key_Delete)
    assert len(room.studio.document.lines) == 5
    room.studio.undo()
    heights = [room.lanes.visualRect(room.lanes.model().index(at, 3)).height() for at in range(6)]
    assert all(height > 30 for height in heights)
