"""The tab Line in the real window: it says what is true of the selected Lines, and edits them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from studio.document import step_names
from studio.document.cues import BY_RULE, After, CutIn, Over, With
from studio.document.values import Delivery, Line, LineStatus
from studio.standing.takes import TakeState
from studio.studio import Studio
from studio.takes.recipe import TakeKey
from tests.ui.pieces import FIRST, SCENE, SECOND, SECOND_LINE, THIRD, TIMELINE
from ui.bridge import Bridge
from ui.desk import Desk
from ui.inspector.compare import Compare
from ui.inspector.cue_section import CueSection
from ui.inspector.cue_showing import cue_shown
from ui.inspector.delivery_section import DeliverySection
from ui.inspector.panel import InspectorPanel
from ui.inspector.takes_section import TakesSection
from ui.inspector.takes_strip import TakesStrip
from ui.inspector.values import OneLine, SentShown, TakeShown
from ui.look import Look
from ui.main_window import MainWindow
from ui.script.panel import ScriptPanel
from ui.script.script_view import ScriptView
from ui.slim_slider import SlimSlider


@dataclass
class Room:
    """A window on a real Studio that nobody started: it edits, and makes no sound."""

    window: MainWindow
    studio: Studio
    panel: InspectorPanel

    def line(self, place: int) -> Line:
        return self.studio.document.lines[place]

    def select(self, *ids: str) -> None:
        self.window.findChild(ScriptPanel).select(ids)

    def said(self) -> list[str]:
        labels = self.panel.findChildren(QLabel)
        return [label.text() for label in labels if not label.isHidden()]

    def press(self, words: str) -> None:
        buttons = self.panel.findChildren(QAbstractButton)
        next(b for b in buttons if words in (b.text(), b.accessibleName())).click()

    def number(self, name: str) -> QDoubleSpinBox:
        found = self.panel.findChildren(QDoubleSpinBox)
        return next(each for each in found if each.accessibleName() == name)


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
    yield Room(window, studio, window.findChild(InspectorPanel))
    desk.end()
    bridge.close()
    window.hide()
    window.deleteLater()


def test_without_a_line_it_says_what_to_do(room: Room) -> None:
    """Nothing selected, nothing to edit: one sentence says how to begin."""
    room.window.findChild(ScriptView).clearSelection()
    room.select()
    assert room.panel.currentIndex() == 0


def test_it_says_which_line_it_is(room: Room) -> None:
    """Number, name, Cue in a sentence and what the voice is given."""
    room.select(SECOND_LINE)
    said = room.said()
    assert "2" in said
    assert "BEN" in said
    assert any(words.startswith("Starts 0.5 s before ANNA ends.") for words in said)
    assert "It was on yesterday." in said


def test_every_number_can_be_read(room: Room) -> None:
    """The field of a number is wide enough for what stands in it."""
    room.select(SECOND_LINE)
    numbers = [it for it in room.panel.findChildren(QDoubleSpinBox) if it.isVisible()]
    assert numbers
    for each in numbers:
        field = each.lineEdit()
        assert field.width() > field.fontMetrics().horizontalAdvance(field.text()), field.text()


def test_what_is_left_out_is_struck_through_with_its_reason(room: Room) -> None:
    """A tag that no voice understands stands there struck through, and says why."""
    room.select(THIRD)
    struck = [label for label in room.panel.findChildren(QLabel) if label.font().strikeOut()]
    assert [label.text() for label in struck] == ["<b>", "</b>"]
    assert struck[0].accessibleName() == "Left out: <b>. No voice understands this tag."
    assert struck[0].textFormat() is Qt.TextFormat.PlainText


def test_approve_is_a_step_and_goes_back(room: Room) -> None:
    """The button of the head approves; pressed again it takes that back."""
    room.select(FIRST)
    room.press("Approve")
    assert room.line(0).status is LineStatus.APPROVED
    room.press("Unapprove")
    assert room.line(0).status is LineStatus.DRAFT


def test_the_cue_is_set_by_kind_and_seconds(room: Room) -> None:
    """Each kind is one press, the seconds are typed; After by itself is what the rules say."""
    room.select(SECOND_LINE)
    cue = room.panel.findChild(CueSection)
    buttons = {b.text(): b for b in cue.findChildren(QToolButton) if b.text() != "Cue"}
    buttons["Over"].click()
    assert room.line(1).cue == Over(28_800)
    seconds = room.number("Seconds of the cue")
    seconds.setValue(0.75)
    assert room.line(1).cue == Over(36_000)
    buttons["With"].click()
    assert room.line(1).cue == With()
    assert seconds.isHidden()
    buttons["After"].click()
    assert room.line(1).cue == BY_RULE
    seconds.setValue(1.5)
    assert room.line(1).cue == After(72_000)
    buttons["Cut in"].click()
    assert room.line(1).cue == CutIn(28_800)


def test_an_overlap_that_is_too_long_says_what_happens() -> None:
    """More than the earlier Line is long starts with it, and the sentence says so."""
    line = replace(SCENE.lines[1], cue=CutIn(60 * SECOND))
    shown = cue_shown(SCENE, TIMELINE, [line])
    assert shown.words == "60.0 s is longer than line 1. It now starts with it."


def test_a_delivery_of_its_own_is_marked_and_one_click_back(room: Room) -> None:
    """A changed value has a dot and is counted; its arrow gives it back to the Speaker."""
    room.select(FIRST)
    room.number("Speed").setValue(1.1)
    room.number("Variation").setValue(0.7)
    assert room.line(0).delivery == Delivery(speed=1.1, variation=0.7)
    assert "Speed •" in room.said()
    assert "2 changed here" in room.said()
    room.press("Speed: back to the speaker's value")
    assert room.line(0).delivery == Delivery(variation=0.7)
    room.press("Everything back to the speaker's values")
    assert room.line(0).delivery == Delivery()
    assert "Variation" in room.said()


def test_a_drag_of_a_slider_is_one_step(room: Room) -> None:
    """All values on the way are one step that is undone at once."""
    room.select(FIRST)
    before = room.studio.steps_done
    slider = room.panel.findChild(DeliverySection).findChild(SlimSlider)
    for value in (101, 105, 110):
        slider.setValue(value)
    assert room.line(0).delivery.speed == 1.1
    assert room.studio.steps_done == before + 1


def test_notes_and_status_are_edits(room: Room, qtbot: QtBot) -> None:
    """What is typed is noted as one step; the status is one of four."""
    room.select(FIRST)
    notes = next(
        each
        for each in room.panel.findChildren(QPlainTextEdit)
        if each.accessibleName() == "Notes about this line"
    )
    qtbot.keyClicks(notes, "Softer.")
    assert room.line(0).notes == "Softer."
    status = room.panel.findChild(QComboBox)
    status.activated.emit(1)
    assert room.line(0).status is LineStatus.NEEDS_RETAKE


def test_several_lines_are_edited_together(room: Room) -> None:
    """Counts instead of a name; what differs is said to; an edit is of all of them, in one step."""
    room.select(FIRST, SECOND_LINE)
    assert "2 lines, 2 speakers" in room.said()
    assert "These lines start in several ways." in room.said()
    assert room.panel.findChild(TakesSection).isHidden()
    before = room.studio.steps_done
    room.number("Speed").setValue(0.9)
    assert [room.line(place).delivery.speed for place in range(3)] == [0.9, 0.9, None]
    assert room.studio.steps_done == before + 1


def test_a_locked_line_says_so_and_stays_as_it_is(room: Room) -> None:
    """An edit that is refused leaves no wrong number behind."""
    room.select(FIRST)
    room.panel.findChild(QComboBox).activated.emit(3)
    room.number("Speed").setValue(1.1)
    assert room.line(0).delivery == Delivery()
    assert room.number("Speed").value() == 1.0


def test_retake_asks_for_another_take(room: Room) -> None:
    """The button and its key are the same command."""
    room.select(FIRST)
    room.press("Retake")
    assert room.line(0).retake == 1


def _take(number: int, **changed: object) -> TakeShown:
    key = TakeKey(f"take {number}")
    take = TakeShown(
        key, number, TakeState.READY, False, False, False, "3.1 s", "", "0.8 ct",
        words=f"Take {number}",
    )  # fmt: skip
    return replace(take, **changed)  # type: ignore[arg-type]


@pytest.fixture
def takes(qapp: QApplication, qtbot: QtBot) -> Iterator[TakesSection]:
    section = TakesSection(Look(qapp, "dark"), lambda *_: None)
    shown = (_take(3, is_heard=True), _take(2, remark="flat"), _take(1, state=TakeState.FAILED))
    section.show_line(OneLine(shown, "3 takes", "", SentShown("", (), ""), "", ""), 0)
    section.resize(300, 400)
    section.show()
    qtbot.waitExposed(section)
    yield section
    section.hide()
    section.deleteLater()


def test_a_take_is_heard_with_a_click_and_used_with_enter(
    takes: TakesSection, qtbot: QtBot
) -> None:
    """Newest on top; the row that is clicked sounds, Enter or a double click uses it."""
    strip = takes.findChild(TakesStrip)
    heard: list[str] = []
    used: list[str] = []
    strip.hear_wanted.connect(heard.append)
    strip.use_wanted.connect(used.append)
    place = strip.visualItemRect(strip.item(1)).center()
    qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard == ["take 2"]
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert used == ["take 2"]
    qtbot.mouseDClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert used == ["take 2", "take 2"]
    assert strip.key_of(3) == "take 3"


def test_two_takes_are_compared_in_place(takes: TakesSection, qtbot: QtBot) -> None:
    """1 and 2 hear the two sides; blind hides which is which; the one that is kept is used."""
    compare = takes.findChild(Compare)
    heard: list[str] = []
    kept: list[str] = []
    compare.hear_wanted.connect(heard.append)
    compare.keep_wanted.connect(kept.append)
    takes.toggle_compare()
    sides = [b for b in compare.findChildren(QAbstractButton) if b.accessibleName()]
    assert [side.text() for side in sides[:2]] == ["1: take 3, 3.1 s", "2: take 2, 3.1 s"]
    qtbot.keyClick(compare, Qt.Key.Key_1)
    qtbot.keyClick(compare, Qt.Key.Key_2)
    assert heard == ["take 3", "take 2"]
    compare.findChild(QCheckBox).setChecked(True)
    assert [side.text() for side in sides[:2]] == ["1", "2"]
    qtbot.keyClick(compare, Qt.Key.Key_1)
    compare.findChild(QAbstractButton, "keep_take").click()
    assert kept == [heard[-1]]
    assert compare.isHidden()


def test_a_take_that_comes_has_a_bar_and_what_failed_is_made_again(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bar stands for what has come; Make again is only there where something was lost."""
    again: list[str] = []
    monkeypatch.setattr(room.studio.making, "make_again", again.append)
    takes = room.panel.findChild(TakesSection)
    bar = takes.findChild(QProgressBar)
    assert not bar.isVisibleTo(takes)
    takes.show_arrived(0.62)
    assert bar.isVisibleTo(takes)
    assert bar.value() == 62
    takes.show_arrived(None)
    assert not bar.isVisibleTo(takes)
    room.select(FIRST)
    button = next(b for b in takes.findChildren(QToolButton) if b.text() == "Make again")
    assert not button.isVisibleTo(takes)
    takes.again_wanted.emit()
    assert again == [FIRST]
