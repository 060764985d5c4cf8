"""A small switch with a letter or a word on it, whose name says in full what it switches."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui import fonts
from ui.look import Look

_WIDTH, _HEIGHT, _ROOM = 20, 18, 2
_RADIUS, _PADDING = 3, 7


class LetterToggle(QAbstractButton):
    """Filled with the colour of the theme that `token` names while it is on."""

    def __init__(self, letter: str, token: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter, self._token, self._look = letter, token, look
        words = QFontMetrics(_font()).horizontalAdvance(letter)
        self._width = max(_WIDTH, words + 2 * _PADDING)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(self._width + 2 * _ROOM, _HEIGHT + 2 * _ROOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0.5, 0.5, self._width - 1, _HEIGHT - 1)
        box.moveCenter(QRectF(self.rect()).center())
        fill = getattr(theme, self._token)
        is_pointed_at = self.underMouse() and self.isEnabled()
        ground = fill if self.isChecked() else theme.selection if is_pointed_at else theme.panel
        painter.setBrush(ground)
        painter.setPen(QPen(fill if self.isChecked() else theme.border, 1))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        painter.setPen(theme.surface if self.isChecked() else theme.text2)
        painter.setFont(_font())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._letter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent, 2))
            painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), _RADIUS + 1, _RADIUS + 1)


def _font() -> QFont:
    return fonts.font(10, fonts.SEMIBOLD)
