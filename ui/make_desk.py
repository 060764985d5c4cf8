"""What the tool bar offers to have made, and what becomes of a press."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.document.spoken_text import spoken_text
from studio.document.values import LineId
from studio.scheduling.promotion import Promotion, Which
from studio.sentences import sentence
from studio.standing.queue import QueueRow
from studio.studio import Studio
from studio.takes.line_state import LineState
from ui import messages
from ui import take_commands as commands
from ui.command_set import CommandSet
from ui.look import Look
from ui.make_button import MakeButton
from ui.make_words import Deed, Offer, offer
from ui.pause import AtAPause
from ui.promotion_desk import ALL_THERE, NO_SERVICE, PromotionDesk, price_words
from ui.script.panel import ScriptPanel

UNDERSTUDIES = sentence("ui.make_desk.understudies", "Replace all understudies ({count})…")

_MENU = (commands.PROMOTE_SCENE, commands.PROMOTE_SELECTED, commands.PROMOTE_ALL)
_NOT_MADE = (LineState.MISSING, LineState.FAILED)
LONG_SCENE = 2_000
"""From so many Lines on it takes a while to look at all of them."""


class MakeDesk(QObject):
    """Owns the button; told of the queue when Takes changed. `steered` says that making goes on
    otherwise."""

    steered = Signal()

    def __init__(
        self,
        studio: Studio,
        script: ScriptPanel,
        promotion: PromotionDesk,
        all_commands: CommandSet,
        look: Look,
    ) -> None:
        super().__init__(script)
        self._studio, self._script, self._promotion = studio, script, promotion
        self._commands = all_commands
        self._scene: tuple[LineId, ...] = ()
        self._drafts: tuple[LineId, ...] = ()
        self.button = MakeButton(look)
        self.button.pressed.connect(self._do)
        menu = self.button.menu
        for command in _MENU:
            menu.addAction(all_commands.action(command))
        menu.addSeparator()
        menu.addAction(all_commands.action(commands.REPLACE_UNDERSTUDIES))
        menu.aboutToShow.connect(self._count_understudies)
        menu.aboutToHide.connect(self._forget_understudies)
        script.selected.connect(self._selected)
        self._queue: tuple[QueueRow, ...] = ()
        self._later = AtAPause(self._show, self)
        self._later.at_once()

    def show(self, queue: tuple[QueueRow, ...]) -> None:
        """Say what is to be made of the scene as things stand; of a long one, at a pause."""
        self._queue = queue
        self._scene = self._script.scene_lines()
        if len(self._scene) < LONG_SCENE:
            self._later.at_once()
        else:
            self._later.soon()

    def end(self) -> None:
        self._later.end()

    def _show(self) -> None:
        studio, queue = self._studio, self._queue
        self._scene = self._script.scene_lines()
        has_service = studio.service.standing.name is not None
        planned = studio.making.promotion(Which.SELECTED, self._scene) if has_service else None
        self._drafts = () if queue else self._missing_drafts()
        self._offer = offer(planned, self._drafts, queue, is_paused=studio.making.is_paused)
        self.button.show_offer(self._offer, _hint(self._offer, planned))

    def _missing_drafts(self) -> tuple[LineId, ...]:
        studio = self._studio
        if studio.takes.heard_count() == len(studio.document.lines):
            return ()
        return tuple(id for id in self._scene if self._is_missing(id))

    def _is_missing(self, id: LineId) -> bool:
        line = self._studio.document.lines.get(id)
        is_spoken = line is not None and bool(spoken_text(line))
        return is_spoken and self._studio.state_of(id) in _NOT_MADE

    def _selected(self) -> None:
        """The current row may be in another scene now."""
        if self._studio.document.headings and self._script.scene_lines() != self._scene:
            self.show(self._studio.making.queue())

    def _do(self) -> None:
        making = self._studio.making
        match self._offer.deed:
            case Deed.TAKES:
                self._promotion.promote(self._scene)
            case Deed.DRAFTS:
                for line in self._drafts:
                    making.make_again(line)
            case Deed.PAUSE:
                making.pause()
            case Deed.RESUME:
                making.resume()
        self.steered.emit()

    def _count_understudies(self) -> None:
        words = messages.say(UNDERSTUDIES, count=len(self._promotion.understudies()))
        self._commands.name(commands.REPLACE_UNDERSTUDIES, words)

    def _forget_understudies(self) -> None:
        words = messages.say(commands.REPLACE_UNDERSTUDIES.words)
        self._commands.name(commands.REPLACE_UNDERSTUDIES, words)


def _hint(offered: Offer, planned: Promotion | None) -> str:
    """What is to be known before a press, or why there is nothing to press for."""
    if offered.deed is Deed.TAKES and planned is not None:
        return price_words(planned)
    if offered.deed in (Deed.PAUSE, Deed.RESUME):
        return ""
    return messages.say(NO_SERVICE if planned is None else ALL_THERE)
