"""Final voices are paid for: nobody pays without having been told the price."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.document import step_names
from studio.document.values import LineId, Voice
from studio.scheduling.promotion import Promotion
from studio.studio import Studio
from tests.ui.pieces import SCENE
from tests.ui.running import InQt, until
from ui import take_commands as commands
from ui import tasks
from ui.command_set import CommandSet
from ui.look import Look
from ui.promotion_desk import PromotionDesk, price_words
from ui.script.panel import ScriptPanel

_VOICE = Voice("voices.example", 7, "Maren")


@dataclass
class Room:
    window: QWidget
    studio: Studio
    commands: CommandSet
    desk: PromotionDesk

    def cast_final(self) -> None:
        cast = tuple(replace(speaker, final_voice=_VOICE) for speaker in SCENE.cast)
        self.studio.edit(step_names.TITLE(title="x"), lambda _: replace(SCENE, cast=cast))

    def said(self) -> list[str]:
        dialog = self.window.findChild(QDialog)
        return [label.text() for label in dialog.findChildren(QLabel)]

    def press(self, words: str) -> None:
        buttons = self.window.findChild(QDialog).findChildren(QPushButton)
        next(button for button in buttons if button.text() == words).click()


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot) -> Iterator[Room]:
    look, studio, window = Look(qapp, "dark"), Studio(), QWidget()
    studio.edit(step_names.TITLE(title="The Lamp"), lambda _: SCENE)
    script = ScriptPanel(studio, look, window)
    script.document_changed()
    all_commands = CommandSet(commands.PROMOTING, look, window)
    desk = PromotionDesk(studio, script, all_commands, window)
    all_commands.carry_out(desk.doing())
    window.show()
    qtbot.waitExposed(window)
    yield Room(window, studio, all_commands, desk)
    window.hide()
    window.deleteLater()


def test_without_a_service_it_says_what_is_missing(room: Room) -> None:
    """The commands are grey, and their tip tells how to set a service up."""
    room.desk.show()
    assert not room.commands.action(commands.PROMOTE_ALL).isEnabled()
    assert room.commands.why_not(commands.PROMOTE_ALL).startswith("No voice service is set up.")


def test_how_many_and_what_it_costs_is_asked_first(room: Room, in_qt: InQt) -> None:
    """The question names the count of Takes; an unknown price is said to be unknown."""
    room.cast_final()

    async def scene() -> None:
        room.commands.action(commands.PROMOTE_ALL).trigger()
        await until(lambda: room.window.findChild(QDialog))
        title, explanation = room.said()[:2]
        assert title == "Make 3 takes by the final voices?"
        assert "What it costs is not known yet" in explanation
        room.press("Make them")
        await tasks.end(1.0)

    in_qt(scene())


def test_nothing_to_make_is_said(room: Room, in_qt: InQt) -> None:
    """Without final voices there is nothing to ask about."""

    async def scene() -> None:
        room.commands.action(commands.PROMOTE_ALL).trigger()
        await until(lambda: room.window.findChild(QDialog))
        assert room.said()[0] == "Nothing to make"
        room.press("Close")
        await tasks.end(1.0)

    in_qt(scene())


def test_the_price_is_told_as_people_read_it() -> None:
    """The seconds and the price, about."""
    line = (LineId("1"),)
    assert price_words(Promotion(line, 32.0, 5_900)) == "32 s of speech, about 5.9 ct."
