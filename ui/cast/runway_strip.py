"""How far ahead a Speaker is ready, as a thin strip of four patterns."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.cast.values import SHOWN_FRAMES, Pattern, Stretch
from ui.look import Look

_HEIGHT, _PITCH = 6, 4.0


class RunwayStrip(QWidget):
    """Solid: final; half as high: draft; hatched: on its way; dashed outline: nothing yet."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._stretches: tuple[Stretch, ...] = ()
        self.setFixedHeight(_HEIGHT)
        look.changed.connect(self.update)

    def show_runway(self, stretches: tuple[Stretch, ...]) -> None:
        if stretches != self._stretches:
            self._stretches = stretches
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._look.theme
        width = self.width()
        for each in self._stretches:
            left = each.start_frame / SHOWN_FRAMES * width
            right = min(each.end_frame / SHOWN_FRAMES, 1.0) * width
            box = QRectF(left, 1, max(2.0, right - left - 1), _HEIGHT - 2)
            match each.pattern:
                case Pattern.FINAL:
                    painter.fillRect(box, theme.ready)
                case Pattern.DRAFT:
                    painter.fillRect(box.adjusted(0, box.height() / 2, 0, 0), theme.draft)
                case Pattern.COMING:
                    self._hatch(painter, box)
                case Pattern.NOTHING:
                    painter.setPen(QPen(theme.text3, 1, Qt.PenStyle.DotLine))
                    painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _hatch(self, painter: QPainter, box: QRectF) -> None:
        painter.save()
        painter.setClipRect(box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.theme.coming, 1.6))
        x = box.left() - box.height()
        while x < box.right():
            painter.drawLine(QLineF(x, box.bottom(), x + box.height(), box.top()))
            x += _PITCH
        painter.restore()
