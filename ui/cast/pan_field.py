"""From where a Speaker is heard: L100 to C to R100, by wheel, arrows or a double click for the middle."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolButton

from studio.sentences import sentence
from ui import messages
from ui.plain_text import tip

PAN_LEFT = sentence("ui.cast.pan_left", "Pan of {name}: left {percent}")
PAN_RIGHT = sentence("ui.cast.pan_right", "Pan of {name}: right {percent}")
PAN_CENTRE = sentence("ui.cast.pan_centre", "Pan of {name}: centre")

_STEP, _FINE = 5, 1


class PanField(QToolButton):
    """Shows the pan; says which one is wanted."""

    pan_wanted = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pan")
        self.setProperty("kind", "flat")
        self.setFixedSize(40, 20)
        self._percent = 0

    def show_pan(self, name: str, pan: float) -> None:
        self._percent = round(pan * 100)
        self.setText(pan_words(self._percent))
        words = PAN_CENTRE if not self._percent else PAN_LEFT if self._percent < 0 else PAN_RIGHT
        values = {"percent": abs(self._percent)} if self._percent else {}
        said = messages.say(words, name=name, **values)
        self.setAccessibleName(said)
        self.setToolTip(tip(said))

    def wheelEvent(self, event: QWheelEvent) -> None:
        is_fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = _FINE if is_fine else _STEP
        self._want(self._percent + (step if event.angleDelta().y() > 0 else -step))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left:
                self._want(self._percent - _STEP)
            case Qt.Key.Key_Right:
                self._want(self._percent + _STEP)
            case Qt.Key.Key_Home | Qt.Key.Key_C:
                self._want(0)
            case _:
                super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._want(0)
        event.accept()

    def _want(self, percent: int) -> None:
        percent = min(max(percent, -100), 100)
        if percent != self._percent:
            self.pan_wanted.emit(percent / 100)


def pan_words(percent: int) -> str:
    if not percent:
        return "C"
    return f"L{-percent}" if percent < 0 else f"R{percent}"
