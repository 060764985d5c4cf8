"""Patterns and thin lines the timeline is painted with: hatches, dashes, one device pixel."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from ui.timeline.standing import Outline

_DASHES = {Outline.DASHED: (5.0, 3.0), Outline.DOTTED: (2.0, 3.0)}


def hatch(colour: QColor, scale: float, *, pitch: int = 6, width: float = 1.4) -> QBrush:
    """Lines that rise to the right."""
    return QBrush(_hatch(colour.rgba(), scale, pitch, width))


def outline_pen(colour: QColor, outline: Outline, width: float = 1.0) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    dashes = _DASHES.get(outline)
    if dashes is not None:
        pen.setDashPattern([part / width for part in dashes])
    return pen


def device_scale(painter: QPainter) -> float:
    return painter.device().devicePixelRatio()


def across(painter: QPainter, left: float, y: float, width: float, colour: QColor) -> None:
    """A line of one device pixel from left to right."""
    painter.fillRect(QRectF(left, y, width, 1 / device_scale(painter)), colour)


def down(painter: QPainter, x: float, top: float, height: float, colour: QColor) -> None:
    """A line of one device pixel from top to bottom."""
    scale = device_scale(painter)
    painter.fillRect(QRectF(round(x * scale) / scale, top, 1 / scale, height), colour)


def lines(painter: QPainter, at: list[QLineF], colour: QColor) -> None:
    """Many lines of one device pixel, upright or level."""
    painter.setPen(QPen(colour, 0))
    painter.drawLines(at)


def dashed_down(painter: QPainter, x: float, top: float, bottom: float, colour: QColor) -> None:
    y = top
    while y < bottom:
        painter.fillRect(QRectF(round(x), y, 1, min(2, bottom - y)), colour)
        y += 4


def faint(colour: QColor, part: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(part)
    return made


def mixed(colour: QColor, ground: QColor, part: float) -> QColor:
    """`part` of the colour over the ground, opaque: filling with it is the quickest there is."""
    return QColor(
        round(colour.red() * part + ground.red() * (1 - part)),
        round(colour.green() * part + ground.green() * (1 - part)),
        round(colour.blue() * part + ground.blue() * (1 - part)),
    )


@cache
def _hatch(rgba: int, scale: float, pitch: int, width: float) -> QPixmap:
    side = round(pitch * scale)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor.fromRgba(rgba), width * scale)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    for shift in (-side, 0, side):
        painter.drawLine(shift, side, shift + side, 0)
    painter.end()
    made.setDevicePixelRatio(scale)
    return made
