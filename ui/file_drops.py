"""Files that are dropped anywhere on the window: projects, scripts and sounds, told apart by name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from ui.timeline.sound_drops import SOUND_SUFFIXES

PROJECT_SUFFIX = ".dialogue"


class FileDrops(QObject):
    """Watches `window`; an area of it that takes drops itself is asked first."""

    project_dropped = Signal(object)
    script_dropped = Signal(object)
    sounds_dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent):
            return False
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if not paths:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._dropped(paths)
        return True

    def _dropped(self, paths: list[Path]) -> None:
        """All sounds at once; of projects and scripts the first, since each is looked at by itself."""
        sounds = [path for path in paths if path.suffix.lower() in SOUND_SUFFIXES]
        others = [path for path in paths if path not in sounds]
        if sounds:
            self.sounds_dropped.emit(sounds)
        if others and others[0].suffix.lower() == PROJECT_SUFFIX:
            self.project_dropped.emit(others[0])
        elif others:
            self.script_dropped.emit(others[0])
