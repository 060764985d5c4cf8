"""Clips that are too narrow for words, all of them at once: plain blocks on their Lanes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from ui.theme import Theme
from ui.timeline.brushes import faint
from ui.timeline.coverage import covered
from ui.timeline.lanes import Lane, Lanes
from ui.timeline.spans import Spans
from ui.timeline.view import View
from ui.wave_picture import picture_of, premultiplied

PLAIN_UNDER = 14
"""A Clip under so many pixels is a plain block."""

_BLOCK_TINT = 0.5  # Stronger than that of a Clip with words: nothing has to be read on it.

CoarsePicture = tuple[tuple[int, QImage], ...]
"""For each Lane that has such Clips in view, where its picture begins, and that."""


def coarse_picture(
    spans: Spans, view: View, lanes: Lanes, size: QSize, top: int, theme: Theme, scale: float
) -> CoarsePicture:
    seen = lanes.between(top, top + size.height())
    if not seen or not len(spans):
        return ()
    columns = round(size.width() * scale)
    rows = covered(spans, view, len(lanes), columns, under_pixels=PLAIN_UNDER)
    made = []
    for lane in seen:
        row = rows[lanes.place(lane.id) or 0]
        if not lane.is_sound and row.any():
            picture = _lane(lane, row, lanes.is_silent(lane), theme, scale)
            made.append((lane.clip_top - top, picture))
    return tuple(made)


def _lane(
    lane: Lane, row: NDArray[np.bool_], is_silent: bool, theme: Theme, scale: float
) -> QImage:
    """Blocks with their sides, and the lines above and below."""
    speaker = theme.speaker(lane.colour or 0)
    tint = 0.0 if is_silent else _BLOCK_TINT
    ink, inner = premultiplied(speaker.ink), premultiplied(faint(speaker.ink, tint))
    before, after = np.roll(row, 1), np.roll(row, -1)
    before[0] = after[-1] = False
    within = np.where(row, np.uint32(inner), np.uint32(0))
    within[row & ~(before & after)] = ink
    pixels = np.empty((round(lane.clip_height * scale), len(row)), np.uint32)
    pixels[:] = within
    pixels[[0, -1]] = np.where(row, np.uint32(ink), np.uint32(0))
    picture = picture_of(pixels)
    picture.setDevicePixelRatio(scale)
    return picture
