"""The Cast on the screen: every wish is an edit, every card says what is true."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.document import step_names
from studio.document.edits import lines
from studio.document.values import Delivery, LineStatus, SpeakerId, Voice
from studio.frames import PROJECT_RATE
from studio.standing.contexts import ContextStanding, ContextState
from studio.studio import Studio
from studio.takes.line_state import LineState
from tests.ui.pieces import ANNA, BEN, FIRST, SCENE, THIRD
from tests.ui.running import InQt, until
from ui import tasks, voice_edits
from ui.cast.card import SpeakerCard
from ui.cast.card_menu import MENU, speaker_menu
from ui.cast.pan_field import PanField
from ui.cast.values import Pattern, Stretch, cards, pattern_of, seconds_of
from ui.cast_commands import Deed
from ui.cast_desk import CastDesk, context_words
from ui.letter_toggle import LetterToggle
from ui.look import Look
from ui.other_lines import count_lines
from ui.script.panel import ScriptPanel
from ui.slim_slider import SlimSlider
from ui.theme import load_theme


@dataclass
class Room:
    window: QWidget
    studio: Studio
    desk: CastDesk

    def card(self, place: int = 0) -> SpeakerCard:
        found = self.desk.panel.findChildren(SpeakerCard)
        found.sort(key=lambda card: card.y())
        return found[place]

    def names(self) -> list[str]:
        return [speaker.name for speaker in self.studio.document.cast]


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot) -> Iterator[Room]:
    look, studio, window = Look(qapp, "dark"), Studio(), QWidget()
    studio.edit(step_names.TITLE(title="The Lamp"), lambda _: SCENE)
    script = ScriptPanel(studio, look, window)
    desk = CastDesk(studio, script, look, window)
    leave = studio.document_changed.connect(desk.document_changed)
    desk.panel.setParent(window)
    desk.rail.setParent(window)
    desk.panel.resize(264, 400)
    window.resize(900, 500)
    window.show()
    qtbot.waitExposed(window)
    yield Room(window, studio, desk)
    leave()
    desk.end()
    window.hide()
    window.deleteLater()


def test_each_speaker_has_a_card_in_order(room: Room) -> None:
    """Cards follow the Cast: its order, names and counts, as a screen reader hears them."""
    assert "ANNA, 2 lines" in room.card(0).accessibleName()
    room.desk.panel.deed_wanted.emit(str(ANNA), Deed.DOWN)
    assert room.names() == ["BEN", "ANNA"]
    QApplication.processEvents()
    assert "BEN, 1 line," in room.card(0).accessibleName()


def test_gain_pan_mute_and_solo_are_edits(room: Room, qtbot: QtBot) -> None:
    """Each control changes the Lane; a drag of the slider is one step."""
    card = room.card(0)
    slider = card.findChild(SlimSlider)
    for value in (10, 20, 35):
        slider.setValue(value)
    mute, solo = card.findChildren(LetterToggle)
    mute.click()
    solo.click()
    pan = card.findChild(PanField)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pan, wheel)
    lane = room.studio.document.cast[0].lane
    assert (lane.gain_db, lane.pan, lane.is_muted, lane.is_solo) == (3.5, 0.05, True, True)
    assert mute.accessibleName() == "Mute ANNA"
    assert pan.text() == "R5"
    qtbot.keyClick(pan, Qt.Key.Key_Home)
    assert room.studio.document.cast[0].lane.pan == 0.0


def test_a_speaker_is_renamed(room: Room, in_qt: InQt) -> None:
    """Rename asks for the name; the old one stays known."""

    async def scene() -> None:
        room.desk.panel.deed_wanted.emit(str(BEN), Deed.RENAME)
        await until(lambda: room.window.findChild(QDialog))
        dialog = room.window.findChild(QDialog)
        dialog.findChild(QLineEdit).setText("BENJAMIN")
        dialog.findChild(QPushButton).click()
        await until(lambda: room.names() == ["ANNA", "BENJAMIN"])
        await tasks.end(1.0)

    in_qt(scene())
    assert room.studio.document.cast[1].aliases == ("BEN",)


def test_lines_of_a_speaker_go_to_another(room: Room) -> None:
    """A Speaker who still speaks is not removed, and says why."""
    room.desk.panel.deed_wanted.emit(str(BEN), Deed.REMOVE)
    assert room.names() == ["ANNA", "BEN"]


def test_voices_and_auditions_are_asked_for_by_speaker(room: Room, qtbot: QtBot) -> None:
    """A press on a voice says whose and which."""
    button = room.card(1).findChild(QToolButton, "draft_voice")
    with qtbot.waitSignal(room.desk.panel.draft_voice_wanted) as asked:
        button.click()
    assert asked.args == [str(BEN)]


def test_the_runway_counts_by_how_it_can_be_heard() -> None:
    """Finals, drafts, what is coming and what is missing are told apart, in seconds."""
    runway = (
        Stretch(0, 2 * PROJECT_RATE, Pattern.FINAL),
        Stretch(3 * PROJECT_RATE, 4 * PROJECT_RATE, pattern_of(LineState.QUEUED)),
    )
    assert seconds_of(runway, Pattern.FINAL) == 2.0
    assert seconds_of(runway, Pattern.COMING) == 1.0
    shown = cards(SCENE, count_lines(SCENE), {ANNA: (runway, 3.0)}, {}, {}, is_playing=True)
    assert [card.is_short for card in shown] == [True, False]
    assert shown[1].ready_seconds is None
    assert shown[0].context is ContextState.LOCAL
    assert shown[0].speaker.id == SpeakerId("anna")


def test_a_name_is_written_over_where_it_stands(room: Room, qtbot: QtBot) -> None:
    """A double click on it, or F2; Enter takes it, Esc leaves it, a name that is taken is refused."""
    card = room.card(1)
    QTest.mouseDClick(card, Qt.MouseButton.LeftButton, pos=QPoint(60, 14))
    field = card.findChild(QLineEdit)
    field.setText("BENJAMIN")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert room.names() == ["ANNA", "BENJAMIN"]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.keyClick(card, Qt.Key.Key_F2)
    field = card.findChild(QLineEdit)
    field.setText("NOBODY")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert room.names() == ["ANNA", "BENJAMIN"]


def test_cards_are_dragged_and_the_lanes_follow(room: Room) -> None:
    """While it is dragged the others make room; let go, it is one step; Alt and arrows do the same."""
    first, second = room.card(0), room.card(1)
    before = room.studio.steps_done
    below = QPoint(40, second.y() + second.height() - first.y())
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=QPoint(40, 60))
    for point in (QPoint(40, 80), below):
        _move(first, point)
    assert room.names() == ["ANNA", "BEN"]
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton, pos=below)
    assert room.names() == ["BEN", "ANNA"]
    assert room.studio.steps_done == before + 1
    QTest.keyClick(first, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert room.names() == ["ANNA", "BEN"]


def _move(card: QWidget, to: QPoint) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(card.mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(card, event)


def test_every_deed_of_the_menu_is_done(room: Room, in_qt: InQt) -> None:
    """Other names, colour, giving all lines to another, drafts for all, and what others see to."""
    panel, deeds = room.desk.panel, room.desk.deeds
    told: list[object] = []
    deeds.wall_wanted.connect(told.append)
    deeds.re_apply_wanted.connect(told.append)
    deeds.promotion_wanted.connect(told.append)

    async def scene() -> None:
        panel.deed_wanted.emit(str(ANNA), Deed.ALIASES)
        await until(lambda: room.window.findChild(QDialog))
        dialog = room.window.findChild(QDialog)
        dialog.findChild(QLineEdit).setText("Annie, Ann")
        dialog.findChild(QPushButton).click()
        await until(lambda: room.studio.document.cast[0].aliases == ("Annie", "Ann"))
        await until(lambda: not room.window.findChild(QDialog))
        panel.deed_wanted.emit(str(ANNA), Deed.RECAST)
        await until(lambda: room.window.findChild(QDialog))
        room.window.findChild(QDialog).findChild(QPushButton).click()
        await until(lambda: {line.speaker for line in room.studio.document.lines} == {BEN})
        await tasks.end(1.0)

    in_qt(scene())
    room.studio.undo()
    panel.colour_wanted.emit(str(ANNA), 7)
    assert room.studio.document.cast[0].colour == 7
    cloud = Voice("cloud.example", 7, "Ottoline")
    voice_edits.cast_final(room.studio, ANNA, cloud)
    panel.deed_wanted.emit(str(ANNA), Deed.DRAFTS)
    assert room.studio.document.cast[0].final_voice is None
    for deed in (Deed.WALL, Deed.RE_APPLY, Deed.PROMOTE):
        panel.deed_wanted.emit(str(ANNA), deed)
    ids = [FIRST]
    room.studio.edit(
        step_names.APPROVE(1), lambda it: lines.set_status(it, ids, LineStatus.APPROVED)
    )
    panel.deed_wanted.emit(str(ANNA), Deed.PROMOTE)
    assert told == [str(ANNA), str(ANNA), (FIRST,)]


def test_the_menu_counts_and_colours(room: Room) -> None:
    """How many lines differ and may be changed, twelve colours with names, and all the card can do."""
    ids, locked = [FIRST, THIRD], [THIRD]
    room.studio.edit(
        step_names.DELIVERY(2), lambda it: lines.set_delivery(it, ids, Delivery(speed=0.9))
    )
    room.studio.edit(step_names.LOCK(1), lambda it: lines.set_status(it, locked, LineStatus.LOCKED))
    document = room.studio.document
    card = cards(document, count_lines(document), {}, {}, {}, is_playing=False)[0]
    done: list[object] = []
    menu = speaker_menu(room.window, load_theme("dark"), card, done.append, done.append)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert "Re-apply settings to 1 line" in texts
    assert len(texts) == len(Deed)
    colours = next(action.menu() for action in menu.actions() if action.text() == "Colour")
    assert len(colours.actions()) == 12
    assert [action.text() for action in colours.actions() if action.isChecked()] == ["Teal"]
    colours.actions()[4].trigger()
    for action in menu.actions():
        action.trigger()
    assert done == [4, *(deed for deed in _in_menu() if deed is not Deed.COLOUR)]
    menu.deleteLater()


def _in_menu() -> list[Deed]:
    return [entry[0] for entry in MENU if entry is not None]


def test_a_context_stands_in_a_sentence() -> None:
    """Which of how many, whose voice, how long quiet; or that there is none."""
    open_ = ContextStanding(ContextState.OPEN, 2, 20, time.monotonic() - 6)
    assert context_words(open_, "Ottoline") == (
        "Context 2 of 20, voice Ottoline, quiet for 6.0 s, kept open"
    )
    waiting = ContextStanding(ContextState.WAITING, None, 20)
    assert context_words(waiting, "Ottoline") == "All 20 contexts are in use"
    assert "computer" in context_words(ContextStanding(ContextState.LOCAL), "")


def test_who_could_have_a_final_voice_is_asked_to_choose_one() -> None:
    """With a key at hand the card asks; what each cost so far stands at its foot."""
    shown = cards(
        SCENE, count_lines(SCENE), {}, {}, {ANNA: "6.9 ct"}, is_playing=False, can_have_final=True
    )
    assert shown[0].can_have_final
    assert [card.cost for card in shown] == ["6.9 ct", ""]
