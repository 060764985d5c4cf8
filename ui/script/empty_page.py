"""What stands where the script would be while there is none: what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from studio.sentences import sentence
from ui import messages
from ui.plain_text import label

EMPTY = sentence("ui.script.empty", "Write the first line")
EMPTY_HINT = sentence(
    "ui.script.empty_hint",
    "Press Enter to begin, or open a script: plain text, a screenplay, a table, subtitles and"
    " more.",
)
WRITE = sentence("ui.script.write", "Write")
OPEN = sentence("ui.script.open", "Open a script")
OPEN_SAMPLE = sentence("ui.script.open_sample", "Open the sample scene")

_GAP = 12


class EmptyPage(QFrame):
    """Says what a person asks for; who shows it sees to that."""

    script_wanted = Signal()
    sample_wanted = Signal()
    line_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("empty_page")
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

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addStretch()
        for words, wanted in (
            (WRITE, self.line_wanted),
            (OPEN, self.script_wanted),
            (OPEN_SAMPLE, self.sample_wanted),
        ):
            button = QPushButton(messages.say(words))
            button.setProperty("kind", "filled" if words is WRITE else "")
            button.setAccessibleName(messages.say(words))
            button.clicked.connect(lambda _checked, wanted=wanted: wanted.emit())
            row.addWidget(button)
        row.addStretch()
        return row
