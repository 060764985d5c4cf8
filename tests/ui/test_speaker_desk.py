"""The tab Speaker in the real window: all there is to set of one Speaker, and presets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.document import step_names
from studio.document.edits import lines
from studio.document.values import AS_USUAL, Delivery, Speaker, Voice
from studio.folders import HOME_VARIABLE
from studio.front.voice_book import Preset, VoiceBook
from studio.studio import Studio
from tests.ui.pieces import ANNA, BEN, SCENE
from tests.ui.running import InQt, until
from ui import cast_commands, tasks
from ui.bridge import Bridge
from ui.desk import Desk
from ui.look import Look
from ui.main_window import MainWindow
from ui.speaker.panel import SpeakerPanel

MARA = Voice("embedded", 1001, "Mara")
_SPEAKER_TAB = 1


@dataclass
class Room:
    """A window on a real Studio that nobody started."""

    window: MainWindow
    studio: Studio
    desk: Desk

    @property
    def panel(self) -> SpeakerPanel:
        return self.window.findChild(SpeakerPanel)

    @property
    def anna(self) -> Speaker:
        return self.studio.document.cast[0]

    def number(self, name: str) -> QDoubleSpinBox:
        found = self.panel.findChildren(QDoubleSpinBox)
        return next(each for each in found if each.accessibleName() == name)

    def press(self, words: str) -> None:
        buttons = self.panel.findChildren(QAbstractButton)
        next(b for b in buttons if words in (b.text(), b.accessibleName())).click()

    def said(self) -> list[str]:
        labels = self.panel.findChildren(QLabel)
        return [label.text() for label in labels if not label.isHidden()]


@pytest.fixture
def room(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Room]:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    look, studio, bridge = Look(qapp, "dark"), Studio(), Bridge()
    cast = (replace(SCENE.cast[0], draft_voice=MARA), SCENE.cast[1])
    studio.edit(step_names.TITLE(title="The Lamp"), lambda _: replace(SCENE, cast=cast))
    window = MainWindow(look)
    desk = Desk(studio, look, bridge, window)
    window.put_desk(desk)
    window.show()
    qtbot.waitExposed(window)
    desk.right.show_tab(_SPEAKER_TAB)
    desk._cast.panel.chosen.emit(str(ANNA))
    yield Room(window, studio, desk)
    desk.end()
    bridge.close()
    studio.close()
    window.hide()
    window.deleteLater()


def test_the_card_that_is_chosen_is_shown(room: Room) -> None:
    """Who it is, which voices, what they may be used for, and what they cost."""
    texts = [button.text() for button in room.panel.findChildren(QPushButton)]
    assert "Draft: Mara" in texts
    assert "Final: nobody yet" in texts
    assert "Mara: free, GPL speech engine on this computer" in room.said()
    assert "Nothing was paid for ANNA yet." in room.said()
    nameless = [
        each
        for each in room.panel.findChildren(QWidget)
        if each.isVisible()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not each.accessibleName()
    ]
    assert nameless == []


def test_every_setting_is_an_edit_and_goes_back(room: Room) -> None:
    """Numbers, language, switches; what is set here has a dot and a way back."""
    room.number("Speed").setValue(1.1)
    room.number("Style").setValue(0.5)
    language = next(
        box for box in room.panel.findChildren(QComboBox) if box.accessibleName() == "Language"
    )
    language.setCurrentIndex(language.findData("de"))
    language.activated.emit(language.currentIndex())
    for box in room.panel.findChildren(QCheckBox):
        box.click()
    assert room.anna.delivery == Delivery(
        speed=1.1, style=0.5, language="de", speaker_boost=True, normalize=False
    )
    assert "Speed •" in room.said()
    assert "3 set here" in room.said()
    room.press("Speed: back to the project's value")
    assert room.anna.delivery.speed is None


def test_notes_names_and_pauses_are_edits(room: Room) -> None:
    """Typing is one step; the pauses are rules of the project."""
    notes = next(
        each
        for each in room.panel.findChildren(QPlainTextEdit)
        if each.accessibleName() == "Notes about this speaker"
    )
    before = room.studio.steps_done
    for words in ("Ol", "Old", "Old and dry."):
        notes.setPlainText(words)
    assert room.anna.notes == "Old and dry."
    assert room.studio.steps_done == before + 1
    aliases = next(
        each for each in room.panel.findChildren(QLineEdit) if "names" in each.accessibleName()
    )
    aliases.setText("Annie, , Ann, Annie")
    aliases.editingFinished.emit()
    assert room.anna.aliases == ("Annie", "Ann")
    room.number("After an own line, seconds").setValue(0.6)
    assert room.studio.document.pauses.same_speaker_frames == 28_800


def test_lines_that_differ_speak_as_their_speaker_again(room: Room) -> None:
    """They are counted, and one press has them all follow, in one step."""
    ids = [line.id for line in room.studio.document.lines]
    room.studio.edit(
        step_names.DELIVERY(3), lambda it: lines.set_delivery(it, ids, Delivery(speed=0.9))
    )
    room.press("Re-apply to 2 lines that differ")
    deliveries = [line.delivery for line in room.studio.document.lines]
    assert deliveries == [AS_USUAL, Delivery(speed=0.9), AS_USUAL]


def test_how_somebody_sounds_is_kept_and_given_to_another(room: Room, in_qt: InQt) -> None:
    """A preset has a name, is there for all projects, and makes another speaker sound the same."""

    async def scene() -> None:
        room.number("Speed").setValue(1.2)
        room.window.action(cast_commands.KEEP_PRESET).trigger()
        await until(lambda: room.window.findChild(QDialog))
        dialog = room.window.findChild(QDialog)
        dialog.findChild(QLineEdit).setText("Quick one")
        dialog.findChild(QPushButton).click()
        await until(lambda: room.studio.voice_book.notes.presets)
        await until(lambda: VoiceBook().notes.presets)
        await tasks.end(1.0)

    in_qt(scene())
    assert VoiceBook().notes.presets == (Preset("Quick one", MARA, None, Delivery(speed=1.2)),)
    room.desk._cast.panel.chosen.emit(str(BEN))
    room.panel.voices.preset_wanted.emit("Quick one")
    ben = room.studio.document.cast[1]
    assert (ben.draft_voice, ben.delivery) == (MARA, Delivery(speed=1.2))
