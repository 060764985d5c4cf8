"""The strip at the foot of a Lane: from the playhead on, what of each Clip can be heard."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from studio.takes.line_state import LineState
from ui.theme import Theme
from ui.timeline import brushes
from ui.timeline.lanes import Lane
from ui.timeline.shown import Shown
from ui.timeline.standing import Outline, Runway, runway

_HEIGHT, _ABOVE_FOOT = 4, 6


def paint_runway(
    painter: QPainter, box: QRect, lane: Lane, state: LineState, shown: Shown, theme: Theme
) -> None:
    """Under the Clip in `box`, what of it is still to come."""
    left = max(float(box.left()), shown.view.x(shown.playhead))
    width = box.left() + box.width() - left
    if width < 1:
        return
    y = lane.bottom - _ABOVE_FOOT - shown.top
    strip = QRectF(left, y, width, _HEIGHT)
    match runway(state):
        case Runway.FINAL:
            painter.fillRect(strip, theme.ready)
        case Runway.DRAFT:
            painter.fillRect(strip.adjusted(0, _HEIGHT / 2, 0, 0), theme.draft)
        case Runway.COMING:
            painter.setBrushOrigin(box.left(), y)
            scale = brushes.device_scale(painter)
            painter.fillRect(strip, brushes.hatch(theme.coming, scale, pitch=4, width=1.7))
        case Runway.NOTHING:
            painter.setPen(brushes.outline_pen(theme.text3, Outline.DOTTED))
            painter.drawRect(strip.adjusted(0.5, 0.5, -0.5, -0.5))
