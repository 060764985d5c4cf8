"""The word under the pointer: its time as a band in the Clip, the word over it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui import fonts
from ui.theme import Theme
from ui.timeline import brushes
from ui.timeline.hover import HoverWord
from ui.timeline.view import View

_HEIGHT = 18


def paint_hover(painter: QPainter, word: HoverWord, box: QRect, view: View, theme: Theme) -> None:
    left, right = view.x(word.start_frame), view.x(word.end_frame)
    band = QRectF(left, box.top(), max(1.0, right - left), box.height())
    painter.fillRect(band, brushes.faint(theme.text, 0.18))
    painter.setFont(fonts.font(fonts.HINT, fonts.MEDIUM))
    width = painter.fontMetrics().horizontalAdvance(word.text) + 12
    top = box.top() - _HEIGHT if box.top() >= _HEIGHT else box.bottom() + 2
    bubble = QRectF(round(max(2.0, (left + right - width) / 2)), top, width, _HEIGHT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.raised)
    painter.setPen(QPen(theme.border, 1))
    painter.drawRoundedRect(bubble.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(theme.text)
    painter.drawText(bubble, Qt.AlignmentFlag.AlignCenter, word.text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
