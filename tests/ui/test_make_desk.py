"""The filled button of the tool bar: what is still to be made of the open scene, and for how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from studio.document.values import LineId
from studio.scheduling.promotion import Promotion
from studio.standing.queue import QueueRow, QueueState
from studio.takes.line_state import LineState
from studio.takes.recipe import TakeKey
from studio.takes.request_record import Purpose
from tests.ui.pieces import FIRST, SCENE, SECOND_LINE, THIRD, WITH_HEADING, SetStudio
from ui import take_commands as commands
from ui.command_set import CommandSet
from ui.look import Look
from ui.make_desk import MakeDesk
from ui.make_words import Deed, Offer, offer
from ui.promotion_desk import PromotionDesk
from ui.script.panel import ScriptPanel


def _row(line: LineId, state: QueueState, *, is_paid: bool) -> QueueRow:
    return QueueRow(line, TakeKey(line), Purpose.SCENE, is_paid, state, 2.0)


_BOTH = Promotion((FIRST, THIRD), 32.0, 5_900)
_DRAFT = _row(FIRST, QueueState.IN_TURN, is_paid=False)
_BOUGHT = _row(SECOND_LINE, QueueState.COMING, is_paid=True)


@pytest.mark.parametrize(
    ("planned", "drafts", "queue", "is_paused", "offered"),
    [
        (_BOTH, (), (), False, Offer(Deed.TAKES, "Make 2 takes, about 5.9 ct")),
        (Promotion((FIRST,), 3.0, None), (), (), False, Offer(Deed.TAKES, "Make 1 take")),
        (_BOTH, (), (_DRAFT,), False, Offer(Deed.TAKES, "Make 2 takes, about 5.9 ct")),
        (_BOTH, (), (_DRAFT, _BOUGHT), False, Offer(Deed.PAUSE, "Pause, 1 left")),
        (_BOTH, (), (_DRAFT, _BOUGHT), True, Offer(Deed.RESUME, "Resume, 1 left")),
        (None, (), (_DRAFT,), False, Offer(Deed.PAUSE, "Pause, 1 left")),
        (None, (FIRST, THIRD), (), False, Offer(Deed.DRAFTS, "Make 2 drafts, free")),
        (Promotion((), 0.0, 0), (), (), False, Offer(Deed.NOTHING, "All takes made")),
    ],
)
def test_it_offers_what_is_next(
    planned: Promotion | None,
    drafts: tuple[LineId, ...],
    queue: tuple[QueueRow, ...],
    is_paused: bool,
    offered: Offer,
) -> None:
    """Takes with their price, a pause while they are made, drafts where nobody is paid."""
    assert offer(planned, drafts, queue, is_paused=is_paused) == offered


@dataclass
class Room:
    studio: SetStudio
    script: ScriptPanel
    desk: MakeDesk
    commands: CommandSet

    @property
    def main(self) -> QToolButton:
        return self.desk.button.findChild(QToolButton, "make")

    def stand(self, *states: LineState) -> None:
        self.studio.states = dict(zip((FIRST, SECOND_LINE, THIRD), states, strict=True))
        self.desk.show(())


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot) -> Iterator[Room]:
    look, studio, window = Look(qapp, "dark"), SetStudio(), QWidget()
    script = ScriptPanel(studio, look, window)  # type: ignore[arg-type]
    script.document_changed()
    every = CommandSet(commands.PROMOTING, look, window)
    promotion = PromotionDesk(studio, script, every, window)  # type: ignore[arg-type]
    desk = MakeDesk(studio, script, promotion, every, look)  # type: ignore[arg-type]
    desk.button.setParent(window)
    yield Room(studio, script, desk, every)
    window.deleteLater()


def test_without_a_key_it_makes_the_drafts_that_are_missing(room: Room) -> None:
    """Those that were stopped or failed; with all of them there it is grey and says why."""
    steered = []
    room.desk.steered.connect(lambda: steered.append(True))
    room.stand(LineState.DRAFT, LineState.MISSING, LineState.FAILED)
    assert room.main.text() == room.main.accessibleName() == "Make 2 drafts, free"
    room.main.click()
    assert steered == [True]
    room.stand(LineState.DRAFT, LineState.DRAFT, LineState.DRAFT)
    assert room.main.text() == "All takes made"
    assert not room.main.isEnabled()
    assert "No voice service is set up" in room.main.toolTip()


def test_it_counts_the_lines_of_the_open_scene(room: Room) -> None:
    """The one the current row is in; without scenes, all."""
    assert room.script.scene_lines() == tuple(line.id for line in SCENE.lines)
    heading, first, comment, *others = WITH_HEADING.script
    room.studio.document = WITH_HEADING.__class__(
        cast=SCENE.cast, script=type(SCENE.script)((first, heading, comment, *others))
    )
    room.script.document_changed()
    room.script.select([THIRD])
    assert room.script.scene_lines() == (SECOND_LINE, THIRD)
    room.script.select([FIRST])
    assert room.script.scene_lines() == (FIRST,)


def test_the_arrow_counts_the_understudies(room: Room) -> None:
    """While its menu is open; elsewhere the command keeps its own name."""
    room.stand(LineState.UNDERSTUDY, LineState.FINAL, LineState.UNDERSTUDY)
    menu = room.desk.button.menu
    menu.aboutToShow.emit()
    assert room.commands.words(commands.REPLACE_UNDERSTUDIES) == "Replace all understudies (2)"
    menu.aboutToHide.emit()
    assert room.commands.words(commands.REPLACE_UNDERSTUDIES) == "Replace all understudies"
