"""What lies under the Clips: the ground, a line at each label of the ruler, lines between Lanes."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter

from ui import fonts
from ui.theme import Theme
from ui.timeline import brushes
from ui.timeline.shown import Shown
from ui.timeline.ticks import ticks


def paint_ground(painter: QPainter, dirty: QRect, shown: Shown, theme: Theme) -> None:
    painter.fillRect(dirty, theme.sunken)
    _paint_loop(painter, dirty, shown, theme)
    faint = brushes.mixed(theme.line, theme.sunken, 0.55)
    for tick in ticks(shown.view):
        x = shown.view.x(tick.frame)
        if tick.text and dirty.left() - 1 <= x <= dirty.right() + 1:
            brushes.down(painter, x, dirty.top(), dirty.height(), faint)
    for lane in shown.lanes.between(shown.top + dirty.top(), shown.top + dirty.bottom()):
        y = lane.bottom - shown.top - 1
        brushes.across(painter, dirty.left(), y, dirty.width(), theme.line)


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
