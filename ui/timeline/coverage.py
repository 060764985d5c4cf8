"""Which pixels of each Lane are covered by Clips, for any number of them. Pure numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ui.timeline.spans import Spans
from ui.timeline.view import View

Covered = NDArray[np.bool_]


def covered(spans: Spans, view: View, lanes: int, columns: int, *, under_pixels: float) -> Covered:
    """A row of `columns` for each Lane, true where a Clip lies that is narrower than
    `under_pixels`; one that is narrower than a column has that column."""
    scale = columns / (view.width * view.frames_per_pixel)
    from_x = np.floor((spans.starts - view.left_frame) * scale)
    to_x = np.maximum(np.floor((spans.ends - view.left_frame) * scale), from_x + 1)
    is_narrow = (spans.ends - spans.starts) < under_pixels * view.frames_per_pixel
    seen = (to_x > 0) & (from_x < columns) & is_narrow & (spans.lanes >= 0)
    changes = np.zeros((lanes, columns + 1), np.int32)
    rows = spans.lanes[seen]
    np.add.at(changes, (rows, np.clip(from_x[seen], 0, columns).astype(np.int64)), 1)
    np.add.at(changes, (rows, np.clip(to_x[seen], 0, columns).astype(np.int64)), -1)
    return np.cumsum(changes[:, :-1], axis=1) > 0
