"""Paints what lies around the cards: columns, times in the gutter, ties of interruptions, the playhead."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from ui import fonts
from ui.script.lanes.columns import GUTTER, Columns
from ui.theme import Theme

_TIE_INSET = 10
_DOT = 2.5
TIME_HEIGHT = 16
_TIME_MARGIN = 8
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def paint_columns(painter: QPainter, columns: Columns, box: QRect, theme: Theme) -> None:
    """The ground, and a line at the left of each column."""
    painter.fillRect(box, theme.surface)
    for column in range(len(columns.speakers) + 1):
        painter.fillRect(columns.left(column) - 1, box.top(), 1, box.height(), theme.line)


def paint_tie(painter: QPainter, earlier: QRect, later: QRect, theme: Theme) -> None:
    """A dashed line from the card that is interrupted to the one that interrupts, with a dot there."""
    is_to_the_right = later.left() > earlier.left()
    start = QPointF(
        earlier.right() + 1 if is_to_the_right else earlier.left(),
        max(earlier.top() + _TIE_INSET, min(earlier.bottom() - _TIE_INSET, later.top())),
    )
    end = QPointF(later.left() if is_to_the_right else later.right(), later.top() + _TIE_INSET)
    middle = (start.x() + end.x()) / 2
    way = [start, QPointF(middle, start.y()), QPointF(middle, end.y()), end]
    painter.save()
    painter.translate(0.5, 0.5)
    pen = QPen(theme.text2, 1, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([2, 2])
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(way))
    painter.restore()


def paint_dot(painter: QPainter, earlier: QRect, later: QRect, theme: Theme) -> None:
    """Where the tie ends, over the edge of the card that interrupts."""
    x = later.left() if later.left() > earlier.left() else later.right()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.text)
    painter.drawEllipse(QPointF(x + 0.5, later.top() + _TIE_INSET + 0.5), _DOT, _DOT)
    painter.restore()


def paint_gutter(
    painter: QPainter, box: QRect, times: Iterable[tuple[int, str]], theme: Theme
) -> None:
    """The times of the cards at their tops, as far as they do not touch each other."""
    gutter = QRect(0, box.top(), GUTTER - 1, box.height())
    painter.fillRect(gutter, theme.window)
    painter.fillRect(GUTTER - 1, box.top(), 1, box.height(), theme.line)
    painter.setFont(fonts.font(fonts.zoomed(fonts.HINT)))
    painter.setPen(theme.text3)
    free = None
    for top, words in times:
        if free is None or top >= free:
            line = QRect(0, top + 4, GUTTER - _TIME_MARGIN, TIME_HEIGHT)
            painter.drawText(line, _RIGHT, words)
            free = top + TIME_HEIGHT


def paint_playhead_line(painter: QPainter, y: int, box: QRect, theme: Theme) -> None:
    painter.fillRect(box.left(), y, box.width(), 2, theme.playhead)


def paint_playhead_arrow(painter: QPainter, y: int, theme: Theme) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.playhead)
    x, middle = GUTTER - 9.0, y + 1.0
    painter.drawPolygon(
        QPolygonF([QPointF(x, middle - 5), QPointF(x + 8, middle), QPointF(x, middle + 5)])
    )
    painter.restore()


def arrow_box(y: int) -> QRect:
    """What the arrow covers at most."""
    return QRectF(0, y - 6, GUTTER, 14).toAlignedRect()
