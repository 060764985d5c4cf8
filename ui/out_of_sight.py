"""Telling a person who is looking at something else that a long work is over."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from studio.sentences import Message
from ui import messages
from ui.dialogs import PROGRAM

_SHOWN_MS = 10_000


def is_out_of_sight(window: QWidget) -> bool:
    """Whether another program has the attention, or the window is put away."""
    is_active = QApplication.applicationState() is Qt.ApplicationState.ApplicationActive
    return window.isMinimized() or not is_active


def tell(window: QWidget, message: Message) -> None:
    """Draw attention to the window, and say why where the system shows such notes."""
    QApplication.alert(window)
    if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
        return
    icon = QSystemTrayIcon(window.windowIcon(), window)
    icon.messageClicked.connect(window.activateWindow)
    icon.show()
    icon.showMessage(messages.say(PROGRAM), messages.text(message), window.windowIcon(), _SHOWN_MS)
    QTimer.singleShot(_SHOWN_MS, icon, icon.deleteLater)
