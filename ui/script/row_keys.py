"""The keys by which writing begins, the same in every view of the script."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.script.writer import Field


def meant_by(event: QKeyEvent) -> tuple[Field, bool] | None:
    """Where the caret is wanted, and whether the Cue is to be seen as it is written."""
    match event.key():
        case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers():
            return Field.TEXT, False
        case Qt.Key.Key_F2:
            return Field.TEXT, True
        case _:
            return None
