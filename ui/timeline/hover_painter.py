"""What appears under the pointer: the word there, what can be taken hold of, what dragging would do."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui import fonts
from ui.theme import Theme
from ui.timeline import brushes
from ui.timeline.grip import CORNER, EDGE, Box, Grip
from ui.timeline.hover import HoverWord
from ui.timeline.view import View

_HEIGHT = 18


def paint_hover(painter: QPainter, word: HoverWord, box: Box, view: View, theme: Theme) -> None:
    left, right = view.x(word.start_frame), view.x(word.end_frame)
    band = QRectF(left, box.top, max(1.0, right - left), box.height)
    painter.fillRect(band, brushes.faint(theme.text, 0.18))
    top = box.top - _HEIGHT if box.top >= _HEIGHT else box.top + box.height + 2
    paint_bubble(painter, word.text, (left + right) / 2, top, theme)


def paint_bubble(painter: QPainter, said: str, middle: float, top: float, theme: Theme) -> None:
    """A few words over everything else, within the window."""
    painter.setFont(fonts.font(fonts.HINT, fonts.MEDIUM))
    width = painter.fontMetrics().horizontalAdvance(said) + 12
    most = painter.device().width() / painter.device().devicePixelRatio() - width - 2
    left = round(max(2.0, min(middle - width / 2, most)))
    bubble = QRectF(left, top, width, _HEIGHT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.raised)
    painter.setPen(QPen(theme.border, 1))
    painter.drawRoundedRect(bubble.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(theme.text)
    painter.drawText(bubble, Qt.AlignmentFlag.AlignCenter, said)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def paint_grips(
    painter: QPainter,
    box: Box,
    grip: Grip,
    gain_db: float,
    fades: tuple[float, float],
    theme: Theme,
) -> None:
    """What of a Clip can be taken hold of: its edges, the corners of its fades, the line of its gain."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = theme.playhead
    for place, x in ((Grip.START, box.left), (Grip.END, box.right - EDGE)):
        if grip is place:
            painter.fillRect(QRectF(x, box.top, EDGE, box.height), brushes.faint(ink, 0.45))
    y = box.gain_y(gain_db)
    painter.setPen(QPen(brushes.faint(ink, 0.9 if grip is Grip.GAIN else 0.35), 1))
    painter.drawLine(QPointF(box.left + 1, y), QPointF(box.right - 1, y))
    corners = (
        (Grip.FADE_IN, box.left + max(fades[0], CORNER / 2)),
        (Grip.FADE_OUT, box.right - max(fades[1], CORNER / 2)),
    )
    for place, middle in corners:
        painter.setBrush(ink if grip is place else theme.sunken)
        painter.setPen(QPen(ink, 1))
        painter.drawRect(QRectF(middle - 3, box.top + 1, 6, 6))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
