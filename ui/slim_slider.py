"""A slider as thin as a line with a round knob, for gains and for zoom."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from ui.look import Look

_KNOB, _TRACK = 4.0, 2.0


class SlimSlider(QSlider):
    """A double click sets it to `resting`; the wheel moves it a step, with Ctrl by one."""

    def __init__(self, look: Look, resting: int | None = None, parent: QWidget | None = None):
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._resting = resting
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(60, 16)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, knob = self.height() / 2, self._knob_x()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.border)
        painter.drawRoundedRect(QRectF(0, middle - 1, self.width(), _TRACK), 1, 1)
        painter.setBrush(theme.accent)
        painter.drawRoundedRect(QRectF(0, middle - 1, knob, _TRACK), 1, 1)
        painter.setBrush(theme.text if self.isEnabled() else theme.text3)
        painter.drawEllipse(QPointF(knob, middle), _KNOB, _KNOB)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._drag_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._drag_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._resting is not None:
            self.setValue(self._resting)

    def wheelEvent(self, event: QWheelEvent) -> None:
        is_fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = 1 if is_fine else self.singleStep()
        self.setValue(self.value() + (step if event.angleDelta().y() > 0 else -step))
        event.accept()

    def _drag_to(self, x: float) -> None:
        part = (x - _KNOB) / max(1.0, self.width() - 2 * _KNOB)
        self.setValue(self.minimum() + round(part * (self.maximum() - self.minimum())))

    def _knob_x(self) -> float:
        span = max(1, self.maximum() - self.minimum())
        return _KNOB + (self.value() - self.minimum()) / span * (self.width() - 2 * _KNOB)
