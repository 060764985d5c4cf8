"""What lies under the pointer: which Clip, which part of it, which word; and how that is shown."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from studio.timeline.values import Clip, PlacedSound
from ui.theme import Theme
from ui.timeline.clips_painter import NUMBER_ONLY_UNDER, ClipsPainter
from ui.timeline.grip import Box, Grip, grip_at
from ui.timeline.hover import HoverWord, word_at
from ui.timeline.hover_painter import paint_grips, paint_hover
from ui.timeline.shown import Shown

_CURSORS = {
    Grip.BODY: Qt.CursorShape.ArrowCursor,
    Grip.START: Qt.CursorShape.SizeHorCursor,
    Grip.END: Qt.CursorShape.SizeHorCursor,
    Grip.FADE_IN: Qt.CursorShape.PointingHandCursor,
    Grip.FADE_OUT: Qt.CursorShape.PointingHandCursor,
    Grip.GAIN: Qt.CursorShape.SizeVerCursor,
}


class Pointing:
    """`window` shows it, and its pointer changes with it."""

    def __init__(self, shown: Shown, clips: ClipsPainter, window: QWidget) -> None:
        self._shown, self._clips, self._window = shown, clips, window
        self.word: HoverWord | None = None
        self._pointed: tuple[Clip, Grip] | None = None

    def point_at(self, clip: Clip | None, at: QPoint) -> None:
        pointed = word = None
        if clip is not None:
            pointed = (clip, self.grip_at(clip, at))
            length = self._shown.sources.lengths().get(clip.line)
            word = word_at(clip, length, self._shown.view.frame(at.x()))
        sound = self.sound_at(at) if clip is None else None
        grip = pointed[1] if pointed else sound[1] if sound else Grip.BODY
        self._window.setCursor(_CURSORS[grip])
        if (pointed, word) != (self._pointed, self.word):
            self._pointed, self.word = pointed, word
            self._window.update()

    def leave(self) -> None:
        """The pointer is elsewhere, or what was under it is."""
        if self._pointed is not None:
            self._pointed = self.word = None
            self._window.update()

    def grip_at(self, clip: Clip, at: QPoint) -> Grip:
        """Which part of the Clip is at a place of the window."""
        return grip_at(
            self._box(clip),
            at.x(),
            at.y(),
            gain_db=clip.gain_db,
            fades=self._fades(clip),
            has_take=clip.take is not None and not clip.is_growing,
        )

    def sound_at(self, at: QPoint) -> tuple[PlacedSound, Grip] | None:
        """The piece of music or the effect at a place of the window, and which part of it."""
        shown = self._shown
        lane = shown.lanes.at(at.y() + shown.top)
        if lane is None or not lane.is_sound:
            return None
        for sound in reversed(shown.timeline.sounds):
            left, right = shown.view.x(sound.start_frame), shown.view.x(sound.end_frame)
            if sound.lane == lane.id and left <= at.x() < right:
                box = Box(left, lane.top - shown.top, right - left, lane.height)
                view = shown.view
                fades = view.pixels(sound.fade_in_frames), view.pixels(sound.fade_out_frames)
                grip = grip_at(
                    box, at.x(), at.y(), gain_db=sound.gain_db, fades=fades, has_take=True
                )
                return sound, grip
        return None

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """The word, and what can be taken hold of."""
        if self._pointed is not None:
            clip, grip = self._pointed
            box = self._box(clip)
            has_take = clip.take is not None and not clip.is_growing
            if has_take and box.width >= NUMBER_ONLY_UNDER:
                paint_grips(painter, box, grip, clip.gain_db, self._fades(clip), theme)
        if self.word is not None:
            paint_hover(painter, self.word, self._box(self.word.clip), self._shown.view, theme)

    def _box(self, clip: Clip) -> Box:
        lane = self._shown.lane_of(clip)
        if lane is None:
            return Box(0, 0, 0, 0)
        box = self._clips.box(clip, lane)
        return Box(box.left(), box.top(), box.width(), box.height())

    def _fades(self, clip: Clip) -> tuple[float, float]:
        """How wide the fades are that somebody set; that of a cut is none of them."""
        view, line = self._shown.view, self._shown.document.lines.get(clip.line)
        fade_out = 0 if line is None else line.clip.fade_out_frames
        return view.pixels(clip.fade_in_frames), view.pixels(fade_out)
