"""What keys do while the timeline has the focus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from studio.document.lanes import LaneSettings
from studio.document.values import LineId
from studio.timeline.values import Span
from ui.timeline.lanes import Lane
from ui.timeline.shown import Shown
from ui.timeline.steering import ZOOM_STEP, Steering

_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_NO_MATTER = Qt.KeyboardModifier.KeypadModifier


class Keys(QObject):
    loop_wanted = Signal(object)
    marker_wanted = Signal(int)
    seek_wanted = Signal(int)
    lane_wanted = Signal(str, object)

    def __init__(self, shown: Shown, steering: Steering, parent: QObject) -> None:
        super().__init__(parent)
        self._shown, self._steering = shown, steering
        step = steering.step_in_time, steering.step_in_lanes
        key, none = Qt.Key, Qt.KeyboardModifier.NoModifier
        self._does: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]] = {
            (key.Key_Right, none): lambda: step[0](1),
            (key.Key_Left, none): lambda: step[0](-1),
            (key.Key_Right, _SHIFT): lambda: step[0](1, extend=True),
            (key.Key_Left, _SHIFT): lambda: step[0](-1, extend=True),
            (key.Key_Down, none): lambda: step[1](1),
            (key.Key_Up, none): lambda: step[1](-1),
            (key.Key_Down, _SHIFT): lambda: step[1](1, extend=True),
            (key.Key_Up, _SHIFT): lambda: step[1](-1, extend=True),
            (key.Key_Home, none): lambda: steering.go_to_end(is_last=False),
            (key.Key_End, none): lambda: steering.go_to_end(is_last=True),
            (key.Key_PageDown, none): lambda: steering.page(1),
            (key.Key_PageUp, none): lambda: steering.page(-1),
            (key.Key_Plus, none): lambda: steering.zoom_by(ZOOM_STEP),
            (key.Key_Plus, _SHIFT): lambda: steering.zoom_by(ZOOM_STEP),
            (key.Key_Equal, none): lambda: steering.zoom_by(ZOOM_STEP),
            (key.Key_Minus, none): lambda: steering.zoom_by(1 / ZOOM_STEP),
            (key.Key_Z, none): steering.fit_selection,
            (key.Key_Z, _SHIFT): steering.fit_scene,
            (key.Key_A, _CTRL): steering.choose_all,
            (key.Key_Escape, none): lambda: shown.select(()),
            (key.Key_R, _SHIFT): self._loop_the_selection,
            (key.Key_M, none): lambda: self.marker_wanted.emit(shown.playhead),
            (key.Key_U, _SHIFT): self._mute_lane,
            (key.Key_S, _SHIFT): self._solo_lane,
            (key.Key_Backspace, none): self._seek_to_current,
        }

    def pressed(self, event: QKeyEvent) -> bool:
        """Do what the keys stand for; whether they stand for anything."""
        does = self._does.get((Qt.Key(event.key()), event.modifiers() & ~_NO_MATTER))
        if does is None:
            return False
        does()
        return True

    def _loop_the_selection(self) -> None:
        span: Span | None = self._steering.selected_span()
        self.loop_wanted.emit(span)

    def _seek_to_current(self) -> None:
        clip = self._shown.clip_of(self._shown.current)
        if clip is not None:
            self.seek_wanted.emit(clip.start_frame)

    def _mute_lane(self) -> None:
        self._change_lane(lambda was: replace(was, is_muted=not was.is_muted))

    def _solo_lane(self) -> None:
        self._change_lane(lambda was: replace(was, is_solo=not was.is_solo))

    def _change_lane(self, changed: Callable[[LaneSettings], LaneSettings]) -> None:
        lane = self._lane_of(self._shown.current)
        if lane is not None:
            self.lane_wanted.emit(lane.id, changed(lane.settings))

    def _lane_of(self, line: LineId | None) -> Lane | None:
        clip = self._shown.clip_of(line)
        return None if clip is None else self._shown.lane_of(clip)
