"""From pressing a Clip to letting it go: a preview outside the history, then one edit or none."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from studio.document import step_names
from studio.document.edits.lines import set_cue
from studio.document.values import LineId, LineStatus
from studio.errors import StudioError
from studio.sentences import Message
from studio.timeline.layout import layout
from studio.timeline.values import Clip, PlacedSound
from ui.timeline.gestures.draft import Draft, Gesture, Held, Situation
from ui.timeline.gestures.move import Move
from ui.timeline.gestures.shape import Fade, Gain
from ui.timeline.gestures.sounds import SoundGesture
from ui.timeline.gestures.trim import Trim
from ui.timeline.grip import Grip
from ui.timeline.shown import Shown

REACH_PIXELS = 8
_BEGINS_AFTER = 4
"""Pixels; less is a click."""


class Bubble(NamedTuple):
    """What is said beside the pointer."""

    x: float
    y: float
    message: Message


class _Hold(NamedTuple):
    clip: Clip | PlacedSound
    grip: Grip
    x: float
    y: float


class Handling(QObject):
    """`edit_wanted(StepName, change)` when something was let go elsewhere."""

    edit_wanted = Signal(object, object)
    changed = Signal()

    def __init__(self, shown: Shown, parent: QObject) -> None:
        super().__init__(parent)
        self._shown = shown
        self.ripples = True
        self.snaps = True
        self.bubble: Bubble | None = None
        self._hold: _Hold | None = None
        self._gesture: Gesture | None = None
        self._draft: Draft | None = None
        self._view = shown.view
        """As it was when the gesture began: the preview may change how far there is to see."""

    @property
    def is_active(self) -> bool:
        """Whether something is being dragged."""
        return self._gesture is not None

    @property
    def is_held(self) -> bool:
        return self._hold is not None

    def situation(self) -> Situation:
        """The piece as it is now, for a gesture or a command that begins."""
        shown = self._shown
        reach = shown.view.frames(REACH_PIXELS) if self.snaps else 0
        return Situation(
            shown.document,
            shown.timeline,
            shown.sources.lengths(),
            shown.playhead,
            max(reach, 1) if self.snaps else 0,
            self.ripples,
            shown.sources.outline_of,
        )

    def press(self, clip: Clip | PlacedSound, grip: Grip, x: float, y: float) -> None:
        self._hold = _Hold(clip, grip, x, y)

    def move(self, x: float, y: float, held: Held) -> None:
        """The pointer is here now; the gesture begins once it is far enough from where it was."""
        hold = self._hold
        if hold is None:
            return
        if self._gesture is None:
            if abs(x - hold.x) < _BEGINS_AFTER and abs(y - hold.y) < _BEGINS_AFTER:
                return
            if isinstance(hold.clip, Clip) and self._is_locked(hold.clip.line):
                self._refuse(hold.clip.line)
                return
            self._gesture = self._begun(hold)
            self._view = self._shown.view
        frame = round(self._view.left_frame + x * self._view.frames_per_pixel)
        self._draft = self._gesture.moved(frame, y - hold.y, held)
        self._preview(x, y)

    def release(self) -> None:
        """Let go: have done what was shown."""
        draft = self._draft
        self.cancel()
        if draft is not None:
            self.edit_wanted.emit(draft.name, draft.change)

    def cancel(self) -> None:
        """Everything is as before the gesture."""
        self._hold = self._gesture = self._draft = self.bubble = None
        self._shown.end_preview()
        self.changed.emit()

    def want(self, draft: Draft | None, merge_key: str | None = None) -> None:
        """Have a draft done that no mouse made; steps of one `merge_key` grow together."""
        if draft is not None:
            self.edit_wanted.emit(replace(draft.name, merge_key=merge_key), draft.change)

    def _begun(self, hold: _Hold) -> Gesture:
        situation, clip = self.situation(), hold.clip
        if isinstance(clip, PlacedSound):
            return SoundGesture(situation, clip, hold.grip, self._shown.view.frame(hold.x))
        match hold.grip:
            case Grip.START | Grip.END:
                return Trim(situation, clip, is_start=hold.grip is Grip.START)
            case Grip.FADE_IN | Grip.FADE_OUT:
                return Fade(situation, clip, is_start=hold.grip is Grip.FADE_IN)
            case Grip.GAIN:
                return Gain(situation, clip)
            case Grip.BODY:
                return Move(situation, clip, self._shown.view.frame(hold.x))

    def _preview(self, x: float, y: float) -> None:
        draft, shown = self._draft, self._shown
        self.bubble = None
        if draft is None:
            shown.end_preview()
        else:
            self.bubble = Bubble(x, y, draft.bubble)
            try:
                document = draft.change(shown.behind[0])
            except StudioError:
                # It will be said when it is let go; here there is just nothing to show.
                shown.end_preview()
            else:
                sounds = shown.sources.sound_lengths()
                timeline = layout(document, draft.lengths, shown.behind[1], sound_lengths=sounds)
                shown.preview(document, timeline)
        self.changed.emit()

    def _is_locked(self, line: LineId) -> bool:
        found = self._shown.document.lines.get(line)
        return found is not None and found.status is LineStatus.LOCKED

    def _refuse(self, line: LineId) -> None:
        """Asked for all the same: whoever edits says why it cannot be."""
        found = self._shown.document.lines.get(line)
        self._hold = None
        if found is not None:
            cue = found.cue
            self.edit_wanted.emit(step_names.CUE(1), lambda it: set_cue(it, [line], cue))
