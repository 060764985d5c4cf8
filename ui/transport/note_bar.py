"""What was noticed about the heard Line: one press or one digit each; playing goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from studio.document.annotations import NoteKind
from studio.sentences import sentence
from ui import messages
from ui.plain_text import label

WHAT = sentence("ui.transport.note_what", "What about this line?")
KINDS = (
    (NoteKind.TOO_FAST, sentence("ui.transport.note_too_fast", "Too fast")),
    (NoteKind.FLAT, sentence("ui.transport.note_flat", "Flat")),
    (NoteKind.WRONG_WORD, sentence("ui.transport.note_wrong_word", "Wrong word")),
    (NoteKind.TOO_LOUD, sentence("ui.transport.note_too_loud", "Too loud")),
    (NoteKind.AGAIN, sentence("ui.transport.note_again", "Again")),
)
NUMBERED = sentence("ui.transport.note_numbered", "{number} {kind}")


class NoteBar(QFrame):
    """Hidden until `ask`; a note or Escape hides it again."""

    noted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("question_bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(label("note_what", messages.say(WHAT)))
        for number, (kind, words) in enumerate(KINDS, 1):
            text = messages.say(NUMBERED, number=number, kind=messages.say(words))
            button = QPushButton(text)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _checked, kind=kind: self._note(kind))
            row.addWidget(button)
        row.addStretch(1)
        self.hide()

    def ask(self) -> None:
        self.show()
        self.findChildren(QPushButton)[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = event.key() - Qt.Key.Key_1
        if 0 <= at < len(KINDS):
            self._note(KINDS[at][0])
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _note(self, kind: NoteKind) -> None:
        self.hide()
        self.noted.emit(kind)
