"""The shape of a sound as a picture: for each column a bar from its lowest to its highest sample."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

Wave = tuple[NDArray[np.int16], NDArray[np.int16]]
"""The lowest and the highest sample of each column."""

_FULL = 32_768
_ENLARGED = 1.35  # Speech rarely fills half the range; a cut peak harms no drawing.


def wave_picture(
    wave: Wave, height: int, colour: QColor, gains: NDArray[np.float32] | float = 1.0
) -> QImage:
    """As wide as the wave has columns, `height` device pixels high, transparent elsewhere."""
    lows, highs = wave
    columns = len(lows)
    middle = (height - 1) / 2
    scale = gains * (_ENLARGED * middle / _FULL)
    tops = middle - highs * scale
    bottoms = middle - lows * scale
    # One sample may be many columns wide: each column reaches to the one before, so the line holds.
    tops[1:] = np.minimum(tops[1:], bottoms[:-1])
    bottoms[1:] = np.maximum(bottoms[1:], tops[:-1])
    first = np.clip(np.round(tops), 0, height - 1)
    last = np.clip(np.round(bottoms), 0, height - 1)
    rows = np.arange(height)[:, None]
    inked = (rows >= first) & (rows <= last)
    pixels = np.zeros((height, columns), np.uint32)
    pixels[inked] = premultiplied(colour)
    return picture_of(pixels)


def picture_of(pixels: NDArray[np.uint32]) -> QImage:
    """A picture with memory of its own from rows of premultiplied colours."""
    height, columns = pixels.shape
    pixels = np.ascontiguousarray(pixels)
    image = QImage(
        pixels.data, columns, height, columns * 4, QImage.Format.Format_ARGB32_Premultiplied
    )
    return image.copy()


def premultiplied(colour: QColor) -> int:
    part = colour.alphaF()
    red, green, blue = (
        round(each * part) for each in (colour.red(), colour.green(), colour.blue())
    )
    return colour.alpha() << 24 | red << 16 | green << 8 | blue
