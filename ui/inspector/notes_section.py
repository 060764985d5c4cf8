"""What people say about the Line among themselves: its status and their notes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from studio.document.values import LineStatus
from studio.sentences import sentence
from ui import messages
from ui.inspector.delivery_section import SEVERAL
from ui.look import Look
from ui.section import Section

NOTES = sentence("ui.inspector.notes", "Status and notes")
STATUS = sentence("ui.inspector.status", "Status")
NOTES_FIELD = sentence("ui.inspector.notes_field", "Notes about this line")
STATUSES = {
    LineStatus.DRAFT: sentence("ui.inspector.status.draft", "Draft"),
    LineStatus.NEEDS_RETAKE: sentence("ui.inspector.status.needs_retake", "Needs a retake"),
    LineStatus.APPROVED: sentence("ui.inspector.status.approved", "Approved"),
    LineStatus.LOCKED: sentence("ui.inspector.status.locked", "Locked"),
}
_HEIGHT = 66


class NotesSection(Section):
    status_wanted = Signal(object)
    notes_wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(NOTES, look)
        self._status, self._notes = QComboBox(), QPlainTextEdit()
        for status, words in STATUSES.items():
            self._status.addItem(messages.say(words), status)
        self._status.setPlaceholderText(messages.say(SEVERAL))
        self._status.setAccessibleName(messages.say(STATUS))
        self._status.activated.connect(lambda place: self.status_wanted.emit(list(STATUSES)[place]))
        self._notes.setPlaceholderText(messages.say(NOTES_FIELD))
        self._notes.setAccessibleName(messages.say(NOTES_FIELD))
        self._notes.setTabChangesFocus(True)
        self._notes.setFixedHeight(_HEIGHT)
        self._notes.textChanged.connect(lambda: self.notes_wanted.emit(self._notes.toPlainText()))
        self.add(self._status)
        self.add(self._notes)

    def show_line(self, status: LineStatus | None, notes: str | None) -> None:
        """Of several Lines that differ the status is None; notes are those of a single one."""
        self._status.setCurrentIndex(-1 if status is None else list(STATUSES).index(status))
        self._notes.setVisible(notes is not None)
        if notes is not None and notes != self._notes.toPlainText():
            self._notes.blockSignals(True)
            self._notes.setPlainText(notes)
            self._notes.blockSignals(False)
