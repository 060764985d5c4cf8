"""The ruler over the Lanes: times, markers as flags, the loop range. A click seeks, a drag loops."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QStaticText,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from studio.document.annotations import Marker
from studio.timeline.values import Span
from ui import fonts, messages
from ui.look import Look
from ui.timeline import brushes, words
from ui.timeline.shown import Shown
from ui.timeline.steering import ZOOM_STEP, Steering
from ui.timeline.ticks import ticks

HEIGHT = 28
_LOOP_HEIGHT, _FLAG_TOP, _FLAG_HEIGHT = 5, 7, 13
_TICK_TOP, _LABEL_TICK_TOP, _LABEL_TOP = 21, 14, 7
_EDGE_REACH = 5
_FLAG_MOST = 140


class Ruler(QWidget):
    seek_wanted = Signal(int)
    loop_wanted = Signal(object)
    marker_wanted = Signal(int)
    marker_moved = Signal(str, int)
    marker_opened = Signal(str)
    """To be renamed, or given another end."""
    marker_unwanted = Signal(str)

    def __init__(self, shown: Shown, steering: Steering, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown, self._steering, self._look = shown, steering, look
        self._pressed_at: float | None = None
        self._held_frame: int | None = None
        """The other end of the loop range while one is dragged."""
        self._draft: Span | None = None
        self._dragged: Marker | None = None
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setAccessibleName(messages.say(words.RULER))
        for changed in (shown.content_changed, shown.view_changed, shown.loop_changed):
            changed.connect(self.update)
        shown.playhead_moved.connect(self.update)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, view = self._look.theme, self._shown.view
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.setFont(fonts.font(fonts.HINT, fonts.MEDIUM))
        lines = []
        painter.setPen(theme.text2)
        for tick in ticks(view):
            x = round(view.x(tick.frame))
            top = _LABEL_TICK_TOP if tick.text else _TICK_TOP
            lines.append(QLineF(x, top, x, HEIGHT))
            if tick.text:
                painter.drawStaticText(QPointF(x + 4, _LABEL_TOP), _label(tick.text))
        brushes.lines(painter, lines, theme.text3)
        self._paint_loop(painter)
        for marker in self._shown.timeline.markers:
            self._paint_marker(painter, marker)
        brushes.across(painter, 0, HEIGHT - 1, self.width(), theme.line)
        self._paint_playhead(painter)

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._steering.zoom_by(ZOOM_STEP**notches, event.position().x())
        else:
            self._steering.scroll_pixels(-notches * 60)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x, y = event.position().x(), event.position().y()
        self._pressed_at = x
        self._dragged = self._marker_at(x, y)
        self._held_frame = None if self._dragged else self._other_end(x, y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._pressed_at is None:
            at_edge = self._other_end(x, event.position().y()) is not None
            shape = Qt.CursorShape.SizeHorCursor if at_edge else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        if self._draft is None and abs(x - self._pressed_at) < 4:
            return
        view = self._shown.view
        if self._dragged is not None:
            start = max(0, self._dragged.start_frame + view.frames(x - self._pressed_at))
            self._draft = Span(start, start)
            self.update()
            return
        held = self._held_frame
        if held is None:
            held = self._held_frame = view.frame(self._pressed_at)
        start, end = sorted((held, view.frame(x)))
        self._draft = Span(start, end)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, drawn, dragged = self._pressed_at, self._draft, self._dragged
        self._pressed_at = self._held_frame = self._draft = self._dragged = None
        if drawn is not None and dragged is not None:
            self.marker_moved.emit(dragged.id, drawn.start_frame)
        elif drawn is not None:
            self.loop_wanted.emit(drawn)
        elif pressed is not None:
            at = event.position()
            marker = self._marker_at(at.x(), at.y())
            frame = marker.start_frame if marker else self._shown.view.frame(at.x())
            self.seek_wanted.emit(frame)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        marker = self._marker_at(at.x(), at.y())
        if marker is not None:
            self.marker_opened.emit(marker.id)
        else:
            self.marker_wanted.emit(self._shown.view.frame(at.x()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        marker = self._marker_at(event.pos().x(), event.pos().y())
        if marker is None:
            return
        menu = QMenu(self)
        rename = menu.addAction(messages.say(words.RENAME_MARKER))
        remove = menu.addAction(messages.say(words.REMOVE_MARKER))
        rename.triggered.connect(lambda: self.marker_opened.emit(marker.id))
        remove.triggered.connect(lambda: self.marker_unwanted.emit(marker.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def _other_end(self, x: float, y: float) -> int | None:
        """The end of the loop range that stays where an edge of it is taken hold of."""
        loop, view = self._shown.loop, self._shown.view
        if loop is None or y > HEIGHT / 2:
            return None
        if abs(view.x(loop.start_frame) - x) <= _EDGE_REACH:
            return loop.end_frame
        if abs(view.x(loop.end_frame) - x) <= _EDGE_REACH:
            return loop.start_frame
        return None

    def _marker_at(self, x: float, y: float) -> Marker | None:
        for marker in reversed(self._shown.timeline.markers):
            if self._flag(marker).contains(x, y):
                return marker
        return None

    def _flag(self, marker: Marker) -> QRectF:
        metrics = self.fontMetrics()
        width = min(_FLAG_MOST, metrics.horizontalAdvance(marker.name) + 11)
        return QRectF(round(self._shown.view.x(marker.start_frame)), _FLAG_TOP, width, _FLAG_HEIGHT)

    def _paint_loop(self, painter: QPainter) -> None:
        drawn = None if self._dragged else self._draft
        loop, view, theme = drawn or self._shown.loop, self._shown.view, self._look.theme
        if loop is None:
            return
        left, right = view.x(loop.start_frame), view.x(loop.end_frame)
        painter.fillRect(QRectF(left, 0, right - left, _LOOP_HEIGHT), theme.accent)
        for x in (left, right):
            brushes.down(painter, x, 0, HEIGHT, theme.accent)

    def _paint_marker(self, painter: QPainter, marker: Marker) -> None:
        if self._draft is not None and marker == self._dragged:
            marker = replace(marker, start_frame=self._draft.start_frame, end_frame=None)
        flag, theme, view = self._flag(marker), self._look.theme, self._shown.view
        if marker.end_frame is not None:
            width = view.pixels(marker.end_frame - marker.start_frame)
            painter.fillRect(QRectF(flag.left(), HEIGHT - 4, width, 3), theme.text3)
        if flag.right() < 0 or flag.left() > self.width():
            return
        brushes.down(painter, flag.left(), _FLAG_TOP, HEIGHT - _FLAG_TOP, theme.text2)
        painter.setPen(QPen(theme.text2, 1))
        painter.setBrush(theme.raised)
        painter.drawRect(flag.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(theme.text)
        painter.setFont(fonts.font(fonts.HINT, fonts.MEDIUM))
        room = flag.adjusted(5, 0, -3, 0)
        said = painter.fontMetrics().elidedText(
            marker.name, Qt.TextElideMode.ElideRight, round(room.width()) + 1
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said)

    def _paint_playhead(self, painter: QPainter) -> None:
        x = round(self._shown.view.x(self._shown.playhead))
        colour: QColor = self._look.theme.playhead
        painter.fillRect(QRectF(x - 0.75, 6, 1.5, HEIGHT - 6), colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        points = ((-6, 0), (6, 0), (6, 6), (0, 13), (-6, 6))
        painter.drawPolygon(QPolygonF([QPointF(x + dx, y) for dx, y in points]))


@lru_cache(maxsize=512)
def _label(text: str) -> QStaticText:
    made = QStaticText(messages.with_decimal_point(text))
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made
