"""Python's cyclic garbage is collected in the Qt thread only: a QObject collected elsewhere crashes.

Young garbage is looked at often, everything only in quiet moments: over a long Document one full
collection takes longer than a screen frame.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 500


class Garbage(QObject):
    """Takes the collector over for as long as it lives; made and closed in the Qt thread."""

    def __init__(self, is_quiet: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._is_quiet = is_quiet
        self._freezes_next = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect what is due by the interpreter's own thresholds."""
        young, middle, old = gc.get_count()
        young_limit, middle_limit, old_limit = gc.get_threshold()
        if (old > old_limit or self._freezes_next) and self._is_quiet():
            self._collect_all()
        elif middle > middle_limit:
            gc.collect(1)
        elif young > young_limit:
            gc.collect(0)

    def freeze_soon(self) -> None:
        """After a load: at the next quiet moment, take what is there out of later collections."""
        self._freezes_next = True

    def close(self) -> None:
        """Give the collector back to the interpreter."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _collect_all(self) -> None:
        gc.collect()
        if self._freezes_next:
            self._freezes_next = False
            gc.freeze()
