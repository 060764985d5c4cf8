"""What stands where the script would be while there is none: what to do first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from studio.sentences import sentence
from ui import messages
from ui.plain_text import label

EMPTY = sentence("ui.script.empty", "Write the first line")
EMPTY_HINT = sentence(
    "ui.script.empty_hint",
    "Type a name and a colon, and then what is said; or open a script: plain text, a screenplay,"
    " a table, subtitles and more.",
)
WRITE = sentence("ui.script.write", "Write")
OPEN = sentence("ui.script.open", "Open a script")
OPEN_SAMPLE = sentence("ui.script.open_sample", "Open the sample scene")

_GAP = 12


class EmptyPage(QFrame):
    """Says what a person asks for; who shows it sees to that."""

    script_wanted = Signal()
    sample_wanted = Signal()
    line_wanted = Signal(str)
    """A Line, with what was typed of it already."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("empty_page")
        self.setAccessibleName(messages.say(EMPTY))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setSpacing(_GAP)
        column.addStretch(2)
        for name, words in (("empty_title", EMPTY), ("empty_hint", EMPTY_HINT)):
            line = label(name, messages.say(words))
            line.setWordWrap(True)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line)
        column.addLayout(self._buttons())
        column.addStretch(3)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_writing(event):
            event.accept()  # letters are words here, not commands
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.line_wanted.emit("")
        elif _is_writing(event):
            self.line_wanted.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addStretch()
        for words, wanted in (
            (WRITE, lambda: self.line_wanted.emit("")),
            (OPEN, self.script_wanted.emit),
            (OPEN_SAMPLE, self.sample_wanted.emit),
        ):
            button = QPushButton(messages.say(words))
            button.setProperty("kind", "filled" if words is WRITE else "")
            button.setAccessibleName(messages.say(words))
            button.clicked.connect(lambda _checked, wanted=wanted: wanted())
            row.addWidget(button)
        row.addStretch()
        return row


def _is_writing(event: QEvent) -> bool:
    """Whether a key is a letter of a Line to come; the space bar plays."""
    if not isinstance(event, QKeyEvent):
        return False
    beyond_shift = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    return not beyond_shift and event.text().strip() != "" and event.text().isprintable()
