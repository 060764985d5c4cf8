"""What a person should read now: bubbles over the lower right corner, with buttons for what helps.

They take no room from the window. Good news goes by itself; what went wrong stays until it is closed.
Everything can be read again in the messages.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import Message, sentence
from ui import icons, messages
from ui.look import Look
from ui.plain_text import label
from ui.remedies import Remedy, remedies_for

CLOSE_MESSAGE = sentence("ui.message_bubbles.close", "Close this message")

MOST_SHOWN = 3
_WIDTH, _MARGIN, _ABOVE_STATUS, _GAP = 440, 12, 38, 8
_NEWS_SHOWN_MS = 8000


class MessageBubbles(QWidget):
    """Stands over `window`; a message that is said again is not shown twice."""

    remedy_wanted = Signal(object, object)

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look, self._window = look, window
        self._shown: list[_Bubble] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        window.installEventFilter(self)
        self.hide()

    def show_problem(self, message: Message) -> None:
        self._show(message, is_problem=True)

    def show_note(self, message: Message) -> None:
        """Good news, or something to know: without the sign of what went wrong."""
        self._show(message, is_problem=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _show(self, message: Message, *, is_problem: bool) -> None:
        words = messages.text(message)
        for each in [each for each in self._shown if each.said == words]:
            self._close(each)
        while len(self._shown) >= MOST_SHOWN:
            news = [each for each in self._shown if not each.is_problem]
            self._close((news or self._shown)[0])
        bubble = _Bubble(message, self._look, is_problem=is_problem)
        bubble.closed.connect(lambda: self._close(bubble))
        bubble.remedy_wanted.connect(lambda remedy: self._take(bubble, message, remedy))
        self._shown.append(bubble)
        self._column.addWidget(bubble)
        bubble.show()
        self.show()
        self._place()
        self.raise_()
        announcement = QAccessibleAnnouncementEvent(self, words)
        politeness = QAccessible.AnnouncementPoliteness
        announcement.setPoliteness(politeness.Assertive if is_problem else politeness.Polite)
        QAccessible.updateAccessibility(announcement)

    def _take(self, bubble: _Bubble, message: Message, remedy: Remedy) -> None:
        self._close(bubble)
        self.remedy_wanted.emit(remedy, message)

    def _close(self, bubble: _Bubble) -> None:
        if bubble not in self._shown:
            return
        self._shown.remove(bubble)
        had_focus = bubble.isAncestorOf(QApplication.focusWidget() or self._window)
        bubble.hide()
        self._column.removeWidget(bubble)
        bubble.deleteLater()
        self.setVisible(bool(self._shown))
        self._place()
        if had_focus:
            self._window.setFocus()

    def _place(self) -> None:
        if not self._shown:
            return
        room = self._window.size()
        width = min(_WIDTH, room.width() - 2 * _MARGIN)
        self.setFixedWidth(width)
        height = self._column.totalHeightForWidth(width)
        self.resize(width, height)
        self.move(room.width() - width - _MARGIN, room.height() - height - _ABOVE_STATUS)


class _Bubble(QFrame):
    closed = Signal()
    remedy_wanted = Signal(object)

    def __init__(self, message: Message, look: Look, *, is_problem: bool) -> None:
        super().__init__()
        self.setObjectName("message_bubble")
        self.setProperty("kind", "trouble" if is_problem else "news")
        self.said = messages.text(message)
        self.is_problem = is_problem
        self.setAccessibleName(self.said)
        self._look = look
        self._icon, words = label("message_icon"), label("message_words", self.said)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QToolButton()
        self._close.setObjectName("close_message")
        self._close.setProperty("kind", "flat")
        self._close.setFixedSize(24, 24)
        self._close.setAccessibleName(messages.say(CLOSE_MESSAGE))
        self._close.setToolTip(messages.say(CLOSE_MESSAGE))
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._icon, 0, top)
        row.addWidget(words, 1)
        row.addWidget(self._close, 0, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 10)
        column.setSpacing(8)
        column.addLayout(row)
        self._add_remedies(message, column)
        look.changed.connect(self._show_icons)
        self._show_icons()
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.setInterval(_NEWS_SHOWN_MS)
        self._leaving.timeout.connect(self._leave)
        if not is_problem:
            self._leaving.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._leaving.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.is_problem:
            self._leaving.start()

    def _add_remedies(self, message: Message, column: QVBoxLayout) -> None:
        remedies = remedies_for(message)
        if not remedies:
            return
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 0, 0)
        row.setSpacing(6)
        for remedy in remedies:
            button = QPushButton(messages.say(remedy.words))
            button.setAccessibleName(messages.say(remedy.words))
            button.setAccessibleDescription(self.said)
            button.setProperty("kind", "small")
            button.setAutoDefault(False)
            button.clicked.connect(
                lambda _checked=False, remedy=remedy: self.remedy_wanted.emit(remedy)
            )
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def _leave(self) -> None:
        """Not while somebody is about to press one of its buttons."""
        if self.isAncestorOf(QApplication.focusWidget() or self.window()):
            self._leaving.start()
        else:
            self.closed.emit()

    def _show_icons(self) -> None:
        theme, scale = self._look.theme, self.devicePixelRatio()
        name, colour = ("warn", theme.failed) if self.is_problem else ("check", theme.text2)
        self._icon.setPixmap(icons.pixmap(name, theme, colour, 16, scale))
        self._close.setIcon(icons.icon("close", theme, theme.text2))
