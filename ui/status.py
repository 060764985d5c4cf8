"""The line at the foot of the window: where voices and sound come from, and how much is ready."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from studio.sentences import sentence
from ui import icons, messages
from ui.elided_label import ElidedLabel
from ui.look import Look
from ui.plain_text import label

MESSAGES = sentence("ui.status.messages", "Messages")
UNREAD = sentence("ui.status.unread", "Messages: {count} not read yet")

_HEIGHT, _MARGIN, _GAP = 26, 12, 6
_ICON_SIZE = 14
_SAVING_KEEPS = 240
_VOICES_KEEP = 320
"""So much is for where voices come from, however much there is to say about the sound."""


class StatusLine(QFrame):
    """Shows what it is told."""

    messages_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(_HEIGHT)
        self._look = look
        self._is_trouble = False
        self._voices_icon, self._output_icon = label("voices_icon"), label("output_icon")
        self._voices, self._output = ElidedLabel("voices"), ElidedLabel("output")
        self._ready, self._saving = label("ready"), ElidedLabel("saving")
        self._bell = QToolButton()
        self._bell.setObjectName("bell")
        self._bell.setProperty("kind", "flat")
        self._bell.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._bell.clicked.connect(self.messages_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.setSpacing(_GAP)
        row.addWidget(self._voices_icon)
        row.addWidget(self._voices)
        row.addSpacing(2 * _MARGIN)
        row.addWidget(self._output_icon)
        row.addWidget(self._output)
        row.addStretch(1)
        row.addWidget(self._ready)
        row.addSpacing(_MARGIN)
        row.addWidget(self._saving)
        row.addWidget(self._bell)
        look.changed.connect(self._show_icons)
        self._show_icons()
        self.show_unread(0)

    def show_voices(self, words: str, *, is_trouble: bool) -> None:
        """Where the voices come from, or why there are none."""
        self._voices.setText(words)
        self._voices.setMinimumWidth(min(self._voices.sizeHint().width(), _VOICES_KEEP))
        self._is_trouble = is_trouble
        self._show_icons()

    def show_output(self, words: str) -> None:
        """Where the sound goes, or why nowhere."""
        self._output.setText(words)
        self._output_icon.setVisible(bool(words))

    def show_unread(self, count: int) -> None:
        """How many messages nobody has looked at."""
        self._bell.setText(str(count) if count else "")
        words = messages.say(UNREAD, count=count) if count else messages.say(MESSAGES)
        self._bell.setAccessibleName(words)
        self._bell.setToolTip(words)

    def show_saving(self, words: str, is_trouble: bool) -> None:
        """Whether what was edited is on the disk."""
        self._saving.setText(words)
        self._saving.setMinimumWidth(min(self._saving.sizeHint().width(), _SAVING_KEEPS))
        if self._saving.property("is_trouble") != is_trouble:
            self._saving.setProperty("is_trouble", is_trouble)
            self._saving.style().polish(self._saving)

    def show_ready(self, words: str) -> None:
        self._ready.setText(words)

    def _show_icons(self) -> None:
        theme, scale = self._look.theme, self.devicePixelRatio()
        name, colour = ("warn", theme.failed) if self._is_trouble else ("chip", theme.text2)
        for where, drawn in (
            (self._voices_icon, icons.pixmap(name, theme, colour, _ICON_SIZE, scale)),
            (self._output_icon, icons.pixmap("device", theme, theme.text2, _ICON_SIZE, scale)),
        ):
            where.setPixmap(drawn)
        self._bell.setIcon(icons.icon("bell", theme, theme.text2, size=_ICON_SIZE))
