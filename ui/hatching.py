"""The hatch of what has not come yet, as a picture: slanted lines with soft edges."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from ui.wave_picture import picture_of

_PITCH, _THICK = 8.0, 1.1


def hatch_picture(width: int, height: int, colour: QColor, strength: float = 0.6) -> QImage:
    """Of so many pixels, transparent between the lines."""
    place = (np.arange(width)[None, :] + np.arange(height)[::-1, None] * -1.0) % _PITCH
    far = np.minimum(place, _PITCH - place)
    alphas = np.clip(_THICK + 0.5 - far, 0, 1) * strength * 255
    pixels: NDArray[np.uint32] = alphas.astype(np.uint32) << np.uint32(24)
    for shift, part in ((16, colour.red()), (8, colour.green()), (0, colour.blue())):
        pixels |= (alphas / 255 * part).astype(np.uint32) << np.uint32(shift)
    return picture_of(pixels)
