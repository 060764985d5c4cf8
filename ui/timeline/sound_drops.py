"""Sound files that are dropped on the Lanes: which, and at what time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from ui.timeline.shown import Shown

SOUND_SUFFIXES = (".wav", ".flac", ".mp3", ".ogg", ".opus", ".aiff", ".aif")


class SoundDrops(QObject):
    """Watches `window`; what is no sound file is left to whoever else takes it."""

    dropped = Signal(object, int)

    def __init__(self, shown: Shown, window: QWidget) -> None:
        super().__init__(window)
        self._shown = shown
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent):
            return False
        paths = _sounds_in(event.mimeData())
        if not paths:
            event.ignore()
            return True
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(paths, self._shown.view.frame(event.position().x()))
        return True


def _sounds_in(data: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SOUND_SUFFIXES]
