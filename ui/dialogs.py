"""Questions to a person, awaited: `open()` and a future, never `exec()`.

A nested event loop inside a coroutine would hang every other one. A cancelled wait closes its
dialog; closing a dialog in any way is an answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import Message, sentence
from ui import messages
from ui.plain_text import label

CLOSE = sentence("ui.dialogs.close", "Close")
OK = sentence("ui.dialogs.ok", "OK")
CANCEL = sentence("ui.dialogs.cancel", "Cancel")
PROGRAM = sentence("ui.dialogs.program", "Dialogue Studio")

_WORDS_WIDTH = 400
_FILE_DIALOG = QSize(900, 560)
"""Wide enough for names, sizes, kinds and dates of files side by side."""


async def finished(dialog: QDialog) -> int:
    """Open `dialog` and wait for its result; it is deleted afterwards."""
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def keep(result: int) -> None:
        if not answer.done():
            answer.set_result(result)

    dialog.finished.connect(keep)
    dialog.open()
    try:
        return await answer
    finally:
        dialog.close()
        dialog.deleteLater()


async def ask(
    parent: QWidget, question: str, explanation: str, choices: Sequence[str], *, default: int = 0
) -> int | None:
    """The index of the choice that was pressed; None when the person left without one."""
    dialog = _Question(parent, question, explanation)
    for index, choice in enumerate(choices):
        dialog.add_choice(choice, index, is_default=index == default)
    dialog.add_way_out(messages.say(CANCEL))
    result = await finished(dialog)
    return result - 1 if result else None


async def ask_text(parent: QWidget, question: str, explanation: str, text: str) -> str | None:
    """What was typed, without spaces around; None when nothing was, or the person left."""
    dialog = _Question(parent, question, explanation)
    field = QLineEdit(text)
    field.setAccessibleName(question)
    field.selectAll()
    dialog.add(field)
    dialog.add_choice(messages.say(OK), 0, is_default=True)
    dialog.add_way_out(messages.say(CANCEL))
    result = await finished(dialog)
    return field.text().strip() or None if result else None


async def choose(parent: QWidget, question: str, choices: Sequence[str]) -> int | None:
    """The index of one of many choices; None when the person left."""
    dialog = _Question(parent, question, "")
    box = QComboBox()
    box.addItems(list(choices))
    box.setAccessibleName(question)
    dialog.add(box)
    dialog.add_choice(messages.say(OK), 0, is_default=True)
    dialog.add_way_out(messages.say(CANCEL))
    result = await finished(dialog)
    return box.currentIndex() if result else None


async def tell(parent: QWidget, title: str, explanation: Message) -> None:
    """Show something that has to be read before going on."""
    dialog = _Question(parent, title, messages.text(explanation))
    dialog.add_way_out(messages.say(CLOSE))
    await finished(dialog)


async def choose_file(parent: QWidget, title: str, filters: Sequence[str]) -> Path | None:
    """An existing file; `filters` read like `Scripts (*.txt)`."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setOption(QFileDialog.Option.HideNameFilterDetails)  # too long a list to read
    dialog.setNameFilters(list(filters))
    dialog.resize(_FILE_DIALOG)
    _show_columns_whole(dialog)
    if await finished(dialog) != QDialog.DialogCode.Accepted:
        return None
    return Path(dialog.selectedFiles()[0])


async def choose_place(
    parent: QWidget, title: str, filters: Sequence[str], name: str
) -> Path | None:
    """Where to write a file, `name` at first; the person was asked before one is replaced."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(filters))
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name.replace("/", "-"))
    dialog.resize(_FILE_DIALOG)
    _show_columns_whole(dialog)
    if await finished(dialog) != QDialog.DialogCode.Accepted:
        return None
    return Path(dialog.selectedFiles()[0])


async def choose_folder(parent: QWidget, title: str, at: Path) -> Path | None:
    """An existing folder."""
    dialog = QFileDialog(parent, title, str(at))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.resize(_FILE_DIALOG)
    _show_columns_whole(dialog)
    if await finished(dialog) != QDialog.DialogCode.Accepted:
        return None
    return Path(dialog.selectedFiles()[0])


def _show_columns_whole(dialog: QFileDialog) -> None:
    """Dates and kinds as wide as they are, the rest for names. The system's own dialog has no table."""
    table = dialog.findChild(QTreeView)
    if isinstance(table, QTreeView):
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


class _Question(QDialog):
    """Bold words, plain words, buttons; its result is 1 + the index of a choice, or 0."""

    def __init__(self, parent: QWidget, question: str, explanation: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.say(PROGRAM))
        self.setAccessibleName(question)
        self._buttons = QDialogButtonBox()
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for name, words in (("question", question), ("explanation", explanation)):
            if words:
                line = label(name, words)
                line.setWordWrap(True)
                line.setFixedWidth(_WORDS_WIDTH)
                column.addWidget(line)
        self._column = column
        column.addSpacing(4)
        column.addWidget(self._buttons)

    def add(self, field: QWidget) -> None:
        """Something to fill in, above the buttons; it has the focus."""
        field.setFixedWidth(_WORDS_WIDTH)
        self._column.insertWidget(self._column.count() - 2, field)
        field.setFocus()

    def add_choice(self, words: str, index: int, *, is_default: bool) -> None:
        button = self._buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
        button.clicked.connect(partial(self.done, index + 1))
        button.setDefault(is_default)

    def add_way_out(self, words: str) -> None:
        """What Escape does too."""
        self._buttons.addButton(words, QDialogButtonBox.ButtonRole.RejectRole)
