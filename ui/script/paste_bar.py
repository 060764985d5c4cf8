"""What to do with several speeches that were pasted into a Line: one question, above the script."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from studio.document.values import Document
from studio.sentences import sentence
from ui import messages
from ui.plain_text import label

FOUND = sentence(
    "ui.script.paste.found",
    "This looks like {lines} {lines:line|lines} by {speakers} {speakers:speaker|speakers}.",
)
AS_LINES = sentence("ui.script.paste.as_lines", "Paste as lines")
AS_TEXT = sentence("ui.script.paste.as_text", "Paste as text")
REVIEW = sentence("ui.script.paste.review", "Review…")
LEAVE = sentence("ui.script.paste.leave", "Do not paste")


class PasteBar(QFrame):
    """Hidden until `ask`."""

    as_lines = Signal()
    as_text = Signal()
    review = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("question_bar")
        self._words = label("question_words")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        for words, chosen, kind in (
            (AS_LINES, self.as_lines, "filled"),
            (AS_TEXT, self.as_text, ""),
            (REVIEW, self.review, ""),
            (LEAVE, self.left, ""),
        ):
            button = QPushButton(messages.say(words))
            button.setAccessibleName(messages.say(words))
            button.setProperty("kind", kind)
            button.clicked.connect(self.hide)
            button.clicked.connect(lambda _checked, chosen=chosen: chosen.emit())
            row.addWidget(button)
        self._first = self.findChildren(QPushButton)[0]
        self.hide()

    def ask(self, pasted: Document) -> None:
        speakers = len({line.speaker for line in pasted.lines})
        self._words.setText(messages.say(FOUND, lines=len(pasted.lines), speakers=speakers))
        self.show()
        self._first.setFocus()
