"""Whether a person is at work just now: keys, pointer and wheel that reach the window."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

_QUIET_AFTER_SECONDS = 2.0
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.TouchUpdate,
    }
)


class InputWatch(QObject):
    """Looks at the native window only: a filter on the whole application would see every event."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._latest = time.monotonic()
        window.windowHandle().installEventFilter(self)

    def is_quiet(self) -> bool:
        return time.monotonic() - self._latest > _QUIET_AFTER_SECONDS

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._latest = time.monotonic()
        return False
