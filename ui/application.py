"""The window opens: only what its first paint needs. What comes after the paint is `life`'s."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QLocale, QTimer
from PySide6.QtWidgets import QApplication

from studio.settings import load_settings
from ui import messages
from ui.look import Look
from ui.main_window import MainWindow
from ui.window_memory import WindowMemory

_LONGEST_WAIT_FOR_PAINT_MS = 3000
_USUAL_SCALE, _MOST_SCALE = 100, 200
"""Of everything in the window, in percent."""


def run(
    file: Path | None, log: Callable[[], AbstractContextManager[object]], version: Callable[[], str]
) -> int:
    """Open the window, work until it is left; `log` and `version` are asked after the first paint."""
    # The style as an argument: `setStyle` would answer with an object that takes 5 ms to describe.
    settings, complaint = load_settings()
    _scale(settings.window_scale)
    application = QApplication([sys.argv[0], "-style", "Fusion"])
    application.setApplicationName("dialogue-studio")
    application.setDesktopFileName("dialogue-studio")
    application.setQuitOnLastWindowClosed(False)
    messages.use(settings.language or QLocale.system().name().partition("_")[0])
    look = Look(application, settings.theme, settings.text_zoom)
    window = MainWindow(look)
    memory = WindowMemory(window)
    window.show()
    _wait_for_paint(window)

    with log():
        from ui.life import Life

        application.setApplicationVersion(version())
        Life(application, window, look, memory, settings).run(file, complaint)
    return 0


def _scale(percent: int) -> None:
    """Qt looks at this once, when it begins; whoever set it by hand knows what they do."""
    if percent in range(_USUAL_SCALE + 1, _MOST_SCALE + 1):
        os.environ.setdefault("QT_SCALE_FACTOR", f"{percent / _USUAL_SCALE:g}")


def _wait_for_paint(window: MainWindow) -> None:
    """No coroutine runs yet, so this nested loop is safe; a window that stays hidden is given up on."""
    waiting = QEventLoop()
    window.painted.connect(waiting.quit)
    QTimer.singleShot(_LONGEST_WAIT_FOR_PAINT_MS, waiting, waiting.quit)
    waiting.exec()
