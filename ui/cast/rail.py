"""The Cast folded to a column: chip, runway, and seconds ready, one below the other."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QToolButton, QVBoxLayout, QWidget

from studio.sentences import sentence
from ui import chips, fonts, icons, messages, quantities
from ui.cast.runway_strip import RunwayStrip
from ui.cast.values import Card
from ui.cast.words import ready_words
from ui.context_looks import CONTEXT_LOOKS
from ui.look import Look
from ui.plain_text import tip

UNFOLD = sentence("ui.cast.unfold", "Show the cast in full")
RAIL_SPEAKER = sentence("ui.cast.rail_speaker", "{name}, {ready}")

_WIDTH, _HEIGHT = 60, 74


class CastRail(QFrame):
    """`show_cards` as in the panel; a press on anything unfolds it."""

    unfold_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("side_area")
        self._look = look
        self._entries: list[_RailEntry] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 6)
        self._column.setSpacing(1)
        self._column.addStretch(1)
        self._unfold = QToolButton()
        self._unfold.setProperty("kind", "flat")
        self._unfold.setFixedSize(28, 28)
        self._unfold.setAccessibleName(messages.say(UNFOLD))
        self._unfold.setToolTip(messages.say(UNFOLD))
        self._unfold.clicked.connect(self.unfold_wanted)
        self._column.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignHCenter)
        look.changed.connect(self._show_icon)
        self._show_icon()

    def show_cards(self, cards: tuple[Card, ...]) -> None:
        while len(self._entries) > len(cards):
            gone = self._entries.pop()
            self._column.removeWidget(gone)
            gone.deleteLater()
        while len(self._entries) < len(cards):
            entry = _RailEntry(self._look, self)
            entry.clicked.connect(self.unfold_wanted)
            self._column.insertWidget(len(self._entries), entry)
            self._entries.append(entry)
        for entry, card in zip(self._entries, cards, strict=True):
            entry.show_card(card)

    def _show_icon(self) -> None:
        theme = self._look.theme
        self._unfold.setIcon(icons.icon("right", theme, theme.text2))


class _RailEntry(QAbstractButton):
    """One Speaker."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._card: Card | None = None
        self._runway = RunwayStrip(look, self)
        self._runway.setGeometry(10, 36, 40, 6)
        self._runway.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def show_card(self, card: Card) -> None:
        if card == self._card:
            return
        self._card = card
        self._runway.show_runway(card.runway)
        words = messages.say(RAIL_SPEAKER, name=card.speaker.name, ready=ready_words(card))
        self.setAccessibleName(words)
        self.setToolTip(tip(words))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._card is None:
            return
        painter, theme, card = QPainter(self), self._look.theme, self._card
        painter.fillRect(0, 0, 4, self.height(), theme.speaker(card.speaker.colour).fill)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.line)
        chips.paint_chip(painter, 18, 10, card.initials, card.speaker.colour, theme)
        look, scale = CONTEXT_LOOKS[card.context], self.devicePixelRatio()
        painter.drawPixmap(10, 50, icons.pixmap(look.icon, theme, look.colour(theme), 12, scale))
        if card.ready_seconds is not None:
            painter.setFont(fonts.font(fonts.HINT))
            painter.setPen(theme.stale if card.is_short else theme.text2)
            box = QRect(24, 46, self.width() - 26, 20)
            words = quantities.short_seconds(card.ready_seconds)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        if self.hasFocus():
            painter.setPen(theme.accent)
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
