"""Goes through the Lines with a filter, bit by bit, so that a long script never makes anybody wait."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from studio.studio import Studio
from ui.script.line_filter import ALL_LINES, Filter, passing

_BIT_SECONDS = 0.008
_REST_MS = 300
"""While Takes come quickly, the Lines are gone through once in so long."""


class Sieve(QObject):
    """`ids` are those that passed, None while everything does."""

    done = Signal()

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self.wanted = ALL_LINES
        self.ids: frozenset[str] | None = None
        self._passing: Iterator[str | None] = iter(())
        self._found: list[str] = []
        self._bits, self._rest = QTimer(self), QTimer(self)
        self._bits.timeout.connect(self._go_on)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._begin)

    def use(self, wanted: Filter) -> None:
        """From now on this filter."""
        self.wanted = wanted
        self._rest.stop()
        if wanted == ALL_LINES:
            self._bits.stop()
            self.ids = None
            self.done.emit()
        else:
            self._begin()

    def look_again(self) -> None:
        """Something changed: soon, other Lines may pass."""
        if self.wanted != ALL_LINES and not self._rest.isActive():
            self._rest.start()

    def _begin(self) -> None:
        self._passing, self._found = passing(self.wanted, self._studio), []
        self._bits.start(0)
        self._go_on()

    def _go_on(self) -> None:
        until = time.monotonic() + _BIT_SECONDS
        for id in self._passing:
            if id is not None:
                self._found.append(id)
            if time.monotonic() > until:
                return
        self._bits.stop()
        self.ids = frozenset(self._found)
        self.done.emit()
