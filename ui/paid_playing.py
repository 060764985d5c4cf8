"""Playing with final voices where a budget is set and no price is known: each press asks first. Those
who do not want to pay hear the draft voices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.document.values import LineId
from studio.scheduling.promotion import Promotion, Which
from studio.sentences import sentence
from studio.studio import Studio
from ui import dialogs, messages, tasks
from ui.promotion_desk import MAKE, price_words, title_words

WITH_DRAFTS = sentence("ui.paid_playing.with_drafts", "Play with draft voices")


class PaidPlaying(QObject):
    def __init__(self, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._window = studio, window

    def begin(self, lines: Iterable[LineId], play: Callable[[], object]) -> None:
        """`play` what is to be heard of these Lines by final voices: at once, or when that is
        answered."""
        studio = self._studio
        if studio.money.allowance.must_ask and studio.service.standing.name is not None:
            planned = studio.making.promotion(Which.SELECTED, frozenset(lines))
            if planned.lines:
                tasks.start(self._ask(planned, play), self)
                return
        play()

    async def _ask(self, planned: Promotion, play: Callable[[], object]) -> None:
        choices = [messages.say(MAKE), messages.say(WITH_DRAFTS)]
        answer = await dialogs.ask(
            self._window, title_words(planned), price_words(planned), choices
        )
        if answer is None:
            return
        if answer == 0:
            self._studio.money.approve(planned.seconds)
        play()
