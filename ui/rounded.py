"""A ground with an edge and round corners, painted in pieces: Qt smooths a tall shape on further threads,
which costs more than the shape.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

_RADIUS = 4
_CORNER = 6


def paint_panel(painter: QPainter, box: QRect, ground: QColor, edge: QColor, width: int) -> None:
    """`width` is that of the edge, inside `box`."""
    painter.fillRect(box.adjusted(_CORNER, width, -_CORNER, -width), ground)
    painter.fillRect(box.adjusted(width, _CORNER, -width, -_CORNER), ground)
    across, down = box.width() - 2 * _CORNER, box.height() - 2 * _CORNER
    for x, y, wide, high in (
        (box.left() + _CORNER, box.top(), across, width),
        (box.left() + _CORNER, box.bottom() + 1 - width, across, width),
        (box.left(), box.top() + _CORNER, width, down),
        (box.right() + 1 - width, box.top() + _CORNER, width, down),
    ):
        painter.fillRect(x, y, wide, high, edge)
    half = width / 2
    shape = QRectF(box).adjusted(half, half, -half, -half)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width))
    painter.setBrush(ground)
    for x in (box.left(), box.right() + 1 - _CORNER):
        for y in (box.top(), box.bottom() + 1 - _CORNER):
            painter.setClipRect(QRect(x, y, _CORNER, _CORNER))
            painter.drawRoundedRect(shape, _RADIUS, _RADIUS)
    painter.restore()
