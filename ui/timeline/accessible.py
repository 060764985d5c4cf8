"""What assistive technology finds in the timeline: a child for every Clip in view, said in full."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from studio.document.values import LineId
from ui import messages
from ui.timeline import words
from ui.timeline.canvas import Canvas
from ui.timeline.shown import Shown


class AccessibleClip(QAccessibleInterface):
    """One Clip, for as long as its Line is in the Document."""

    def __init__(self, owner: AccessibleClips, line: LineId) -> None:
        super().__init__()
        self._owner, self.line = owner, line

    def isValid(self) -> bool:
        return self._owner.shown.clip_of(self.line) is not None

    def object(self) -> None:  # type: ignore[override]  # Qt asks for what is not a QObject too
        return None

    def parent(self) -> QAccessibleInterface:
        return self._owner

    def child(self, index: int) -> None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def childAt(self, x: int, y: int) -> None:  # type: ignore[override]
        return None

    def rect(self) -> QRect:
        clip, canvas = self._owner.shown.clip_of(self.line), self._owner.canvas
        if clip is None:
            return QRect()
        box = canvas.box_of(clip)
        return QRect(canvas.viewport().mapToGlobal(box.topLeft()), box.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        shown = self._owner.shown
        state.focusable = state.selectable = True
        state.selected = self.line in shown.selected
        state.focused = self._owner.canvas.hasFocus() and self.line == shown.current
        return state

    def text(self, kind: QAccessible.Text) -> str:
        clip = self._owner.shown.clip_of(self.line)
        if kind is not QAccessible.Text.Name or clip is None:
            return ""
        return words.clip_sentence(self._owner.shown, clip)

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Clips are not renamed."""


class AccessibleClips(QAccessibleWidget):
    """The Lanes as a list of the Clips in view."""

    def __init__(self, canvas: Canvas, shown: Shown) -> None:
        super().__init__(canvas, QAccessible.Role.List, messages.say(words.NAME))
        self.canvas, self.shown = canvas, shown
        self._clips: dict[LineId, AccessibleClip] = {}
        shown.selection_changed.connect(self._tell_current)

    def childCount(self) -> int:
        return len(self.canvas.seen_clips())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        seen = self.canvas.seen_clips()
        return self._clip(seen[index].line) if 0 <= index < len(seen) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        lines = [clip.line for clip in self.canvas.seen_clips()]
        if not isinstance(child, AccessibleClip) or child.line not in lines:
            return -1
        return lines.index(child.line)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        clip = self.canvas.clip_at(self.canvas.viewport().mapFromGlobal(QPoint(x, y)))
        return None if clip is None else self._clip(clip.line)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        current = self.shown.current
        return None if current is None else self._clip(current)

    def _clip(self, line: LineId) -> AccessibleClip:
        if line not in self._clips:
            self._clips[line] = AccessibleClip(self, line)
        return self._clips[line]

    def _tell_current(self) -> None:
        """Have the Clip that keys act on now read out."""
        lines = [clip.line for clip in self.canvas.seen_clips()]
        if self.canvas.hasFocus() and self.shown.current in lines:
            event = QAccessibleEvent(self.canvas, QAccessible.Event.Focus)
            event.setChild(lines.index(self.shown.current))
            QAccessible.updateAccessibility(event)


_made: dict[Canvas, AccessibleClips] = {}
_shown: dict[Canvas, Shown] = {}


def give_accessible_clips(canvas: Canvas, shown: Shown) -> None:
    """Have Qt find the Clips of this canvas, until it is destroyed."""
    if not _Factory.is_installed:
        QAccessible.installFactory(_interface)
        _Factory.is_installed = True
    _shown[canvas] = shown

    def forget() -> None:
        _shown.pop(canvas, None)
        _made.pop(canvas, None)

    canvas.destroyed.connect(forget)


class _Factory:
    is_installed = False


def _interface(_key: str, about: QObject) -> QAccessibleInterface | None:
    if not isinstance(about, Canvas) or about not in _shown:
        return None
    if about not in _made:
        # Qt keeps interfaces by address only: they are held here as long as their canvas.
        _made[about] = AccessibleClips(about, _shown[about])
    return _made[about]
