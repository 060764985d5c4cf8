"""Says that not all Lines are shown, and shows them again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from studio.sentences import sentence
from ui import messages
from ui.plain_text import label

SHOWN = sentence("ui.script.filter.shown", "{shown} of {lines} {lines:line|lines} shown.")
SHOW_ALL = sentence("ui.script.filter.show_all", "Show all")


class FilterBar(QFrame):
    """Hidden while everything is shown."""

    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("filter_bar")
        self._words = label("filter_words")
        button = QPushButton(messages.say(SHOW_ALL))
        button.setAccessibleName(messages.say(SHOW_ALL))
        button.setProperty("kind", "link")
        button.clicked.connect(self.all_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 12, 2)
        row.setSpacing(6)
        row.addWidget(self._words)
        row.addWidget(button)
        row.addStretch()
        self.hide()

    def show_count(self, shown: int, lines: int) -> None:
        self._words.setText(messages.say(SHOWN, shown=shown, lines=lines))
        self.show()
