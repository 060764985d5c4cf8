"""Who is heard: the Speaker's chip and a few words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import chips, fonts
from ui.look import Look

_GAP = 8


class HeardLabel(QWidget):
    """Empty until `show_words`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._words = ""
        self._chip: tuple[str, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_words(self, words: str, chip: tuple[str, int] | None = None) -> None:
        """`chip` is a Speaker's initials and colour."""
        if (words, chip) != (self._words, self._chip):
            self._words, self._chip = words, chip
            self.setAccessibleName(words)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, chips.HEIGHT + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._look.theme
        left = 0
        if self._chip is not None:
            initials, colour = self._chip
            top = (self.height() - chips.HEIGHT) // 2
            chips.paint_chip(painter, 0, top, initials, colour, theme)
            left = chips.WIDTH + _GAP
        painter.setFont(fonts.font(fonts.SECONDARY))
        painter.setPen(theme.text2)
        room = QRect(left, 0, self.width() - left, self.height())
        words = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
