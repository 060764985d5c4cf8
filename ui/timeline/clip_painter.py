"""The body of a Clip: tint, waveform, hatch, fades and outline. Words and badges lie over it and are
painted by `canvas`, since they stay in view while it scrolls."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from studio.timeline.values import Clip
from ui.theme import Theme
from ui.timeline import brushes
from ui.timeline.sources import WaveOf
from ui.timeline.standing import ClipLook, Outline
from ui.wave_picture import wave_picture

TILE = 640
"""Logical pixels of one picture; a multiple of what the dashes repeat after."""

_RADIUS = 3.0
_WORDS_HEIGHT = 13


class Body(NamedTuple):
    """All that decides what a Clip's body looks like, but for the sound in it."""

    look: ClipLook
    colour: int
    width: int
    height: int
    frames: int
    arrived: float
    start_sample: int
    take: str | None
    gain_db: float
    fade_in_frames: int
    fade_out_frames: int


def tile_picture(
    body: Body, clip: Clip, tile: int, wave_of: WaveOf, theme: Theme, scale: float
) -> tuple[QPixmap, bool]:
    """One tile of the body, and whether its sound was at hand."""
    left = tile * TILE
    width = min(TILE, body.width - left)
    picture = QPixmap(round(width * scale), round(body.height * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _fill(painter, body, left, theme)
    is_whole = True
    if body.look.has_wave:
        is_whole = _wave(painter, body, clip, left, width, wave_of, theme)
    if body.look.says is None and 0 < body.arrived < 1:
        _hatch_rest(painter, body, left, theme)
    _outline(painter, body, left, width, theme)
    painter.end()
    return picture, is_whole


def _fill(painter: QPainter, body: Body, left: int, theme: Theme) -> None:
    tint = theme.clip_tint * body.look.fill
    if not tint:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brushes.faint(theme.speaker(body.colour).fill, tint))
    painter.drawRoundedRect(QRectF(-left, 0, body.width, body.height), _RADIUS, _RADIUS)


def _wave(
    painter: QPainter,
    body: Body,
    clip: Clip,
    left: int,
    width: int,
    wave_of: WaveOf,
    theme: Theme,
) -> bool:
    scale = brushes.device_scale(painter)
    columns = round(width * scale)
    first = body.frames * left // body.width
    last = body.frames * (left + width) // body.width
    wave = wave_of(clip, first, last, columns)
    if wave is None:
        return False
    has_room = body.height >= _WORDS_HEIGHT + 10
    top = _WORDS_HEIGHT if has_room else 1
    height = round((body.height - top - 2) * scale)
    if height < 2:
        return True
    ink = theme.speaker(body.colour).ink
    if body.look.fill < 1 or not has_room:
        ink = brushes.faint(ink, 0.65)
    gains = _gains(body, first, last, columns)
    picture = wave_picture(wave, height, ink, gains)
    painter.drawImage(QRectF(0, top, width, height / scale), picture)
    _fades(painter, body, left, theme)
    return True


def _gains(body: Body, first: int, last: int, columns: int) -> NDArray[np.float32]:
    """What the gain and the fades make of each column."""
    gains = np.full(columns, 10 ** (body.gain_db / 20), np.float32)
    if body.fade_in_frames or body.fade_out_frames:
        frames = np.linspace(first, last, columns, endpoint=False)
        if body.fade_in_frames:
            gains *= np.clip(frames / body.fade_in_frames, 0, 1).astype(np.float32)
        if body.fade_out_frames:
            left = (body.frames - frames) / body.fade_out_frames
            gains *= np.clip(left, 0, 1).astype(np.float32)
    return gains


def _fades(painter: QPainter, body: Body, left: int, theme: Theme) -> None:
    painter.setPen(QPen(brushes.faint(theme.text, 0.7), 1))
    per_pixel = body.frames / body.width
    rise, fall = body.fade_in_frames / per_pixel, body.fade_out_frames / per_pixel
    if rise >= 2:
        painter.drawLine(QPointF(-left, body.height - 1), QPointF(rise - left, 1))
    if fall >= 2:
        end = body.width - left
        painter.drawLine(QPointF(end - fall, 1), QPointF(end, body.height - 1))


def _hatch_rest(painter: QPainter, body: Body, left: int, theme: Theme) -> None:
    arrived = body.width * body.arrived - left
    rest = QRectF(arrived, 1, body.width - left - arrived - 1, body.height - 2)
    ink = theme.speaker(body.colour).ink
    painter.fillRect(rest, brushes.hatch(ink, brushes.device_scale(painter)))


def _outline(painter: QPainter, body: Body, left: int, width: int, theme: Theme) -> None:
    is_empty = not body.look.has_wave
    colour = theme.text3 if is_empty else theme.speaker(body.colour).ink
    if theme.name == "contrast" and is_empty:
        colour = theme.text
    painter.setPen(brushes.outline_pen(colour, body.look.outline))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = QRectF(0.5 - left, 0.5, body.width - 1, body.height - 1)
    if body.width <= TILE or body.look.outline is Outline.SOLID:
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        return
    # Dashes of a very long path are slow; those of this tile's part of it are the same.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for y in (0, body.height - 1):
        painter.drawLine(0, y, width, y)
    for x in (-left, body.width - 1 - left):
        if 0 <= x < width:
            painter.drawLine(x, 0, x, body.height)
