"""The Cast on the screen: every wish is an edit, every card says what is true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from studio.document import step_names
from studio.document.values import SpeakerId
from studio.frames import PROJECT_RATE
from studio.studio import Studio
from studio.takes.line_state import LineState
from tests.ui.pieces import ANNA, BEN, SCENE
from tests.ui.running import InQt, until
from ui import tasks
from ui.cast.card import SpeakerCard
from ui.cast.pan_field import PanField
from ui.cast.values import Pattern, Stretch, cards, pattern_of, seconds_of
from ui.cast_desk import CastDesk
from ui.context_looks import ContextKind
from ui.letter_toggle import LetterToggle
from ui.look import Look
from ui.script.panel import ScriptPanel
from ui.slim_slider import SlimSlider


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
    room.desk.panel.menu_chosen.emit(str(ANNA), "down")
    assert room.names() == ["BEN", "ANNA"]
    QApplication.processEvents()
    assert "BEN, 1 lines" in room.card(0).accessibleName()


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
        room.desk.panel.menu_chosen.emit(str(BEN), "rename")
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
    room.desk.panel.menu_chosen.emit(str(BEN), "remove")
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
    shown = cards(SCENE, {ANNA: (runway, 3.0)}, {}, {}, is_playing=True)
    assert [card.is_short for card in shown] == [True, False]
    assert shown[1].ready_seconds is None
    assert shown[0].context is ContextKind.LOCAL
    assert shown[0].speaker.id == SpeakerId("anna")
