"""Where the name of a card is written over, for as long as that takes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.sentences import sentence
from ui import messages

NEW_NAME = sentence("ui.cast.new_name", "New name of {name}")


class NameField(QLineEdit):
    """Enter or leaving it tells the name, Esc does not; then it is gone."""

    done = Signal(str)

    def __init__(self, name: str, card: QWidget) -> None:
        super().__init__(name, card)
        self._is_over = False
        self.setAccessibleName(messages.say(NEW_NAME, name=name))
        self.selectAll()
        self.editingFinished.connect(self._take)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        if not self._is_over:
            words = self.text().strip()
            self._leave()
            if words:
                self.done.emit(words)

    def _leave(self) -> None:
        self._is_over = True
        self.hide()
        self.deleteLater()
