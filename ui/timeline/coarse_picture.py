"""Clips that are too narrow for words, all of them at once: plain blocks on their Lanes."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from ui.theme import Theme
from ui.timeline.brushes import faint
from ui.timeline.coverage import covered
from ui.timeline.lanes import Lane, Lanes
from ui.timeline.spans import Spans
from ui.timeline.view import View
from ui.timeline.wave_picture import picture_of, premultiplied

PLAIN_UNDER = 14
"""A Clip under so many pixels is a plain block."""

_BLOCK_TINT = 0.5  # Stronger than that of a Clip with words: nothing has to be read on it.


def coarse_picture(
    spans: Spans, view: View, lanes: Lanes, size: QSize, top: int, theme: Theme, scale: float
) -> QPixmap | None:
    """The whole window, transparent where there is none; None where no Clip is that narrow."""
    seen = lanes.between(top, top + size.height())
    least = PLAIN_UNDER * view.frames_per_pixel
    if not seen or not len(spans) or (spans.ends - spans.starts).min() >= least:
        return None
    picture = QPixmap(round(size.width() * scale), round(size.height() * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    columns = picture.width()
    rows = covered(spans, view, len(lanes), columns, under_pixels=PLAIN_UNDER)
    painter = QPainter(picture)
    for lane in seen:
        row = rows[lanes.place(lane.id) or 0]
        if not lane.is_sound and row.any():
            _lane(painter, lane, row, top, size.width(), lanes.is_silent(lane), theme)
    painter.end()
    return picture


def _lane(
    painter: QPainter,
    lane: Lane,
    row: np.ndarray[tuple[int], np.dtype[np.bool_]],
    top: int,
    width: int,
    is_silent: bool,
    theme: Theme,
) -> None:
    """Two rows of pixels, stretched: the block with its sides, and the lines above and below."""
    speaker = theme.speaker(lane.colour or 0)
    tint = 0.0 if is_silent else _BLOCK_TINT
    ink, inner = premultiplied(speaker.ink), premultiplied(faint(speaker.ink, tint))
    before, after = np.roll(row, 1), np.roll(row, -1)
    before[0] = after[-1] = False
    is_side = row & ~(before & after)
    pixels = np.zeros((2, len(row)), np.uint32)
    pixels[0, row] = inner
    pixels[0, is_side] = ink
    pixels[1, row] = ink
    image = picture_of(pixels)
    y, height, columns = lane.clip_top - top, lane.clip_height, len(row)
    painter.drawImage(QRectF(0, y, width, height), image, QRectF(0, 0, columns, 1))
    line = 1 / painter.device().devicePixelRatio()
    for at in (y, y + height - line):
        painter.drawImage(QRectF(0, at, width, line), image, QRectF(0, 1, columns, 1))
