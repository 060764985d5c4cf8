"""The messages since the window opened, in a dialog: to read, to find and to copy."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import Message, sentence
from ui import messages
from ui.dialogs import CLOSE
from ui.message_history import MessageHistory, Told
from ui.plain_text import label
from ui.remedies import Remedy, remedies_for

TITLE = sentence("ui.message_list.title", "Messages")
FILTER = sentence("ui.message_list.filter", "Find in the messages")
COPY = sentence("ui.message_list.copy", "Copy")
NONE = sentence("ui.message_list.none", "Nothing had to be said since the window was opened.")

_SIZE = QSize(680, 420)


class MessageList(QDialog):
    """Follows the history while it is open; `remedy_wanted` is what helps, and the message."""

    remedy_wanted = Signal(object, object)

    def __init__(self, history: MessageHistory, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.say(TITLE))
        self.setAccessibleName(messages.say(TITLE))
        self._history = history
        self._filter, self._list = QLineEdit(), QListWidget()
        self._filter.setPlaceholderText(messages.say(FILTER))
        self._filter.setAccessibleName(messages.say(FILTER))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._show)
        self._list.setAccessibleName(messages.say(TITLE))
        self._list.setWordWrap(True)
        self._list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self._list.currentRowChanged.connect(self._show_remedies)
        self._remedies = QHBoxLayout()
        self._remedies.addStretch(1)
        self._offered: list[QPushButton] = []
        self._shown: list[Told] = []
        self._none = label("hint", messages.say(NONE))
        self._buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        copy = self._buttons.addButton(messages.say(COPY), role.ActionRole)
        self._buttons.addButton(messages.say(CLOSE), role.RejectRole)
        copy.clicked.connect(self._copy)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for each in (self._filter, self._none, self._list):
            column.addWidget(each)
        column.addLayout(self._remedies)
        column.addWidget(self._buttons)
        self.resize(_SIZE)
        history.changed.connect(self._show)
        self._show()
        history.read_all()

    def _show(self) -> None:
        wanted = self._filter.text().casefold()
        self._shown = [each for each in self._history.told if wanted in each.words.casefold()]
        self._list.clear()
        self._list.addItems([_row(each) for each in self._shown])
        self._none.setVisible(not self._history.told)
        self._list.setVisible(bool(self._history.told))

    def _show_remedies(self, row: int) -> None:
        """Those of the current message, as they were when it came."""
        for button in self._offered:
            button.hide()
            button.deleteLater()
        self._offered = []
        if not 0 <= row < len(self._shown):
            return
        told = self._shown[row]
        for place, remedy in enumerate(remedies_for(told.message)):
            button = QPushButton(messages.say(remedy.words))
            button.setAccessibleName(messages.say(remedy.words))
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._take, remedy, told.message))
            self._remedies.insertWidget(place, button)
            self._offered.append(button)

    def _take(self, remedy: Remedy, message: Message) -> None:
        """Many remedies open a dialog of their own: this one makes room."""
        self.accept()
        self.remedy_wanted.emit(remedy, message)

    def _copy(self) -> None:
        """The selected messages, or all that are shown."""
        items = self._list.selectedItems() or [
            self._list.item(row) for row in range(self._list.count())
        ]
        QGuiApplication.clipboard().setText("\n".join(item.text() for item in items))


def _row(told: Told) -> str:
    return f"{told.at:%Y-%m-%d %H:%M:%S}  {told.words}"
