"""Playing never has anything made at a price nobody was told of, and never keeps silent about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.document import step_names
from studio.document.values import Voice
from studio.front.money import Money
from studio.front.service import Service
from studio.scheduling.budget import Budget
from studio.standing.service import ServiceStanding
from studio.studio import Studio
from tests.ui.pieces import FIRST, SCENE, SECOND_LINE
from tests.ui.running import InQt, until
from ui import tasks
from ui.paid_playing import PaidPlaying

_VOICE = Voice("voices.example", 7, "Maren")


@dataclass
class Room:
    window: QWidget
    studio: Studio
    paid: PaidPlaying
    played: list[str] = field(default_factory=list)
    approved: list[float] = field(default_factory=list)

    def play(self) -> None:
        self.paid.begin([FIRST, SECOND_LINE], lambda: self.played.append("played"))

    def dialogs(self) -> list[QDialog]:
        return self.window.findChildren(QDialog)

    def answer(self, words: str) -> None:
        buttons = self.dialogs()[0].findChildren(QPushButton)
        next(button for button in buttons if button.text() == words).click()


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    studio, window = Studio(), QWidget()
    cast = tuple(replace(speaker, final_voice=_VOICE) for speaker in SCENE.cast)
    studio.edit(step_names.TITLE(title="The Lamp"), lambda _: replace(SCENE, cast=cast))
    standing = ServiceStanding(name="voices.example")
    monkeypatch.setattr(Service, "standing", property(lambda _: standing))
    room = Room(window, studio, PaidPlaying(studio, window))
    monkeypatch.setattr(Money, "approve", lambda _, seconds: room.approved.append(seconds))
    studio.money.set_budget(Budget(project=1000))
    window.show()
    qtbot.waitExposed(window)
    yield room
    window.hide()
    window.deleteLater()


@pytest.mark.parametrize(
    ("answer", "is_played", "is_approved"),
    [("Make them", True, True), ("Play with draft voices", True, False), ("Cancel", False, False)],
)
def test_with_a_budget_and_no_price_each_press_asks(
    room: Room, in_qt: InQt, answer: str, is_played: bool, is_approved: bool
) -> None:
    """The question says how many Takes and how much speech; only who agrees to it pays."""

    async def scene() -> None:
        for _ in range(2):
            room.played.clear()
            room.approved.clear()
            room.play()
            assert not room.played
            await until(room.dialogs)
            said = [label.text() for label in room.dialogs()[0].findChildren(QLabel)]
            assert said[0] == "Make 2 takes by the final voices?"
            assert "What it costs is not known yet" in said[1]
            room.answer(answer)
            await until(lambda: not room.dialogs())
            assert bool(room.played) is is_played
            assert bool(room.approved) is is_approved
        await tasks.end(1.0)

    in_qt(scene())


@pytest.mark.parametrize(
    "budget", [Budget(), Budget(project=1000, entered_price_per_minute=60_000)]
)
def test_without_a_limit_or_with_a_price_it_plays_at_once(room: Room, budget: Budget) -> None:
    """The budget itself says what is too much."""
    room.studio.money.set_budget(budget)
    room.play()
    assert room.played
    assert not room.dialogs()


def test_what_costs_nothing_is_not_asked_about(room: Room) -> None:
    """Nobody has a final voice, so nothing would be paid for."""
    room.studio.edit(step_names.TITLE(title="x"), lambda _: SCENE)
    room.play()
    assert room.played
    assert not room.dialogs()
