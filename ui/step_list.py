"""Every step of work since the project was opened, by name: choose one, and the script is as it was
right after it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.document.change import Change
from studio.sentences import sentence
from studio.studio import Studio
from ui import messages
from ui.dialogs import CLOSE
from ui.look import Look
from ui.plain_text import label

TITLE = sentence("ui.step_list.title", "History")
HINT = sentence(
    "ui.step_list.hint",
    "Choose a step to have everything as it was right after it. Nothing is lost until you change"
    " something there.",
)
BEFORE = sentence("ui.step_list.before", "Before the first of these steps")
UNDONE = sentence("ui.step_list.undone", "{step} (undone)")

_SIZE = QSize(460, 480)


class StepList(QDialog):
    """Follows the Studio until it is closed; row n is where n steps are done."""

    def __init__(self, studio: Studio, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._look = studio, look
        self.setWindowTitle(messages.say(TITLE))
        self.setAccessibleName(messages.say(TITLE))
        self._list = QListWidget()
        self._list.setAccessibleName(messages.say(TITLE))
        self._list.setUniformItemSizes(True)
        self._list.itemClicked.connect(self._go)
        self._list.itemActivated.connect(self._go)
        hint = label("hint", messages.say(HINT))
        hint.setWordWrap(True)
        buttons = QDialogButtonBox()
        close = buttons.addButton(messages.say(CLOSE), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for each in (hint, self._list, buttons):
            column.addWidget(each)
        self.resize(_SIZE)
        leave = studio.document_changed.connect(self._changed)
        self.finished.connect(lambda _result: leave())
        self._show()
        self._list.setFocus()

    def _go(self, item: QListWidgetItem) -> None:
        row = self._list.row(item)
        if row != self._studio.steps_done:
            self._studio.go_to_step(row)

    def _changed(self, _change: Change) -> None:
        self._show()

    def _show(self) -> None:
        done, theme = self._studio.steps_done, self._look.theme
        names = [messages.say(BEFORE)]
        names += [messages.text(step.sentence) for step in self._studio.steps]
        if self._list.count() != len(names):
            self._list.clear()
            self._list.addItems(names)
        for row, name in enumerate(names):
            item, is_undone = self._list.item(row), row > done
            item.setText(messages.say(UNDONE, step=name) if is_undone else name)
            item.setForeground(theme.text3 if is_undone else theme.text)
            font = self._list.font()
            font.setBold(row == done)
            item.setFont(font)
        self._list.setCurrentRow(done)
        self._list.scrollToItem(self._list.item(done), QListWidget.ScrollHint.EnsureVisible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a step goes there and leaves the list open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._list.hasFocus():
            item = self._list.currentItem()
            if item is not None:
                self._go(item)
            return
        super().keyPressEvent(event)
