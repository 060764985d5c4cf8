"""What the foot of the window tells of the Studio, and where pressing it leads."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.standing.queue import QueueRow
from studio.studio import Studio
from ui import file_commands, take_commands, view_commands
from ui.command_set import CommandSet
from ui.look import Look
from ui.status import StatusLine
from ui.status_item import StatusItem
from ui.status_words import (
    Said,
    money_said,
    output_words,
    queue_said,
    ready_words,
    voices_said,
)


class StatusDesk(QObject):
    """Owns the line."""

    def __init__(
        self,
        studio: Studio,
        commands: CommandSet,
        show_queue: Callable[[], object],
        show_unheard: Callable[[], object],
        look: Look,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._studio = studio
        self.line = line = StatusLine(look, window)
        for wanted, command in (
            (line.voices_wanted, view_commands.PREFERENCES),
            (line.money_wanted, take_commands.LEDGER),
            (line.exports_wanted, file_commands.EXPORTS),
            (line.output_wanted, view_commands.PREFERENCES),
            (line.saving_wanted, file_commands.VERSIONS),
            (line.messages_wanted, view_commands.MESSAGES),
        ):
            wanted.connect(commands.action(command).trigger)
        line.queue_wanted.connect(show_queue)
        line.unready_wanted.connect(show_unheard)

    def show_sources(self) -> None:
        """Where voices come from and sound goes, or why not; and what the voices cost."""
        studio, line = self._studio, self.line
        _tell(line.voices, voices_said(studio.voice_service_message, studio.service.standing))
        line.output.say(output_words(studio.output_description))
        _tell(line.money, money_said(studio.money.spent, studio.money.budget))

    def show_exports(self, words: str, more: str) -> None:
        """How far exports are that go on in the background."""
        self.line.exports.say(words, more=more)

    def show_ready(self, queue: tuple[QueueRow, ...]) -> None:
        """How much can be heard, and what is being made."""
        studio, line = self._studio, self.line
        line.ready.say(ready_words(studio))
        making = studio.making
        _tell(line.queue, queue_said(queue, is_paused=making.is_paused))


def _tell(item: StatusItem, said: Said) -> None:
    item.say(said.words, more=said.more, is_trouble=said.is_trouble, icon=said.icon)
