"""How a Line is to be said, while that is written: a field in italics before the words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.sentences import sentence
from ui import fonts, messages

DIRECTION = sentence("ui.script.direction_field", "Direction of the line")
DIRECTION_HINT = sentence("ui.script.direction_hint", "how it is said")


class DirectionField(QLineEdit):
    """A closing bracket ends it, as it would in a script."""

    next_field_wanted = Signal()
    previous_field_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("direction_field")
        self.setAccessibleName(messages.say(DIRECTION))
        self.setPlaceholderText(messages.say(DIRECTION_HINT))
        self.setFont(fonts.font(fonts.SCRIPT, italic=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == ")":
            self.next_field_wanted.emit()
            return
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                self.next_field_wanted.emit()
            case Qt.Key.Key_Backtab:
                self.previous_field_wanted.emit()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        return False
