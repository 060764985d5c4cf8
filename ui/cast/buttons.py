"""The buttons that cards of the Cast and heads of Lanes have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from ui import fonts


def flat_button() -> QToolButton:
    button = QToolButton()
    button.setProperty("kind", "flat")
    button.setMinimumSize(26, 22)
    return button


def voice_button(name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setProperty("kind", "voice")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFont(fonts.font(fonts.SECONDARY))
    return button
