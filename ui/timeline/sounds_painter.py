"""Paints the Lanes of music and effects that are in view."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from studio.frames import PROJECT_RATE
from studio.timeline.values import Clip, PlacedSound
from ui.theme import Theme
from ui.timeline import brushes
from ui.timeline.picture_cache import PictureCache
from ui.timeline.shown import Shown
from ui.timeline.sound_painter import sound_picture
from ui.timeline.view import LEAST_ON_SLIDER


class SoundsPainter:
    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._pictures = PictureCache(16 * 1024 * 1024)

    def forget(self) -> None:
        self._pictures.clear()

    def sounds_came(self) -> None:
        self._pictures.forget_unfinished()

    def paint(self, painter: QPainter, dirty: QRect, theme: Theme) -> None:
        shown = self._shown
        view, scale = shown.view, brushes.device_scale(painter)
        for sound in shown.timeline.sounds:
            lane = shown.lanes.of(sound.lane)
            is_seen = view.x(sound.start_frame) < dirty.right() + 1 and (
                view.x(sound.end_frame) > dirty.left() or sound.is_missing
            )
            if lane is None or not is_seen:
                continue
            speech = self._speech(sound)
            made_from = (sound, lane.height, view, speech, theme.name, scale)
            wave_of = shown.sources.sound_wave_of
            picture = self._pictures.picture(
                sound.id,
                made_from,
                partial(sound_picture, sound, lane, view, speech, wave_of, theme, scale),
            )
            painter.drawPixmap(0, lane.top - shown.top, picture)
            if sound.id == shown.current_sound:
                left, right = view.x(sound.start_frame), view.x(sound.end_frame)
                box = QRectF(left, lane.top - shown.top + 3, right - left, lane.height - 6)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.playhead, 2))
                painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _speech(self, sound: PlacedSound) -> tuple[Clip, ...]:
        """What it ducks under in this view; far out the curve would be a blur."""
        view = self._shown.view
        if sound.duck is None or view.pixels_per_second < LEAST_ON_SLIDER:
            return ()
        reach = 2 * PROJECT_RATE
        clips = self._shown.timeline.placed.between(
            int(view.left_frame) - reach, int(view.right_frame) + reach
        )
        return tuple([clip for clip in clips if not clip.is_muted])
