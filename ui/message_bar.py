"""What a person should read now, above the transport; it stays until it is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from studio.sentences import Message, sentence
from ui import icons, messages
from ui.look import Look
from ui.plain_text import label

CLOSE_MESSAGE = sentence("ui.message_bar.close", "Close this message")


class MessageBar(QFrame):
    """Hidden while there is nothing to say; a later message takes the place of an earlier one."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._look = look
        self._is_problem = False
        self._icon, self._words = label("message_icon"), label("message_words")
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QToolButton()
        self._close.setObjectName("close_message")
        self._close.setProperty("kind", "flat")
        self._close.setFixedSize(28, 28)
        self._close.setAccessibleName(messages.say(CLOSE_MESSAGE))
        self._close.setToolTip(messages.say(CLOSE_MESSAGE))
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._close)
        look.changed.connect(self._show_icons)
        self._show_icons()
        self.hide()

    def show_problem(self, message: Message) -> None:
        self._show(message, is_problem=True)

    def show_note(self, message: Message) -> None:
        """Good news, or something to know: without the sign of what went wrong."""
        self._show(message, is_problem=False)

    def _show(self, message: Message, *, is_problem: bool) -> None:
        self._is_problem = is_problem
        self._show_icons()
        words = messages.text(message)
        self._words.setText(words)
        self.show()
        announcement = QAccessibleAnnouncementEvent(self, words)
        announcement.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(announcement)

    def _show_icons(self) -> None:
        theme, scale = self._look.theme, self.devicePixelRatio()
        name, colour = ("warn", theme.failed) if self._is_problem else ("check", theme.text2)
        self._icon.setPixmap(icons.pixmap(name, theme, colour, 16, scale))
        self._close.setIcon(icons.icon("close", theme, theme.text2))
