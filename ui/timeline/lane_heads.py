"""The heads beside the Lanes. There are as many as are in view, and they are used again."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from studio.document.values import SpeakerId
from studio.standing.contexts import ContextState
from ui.look import Look
from ui.timeline import brushes
from ui.timeline.lane_head import LaneHead
from ui.timeline.lanes import Lane
from ui.timeline.shown import Shown


class LaneHeads(QWidget):
    settings_wanted = Signal(str, object)
    duck_wanted = Signal(str, bool)
    menu_wanted = Signal(str, object, QPoint)
    wheel_turned = Signal(QWheelEvent)

    def __init__(self, shown: Shown, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown, self._look = shown, look
        self._heads: list[LaneHead] = []
        self._contexts: Mapping[SpeakerId, ContextState] = {}
        shown.content_changed.connect(self._show)
        shown.view_changed.connect(self._view_changed)
        self._top = 0
        look.changed.connect(self.update)

    def show_contexts(self, contexts: Mapping[SpeakerId, ContextState]) -> None:
        self._contexts = contexts
        self._show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.theme.panel)
        brushes.down(painter, self.width() - 1, 0, self.height(), self._look.theme.line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheel_turned.emit(event)

    def _view_changed(self) -> None:
        if self._top != self._shown.top:
            self._show()

    def _show(self) -> None:
        self._top = self._shown.top
        shown = self._shown
        seen = [lane for lane in shown.lanes.all if self._is_seen(lane)]
        while len(self._heads) < len(seen):
            head = LaneHead(self._look, self)
            head.settings_wanted.connect(self.settings_wanted)
            head.duck_wanted.connect(self.duck_wanted)
            head.menu_wanted.connect(self.menu_wanted)
            self._heads.append(head)
        focused = QApplication.focusWidget()
        for head in self._heads[len(seen) :]:
            if focused is not None and head.isAncestorOf(focused):
                self.setFocus()
            head.hide()
        for head, lane in zip(self._heads, seen, strict=False):
            head.setGeometry(0, lane.top - shown.top, self.width() - 1, lane.height)
            context = self._contexts.get(SpeakerId(lane.id)) if not lane.is_sound else None
            head.show_lane(lane, context, is_ducking=self._is_ducking(lane))
            head.show()

    def _is_seen(self, lane: Lane) -> bool:
        return lane.bottom > self._shown.top and lane.top < self._shown.top + self.height()

    def _is_ducking(self, lane: Lane) -> bool:
        clips = self._shown.document.sound_clips
        return lane.is_sound and any(clip.lane == lane.id and clip.duck for clip in clips)
