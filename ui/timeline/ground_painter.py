"""What lies under the Clips: the ground, a line at each label of the ruler, lines between Lanes."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRect, QSize, Qt
from PySide6.QtGui import QPainter

from ui import fonts
from ui.theme import Theme
from ui.timeline import brushes
from ui.timeline.shown import Shown
from ui.timeline.ticks import labelled


def paint_ground(painter: QPainter, dirty: QRect, shown: Shown, theme: Theme) -> None:
    painter.fillRect(dirty, theme.sunken)
    _paint_loop(painter, dirty, shown, theme)
    grid = [
        QLineF(x, dirty.top(), x, dirty.bottom())
        for x in [round(shown.view.x(frame)) for frame in labelled(shown.view)]
        if dirty.left() - 1 <= x <= dirty.right() + 1
    ]
    brushes.lines(painter, grid, brushes.mixed(theme.line, theme.sunken, 0.55))
    feet = [
        QLineF(dirty.left(), y, dirty.right(), y)
        for lane in shown.lanes.between(shown.top + dirty.top(), shown.top + dirty.bottom())
        for y in [lane.bottom - shown.top - 1]
    ]
    brushes.lines(painter, feet, theme.line)


def paint_message(painter: QPainter, size: QSize, said: str, theme: Theme) -> None:
    """One sentence in the middle of the window."""
    painter.setFont(fonts.font(fonts.BODY, fonts.MEDIUM))
    painter.setPen(theme.text2)
    painter.drawText(QRect(0, 0, size.width(), size.height()), Qt.AlignmentFlag.AlignCenter, said)


def _paint_loop(painter: QPainter, dirty: QRect, shown: Shown, theme: Theme) -> None:
    if shown.loop is None:
        return
    left, right = shown.view.x(shown.loop.start_frame), shown.view.x(shown.loop.end_frame)
    shade = QRect(round(left), dirty.top(), round(right - left), dirty.height())
    painter.fillRect(shade.intersected(dirty), brushes.mixed(theme.accent, theme.sunken, 0.07))
