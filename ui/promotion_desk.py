"""Having Lines spoken by their final voices: the price is asked about before anything is bought."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.document.values import LineId
from studio.scheduling.promotion import Promotion, Which
from studio.sentences import sentence
from studio.studio import Studio
from studio.takes.line_state import LineState
from ui import dialogs, messages, money_words, quantities, tasks
from ui import take_commands as commands
from ui.command import Command
from ui.command_set import CommandSet
from ui.script.panel import ScriptPanel

TITLE = sentence(
    "ui.promotion_desk.title",
    "Make {lines} {lines:take|takes} by the final {lines:voice|voices}?",
)
PRICE = sentence("ui.promotion_desk.price", "{length} of speech, {price}.")
NO_PRICE = sentence(
    "ui.promotion_desk.no_price",
    "{length} of speech. What it costs is not known yet; the first take will tell. You can enter a"
    " price per minute in Preferences.",
)
MAKE = sentence("ui.promotion_desk.make", "Make them")
NOTHING = sentence("ui.promotion_desk.nothing", "Nothing to make")
ALL_THERE = sentence(
    "ui.promotion_desk.all_there",
    "Each of these lines has its take by the final voice already, or its speaker has none. Choose"
    " final voices in the cast.",
)
NO_SERVICE = sentence(
    "ui.promotion_desk.no_service",
    "No voice service is set up. Enter a key in Preferences, Voice service.",
)

_WHICH = {
    commands.PROMOTE_SELECTED: Which.SELECTED,
    commands.PROMOTE_APPROVED: Which.APPROVED,
    commands.PROMOTE_CHANGED: Which.CHANGED,
    commands.PROMOTE_ALL: Which.ALL,
}


class PromotionDesk(QObject):
    """Told when the service or what is known of it changed."""

    promoted = Signal(object)
    """The Lines that are made from now on, before the first of them is asked for."""

    def __init__(
        self, studio: Studio, script: ScriptPanel, all_commands: CommandSet, window: QWidget
    ) -> None:
        super().__init__(window)
        self._studio, self._script = studio, script
        self._commands, self._window = all_commands, window

    def doing(self) -> dict[Command, Callable[[], object]]:
        """What is done when one of these commands is given."""
        return {
            **{command: partial(self._begin, which) for command, which in _WHICH.items()},
            commands.PROMOTE_SCENE: lambda: self.promote(self._script.scene_lines()),
            commands.REPLACE_UNDERSTUDIES: lambda: self.promote(self.understudies()),
        }

    def understudies(self) -> tuple[LineId, ...]:
        """The Lines that are heard by their draft voice where the final one is wanted."""
        studio = self._studio
        return tuple(
            line.id
            for line in studio.document.lines
            if studio.state_of(line.id) is LineState.UNDERSTUDY
        )

    def show(self) -> None:
        """Whether there is anybody who could be paid."""
        has_service = self._studio.service.standing.name is not None
        self._commands.let(commands.PROMOTING, has_service, messages.say(NO_SERVICE))

    def promote(self, lines: tuple[LineId, ...]) -> None:
        """Of these Lines what is not there yet."""
        tasks.start(self._ask(Which.SELECTED, lines), self)

    def _begin(self, which: Which) -> None:
        tasks.start(self._ask(which, self._script.selected_lines()), self)

    async def _ask(self, which: Which, selected: tuple[LineId, ...]) -> None:
        making = self._studio.making
        planned = making.promotion(which, selected)
        if not planned.lines:
            await dialogs.tell(self._window, messages.say(NOTHING), ALL_THERE())
            return
        answer = await dialogs.ask(
            self._window, title_words(planned), price_words(planned), [messages.say(MAKE)]
        )
        if answer is not None:
            if planned.expected_cost is None:
                self._studio.money.approve(planned.seconds)
            self.promoted.emit(planned.lines)
            making.promote(planned.lines)


def title_words(planned: Promotion) -> str:
    return messages.say(TITLE, lines=len(planned.lines))


def price_words(planned: Promotion) -> str:
    """How much speech that is and what it will probably cost."""
    length = quantities.short_seconds(planned.seconds)
    if planned.expected_cost is None:
        return messages.say(NO_PRICE, length=length)
    price = money_words.about(planned.expected_cost)
    return messages.say(PRICE, length=length, price=price)
