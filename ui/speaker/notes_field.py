"""Notes that are told as they are typed, and shown anew only when they are others."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit


class NotesField(QPlainTextEdit):
    edited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("speaker_notes")
        self.setTabChangesFocus(True)
        self.setMaximumHeight(72)
        self.textChanged.connect(lambda: self.edited.emit(self.toPlainText()))

    def show_notes(self, notes: str) -> None:
        if notes != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(notes)
            self.blockSignals(False)
