"""Words from outside stay words: Qt would take markup in a name for formatting, or fetch pictures.

Every label and every tooltip that can show what somebody wrote is made here.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def label(name: str, text: str = "") -> QLabel:
    """A label that shows its text literally; the style sheet finds it by `name`."""
    made = QLabel()
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    return made


def tip(text: str) -> str:
    """`text` for a tooltip, which takes markup for markup."""
    from html import escape  # tips are written after the first paint

    return f"<span>{escape(text)}</span>" if text else ""
