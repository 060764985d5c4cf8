"""A Speaker's chip: two initials on the Speaker's colour. Painted the same wherever one is shown."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui import fonts
from ui.theme import Theme

WIDTH, HEIGHT = 24, 18
_RADIUS = 4


def paint_chip(
    painter: QPainter, x: float, y: float, initials: str, colour: int, theme: Theme
) -> None:
    """A chip whose upper left corner is at `x`, `y`."""
    speaker = theme.speaker(colour)
    box = QRectF(x, y, WIDTH, HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(speaker.ink, 1))
    painter.setBrush(speaker.fill)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.setPen(theme.chip_text)
    painter.setFont(fonts.font(10, fonts.BOLD))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initials)
    painter.restore()
