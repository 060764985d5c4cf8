"""Questions to a person, awaited: `open()` and a future, never `exec()`.

A nested event loop inside a coroutine would hang every other one. A cancelled wait closes its
dialog; closing a dialog in any way is an answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from studio.sentences import Message, sentence
from ui import messages

CLOSE = sentence("ui.dialogs.close", "Close")


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
    box = _box(parent, question, explanation)
    buttons = [box.addButton(choice, QMessageBox.ButtonRole.ActionRole) for choice in choices]
    way_out = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setEscapeButton(way_out)
    box.setDefaultButton(buttons[default])
    await finished(box)
    pressed = box.clickedButton()
    return next((index for index, button in enumerate(buttons) if button is pressed), None)


async def tell(parent: QWidget, title: str, explanation: Message) -> None:
    """Show something that has to be read before going on."""
    box = _box(parent, title, messages.text(explanation))
    box.addButton(messages.say(CLOSE), QMessageBox.ButtonRole.AcceptRole)
    await finished(box)


async def choose_file(parent: QWidget, title: str, filters: Sequence[str]) -> Path | None:
    """An existing file; `filters` read like `Scripts (*.txt)`."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(list(filters))
    if await finished(dialog) != QDialog.DialogCode.Accepted:
        return None
    return Path(dialog.selectedFiles()[0])


def _box(parent: QWidget, title: str, explanation: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.setText(title)
    box.setInformativeText(explanation)
    box.setTextFormat(Qt.TextFormat.PlainText)
    return box
