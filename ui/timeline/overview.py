"""The whole piece in a strip: each Lane a row of bars, a frame round the part that is in view."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import messages
from ui.look import Look
from ui.timeline import words
from ui.timeline.coverage import covered
from ui.timeline.shown import Shown
from ui.timeline.view import View
from ui.wave_picture import picture_of, premultiplied

HEIGHT = 14
_BAR, _ROW = 2, 3
_LEAST_FRAME = 6.0
_AT_ONCE_SECONDS = 0.004


class Overview(QWidget):
    moved_by_hand = Signal()

    def __init__(self, shown: Shown, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown, self._look = shown, look
        self._bars: QPixmap | None = None
        self._indent = 0
        self._held: float | None = None
        """Where within the frame it was taken hold of, as a part of its width."""
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(messages.say(words.OVERVIEW))
        self._reader = QTimer(self)
        self._reader.setInterval(0)
        self._reader.timeout.connect(self._read_more)
        shown.content_changed.connect(self._content_changed)
        shown.view_changed.connect(self.update)
        shown.playhead_moved.connect(self._playhead_moved)
        look.changed.connect(self._forget)

    def set_indent(self, pixels: int) -> None:
        """How wide the heads are: the bars begin behind them."""
        self._indent = pixels
        self._forget()

    def end(self) -> None:
        self._reader.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(0, 0, self.width(), 1, theme.line)
        if not self._shown.end_frame:
            return
        if self._bars is None:
            self._bars = self._made(self.devicePixelRatio())
        painter.drawPixmap(self._indent, 1, self._bars)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        playhead = self._x(self._shown.playhead)
        painter.fillRect(QRectF(playhead, 1, 1, HEIGHT - 1), theme.playhead)
        painter.setPen(QPen(theme.text2, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._frame(), 2, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._forget()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._shown.end_frame:
            return
        frame, x = self._frame(), event.position().x()
        self._held = (x - frame.left()) / frame.width() if frame.contains(x, 7) else 0.5
        self._move_to(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._move_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def _move_to(self, x: float) -> None:
        view = self._shown.view
        seen = view.width * view.frames_per_pixel
        self._shown.set_view(view.at(self._frame_at(x) - (self._held or 0.0) * seen))
        self.moved_by_hand.emit()

    def _room(self) -> int:
        return max(1, self.width() - self._indent)

    def _x(self, frame: float) -> float:
        return self._indent + frame / max(1, self._shown.end_frame) * self._room()

    def _frame_at(self, x: float) -> float:
        return (x - self._indent) / self._room() * self._shown.end_frame

    def _frame(self) -> QRectF:
        view = self._shown.view
        left = self._x(view.left_frame)
        right = min(self._x(view.right_frame), self.width() - 1.0)
        return QRectF(left + 0.5, 1.5, max(_LEAST_FRAME, right - left - 1), HEIGHT - 2)

    def _made(self, scale: float) -> QPixmap:
        """The bars, as far as the piece is read; several Speakers share a row if there are many."""
        shown, theme = self._shown, self._look.theme
        columns = round(self._room() * scale)
        whole = View(0.0, 48_000 * self._room() / shown.end_frame, self._room())
        count = len(shown.document.cast)
        rows = (HEIGHT - 2) // _ROW
        spans = shown.spans.read()
        covers = covered(spans, whole, count, columns, under_pixels=np.inf)
        pixels = np.zeros((round((HEIGHT - 1) * scale), columns), np.uint32)
        for place, speaker in enumerate(shown.document.cast):
            row = place if count <= rows else place % rows
            ink = premultiplied(theme.speaker(speaker.colour).ink)
            top = round(row * _ROW * scale)
            pixels[top : top + round(_BAR * scale), covers[place]] = ink
        picture = QPixmap.fromImage(picture_of(pixels))
        picture.setDevicePixelRatio(scale)
        return picture

    def _content_changed(self) -> None:
        self._reader.start()
        self._forget()

    def _read_more(self) -> None:
        if self._shown.spans.read_some(_AT_ONCE_SECONDS):
            self._reader.stop()
            self._forget()

    def _playhead_moved(self, before: int, now: int) -> None:
        if int(self._x(before)) != int(self._x(now)):
            self.update()

    def _forget(self) -> None:
        self._bars = None
        self.update()
