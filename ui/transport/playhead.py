"""Follows the playhead while it moves: reads it every screen frame, says what changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from studio.document.values import LineId
from studio.playback.play_state import PlayState
from studio.studio import Studio
from ui.transport.heard import heard_at

_EVERY_MS = 16


class Playhead(QObject):
    """`transport_changed` starts and ends the watch; signals come in the Qt thread."""

    moved = Signal(int)
    heard_changed = Signal()

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self.heard: tuple[LineId, ...] = ()
        """Now; the one that began last comes last."""
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def transport_changed(self) -> None:
        if self._studio.transport_state is PlayState.STOPPED:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        self.look()

    def look(self) -> None:
        """Read the playhead once, moving or not."""
        frame = self._studio.playhead
        self.moved.emit(frame)
        heard = self._heard_at(frame)
        if heard != self.heard:
            self.heard = heard
            self.heard_changed.emit()

    def end(self) -> None:
        self._timer.stop()

    def _heard_at(self, frame: int) -> tuple[LineId, ...]:
        if self._studio.transport_state is PlayState.STOPPED:
            return ()
        return heard_at(self._studio.timeline, frame)
