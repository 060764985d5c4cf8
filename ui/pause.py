"""Does at a pause what takes a while, once for all who asked meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_REST_MS, _MOST_SECONDS = 250, 2.0


class AtAPause(QObject):
    """Each wish puts it off a little, but never for longer than two seconds."""

    def __init__(self, do: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._do, self._since = do, 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self.at_once)

    def soon(self) -> None:
        now = time.monotonic()
        if not self._timer.isActive():
            self._since = now
        if now - self._since < _MOST_SECONDS:
            self._timer.start()

    def at_once(self) -> None:
        """Now; what was put off is done with it."""
        self._timer.stop()
        self._do()

    def end(self) -> None:
        self._timer.stop()
