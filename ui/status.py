"""The line at the foot of the window: where voices come from, what is being made, what it cost, and
whether it is saved. Each part is a button that leads to its place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from studio.sentences import sentence
from ui import messages
from ui.look import Look
from ui.status_item import StatusItem

MESSAGES = sentence("ui.status.messages", "Messages")
UNREAD = sentence("ui.status.unread", "Messages: {count} not read yet")
STATUS = sentence("ui.status.name", "Status bar")

_HEIGHT, _MARGIN, _GAP = 26, 6, 4
_VOICES_KEEP, _SAVING_KEEPS, _READY_KEEPS = 300, 160, 120
"""So much is theirs, however much there is to say about the sound."""


class StatusLine(QFrame):
    """Shows what it is told."""

    voices_wanted = Signal()
    queue_wanted = Signal()
    money_wanted = Signal()
    exports_wanted = Signal()
    output_wanted = Signal()
    unready_wanted = Signal()
    saving_wanted = Signal()
    messages_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setAccessibleName(messages.say(STATUS))
        self.setFixedHeight(_HEIGHT)
        self.voices = StatusItem("voices", "chip", look, self, keeps=_VOICES_KEEP)
        self.queue = StatusItem("making", "queue", look, self, keeps=_READY_KEEPS)
        self.money = StatusItem("money", "money", look, self, keeps=_READY_KEEPS)
        self.exports = StatusItem("exports", "export", look, self, keeps=_READY_KEEPS)
        self.output = StatusItem("output", "device", look, self)
        self.ready = StatusItem("ready", "", look, self, keeps=_READY_KEEPS)
        self.saving = StatusItem("saving", "", look, self, keeps=_SAVING_KEEPS)
        self._bell = StatusItem("bell", "bell", look, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 1, _MARGIN, 1)
        row.setSpacing(_GAP)
        for item, wanted in (
            (self.voices, self.voices_wanted),
            (self.queue, self.queue_wanted),
            (self.money, self.money_wanted),
            (self.exports, self.exports_wanted),
            (self.output, self.output_wanted),
            (None, None),
            (self.ready, self.unready_wanted),
            (self.saving, self.saving_wanted),
            (self._bell, self.messages_wanted),
        ):
            if item is None or wanted is None:
                row.addStretch(1)
            else:
                row.addWidget(item)
                item.clicked.connect(wanted)
        self.show_unread(0)

    def show_unread(self, count: int) -> None:
        """How many messages nobody has looked at."""
        words = messages.say(UNREAD, count=count) if count else messages.say(MESSAGES)
        self._bell.say(str(count) if count else "", more=words)
        self._bell.setAccessibleName(words)
        self._bell.show()

    def show_saving(self, words: str, is_trouble: bool) -> None:
        """Whether what was edited is on the disk."""
        self.saving.say(words, is_trouble=is_trouble)
