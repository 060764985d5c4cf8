"""What keys do while the timeline has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.timeline.shown import Shown
from ui.timeline.steering import Steering

_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_NO_MATTER = Qt.KeyboardModifier.KeypadModifier


class Keys(QObject):
    """Moving about; commands with letters of their own are in the menu."""

    seek_wanted = Signal(int)

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
            (key.Key_A, _CTRL): steering.choose_all,
            (key.Key_Escape, none): lambda: shown.select(()),
            (key.Key_Backspace, none): self._seek_to_current,
        }

    def pressed(self, event: QKeyEvent) -> bool:
        """Do what the keys stand for; whether they stand for anything."""
        does = self._does.get((Qt.Key(event.key()), event.modifiers() & ~_NO_MATTER))
        if does is None:
            return False
        does()
        return True

    def _seek_to_current(self) -> None:
        clip = self._shown.clip_of(self._shown.current)
        if clip is not None:
            self.seek_wanted.emit(clip.start_frame)
