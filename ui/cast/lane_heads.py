"""The heads of all columns of the script in lanes: only as many as are seen."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame

from studio.document.values import SpeakerId
from studio.sentences import sentence
from ui import fonts, messages
from ui.cast.lane_head import LaneHead
from ui.cast.values import Card
from ui.look import Look

HEADS = sentence("ui.cast.lane_heads", "Lanes of the speakers")
TIME = sentence("ui.cast.lane_time", "Time")


class LaneHeads(QFrame):
    """`show_cards` and the signals as of the panel; `place` says where the columns are."""

    lane_wanted = Signal(str, object)
    final_voice_wanted = Signal(str)
    audition_wanted = Signal(str)
    deed_wanted = Signal(str, object)
    colour_wanted = Signal(str, int)
    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("lane_heads")
        self.setAccessibleName(messages.say(HEADS))
        self._look = look
        self._cards: tuple[Card, ...] = ()
        self._heads: list[LaneHead] = []
        self._selected: SpeakerId | None = None
        self._gutter, self._width, self._offset = 0, 0, 0

    def show_cards(self, cards: tuple[Card, ...]) -> None:
        self._cards = cards
        self._fill()

    def select(self, speaker: SpeakerId | None) -> None:
        """Mark the Speaker of the current Line."""
        self._selected = speaker
        self._fill()

    def place(self, gutter: int, width: int, offset: int) -> None:
        """The columns begin behind the gutter and are so wide; they are scrolled so far."""
        self._gutter, self._width, self._offset = gutter, width, offset
        self._fill()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, theme = QPainter(self), self._look.theme
        painter.setFont(fonts.font(fonts.zoomed(fonts.HINT)))
        painter.setPen(theme.text3)
        box = QRect(0, self.height() - 24, self._gutter - 8, 20)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, messages.say(TIME)
        )

    def _fill(self) -> None:
        if not self._width:
            return
        seen = [
            (self._gutter + at * self._width - self._offset, card)
            for at, card in enumerate(self._cards)
            if -self._width < at * self._width - self._offset < self.width()
        ]
        while len(self._heads) < len(seen):
            self._heads.append(self._new_head())
        are_solo = any(card.speaker.lane.is_solo for card in self._cards)
        for head, (x, card) in zip(self._heads, seen, strict=False):
            head.show_card(card, others_are_solo=are_solo)
            head.set_selected(card.speaker.id == self._selected)
            left = max(x, self._gutter)
            head.setGeometry(left, 0, max(0, x + self._width - 1 - left), self.height() - 1)
            head.show()
        for head in self._heads[len(seen) :]:
            head.hide()

    def _new_head(self) -> LaneHead:
        head = LaneHead(self._look, self)

        def whose() -> str:
            return head.card.speaker.id if head.card is not None else ""

        head.lane_wanted.connect(lambda lane: self.lane_wanted.emit(whose(), lane))
        head.deed_wanted.connect(lambda deed: self.deed_wanted.emit(whose(), deed))
        head.colour_wanted.connect(lambda colour: self.colour_wanted.emit(whose(), colour))
        head.final_voice_wanted.connect(lambda: self.final_voice_wanted.emit(whose()))
        head.audition_wanted.connect(lambda: self.audition_wanted.emit(whose()))
        head.chosen.connect(lambda: self.chosen.emit(whose()))
        return head
