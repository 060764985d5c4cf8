"""The one way from other threads into the Qt thread: many events, one queued signal.

The core tells its observers on whatever thread something happened. A slot that is carried over the
bridge runs in the Qt thread, once for all the events since it last ran: it reads what is true now.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from studio.observers import Observers


class Bridge(QObject):
    """Made in the Qt thread; `close()` before the parts that tell it of events are closed."""

    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._waiting: dict[Callable[[], object], None] = {}
        self._disconnects: list[Callable[[], None]] = []
        self._woken.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def carry(self, events: Observers[[]], slot: Callable[[], object]) -> None:
        """From now on, run `slot` in the Qt thread some moments after each of the `events`."""
        self._disconnects.append(events.connect(lambda: self._put(slot)))

    def close(self) -> None:
        """Leave the observers and forget what is still on the way."""
        while self._disconnects:
            self._disconnects.pop()()
        with self._lock:
            self._waiting.clear()

    def _put(self, slot: Callable[[], object]) -> None:
        with self._lock:
            must_wake = not self._waiting
            self._waiting[slot] = None
        if must_wake:
            self._woken.emit()

    def _deliver(self) -> None:
        with self._lock:
            slots, self._waiting = self._waiting, {}
        for slot in slots:
            slot()
