"""The gain of a Clip or a sound over its own time: in at its beginning, out at its end.

Every sound has a moment of both, for one that begins or ends at full strength is heard as a click.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.frames import PROJECT_RATE

EDGE_FRAMES = PROJECT_RATE * 2 // 1000


def fade_gains(
    span: tuple[int, int], fades: tuple[int, int], start_frame: int, end_frame: int
) -> NDArray[np.float32] | None:
    """For the frames from `start_frame` to `end_frame` of what sounds through `span` and fades in
    and out over so many frames; None where it is at its full strength all along."""
    begins, ends = span
    rise, fall = max(fades[0], EDGE_FRAMES), max(fades[1], EDGE_FRAMES)
    if start_frame >= begins + rise and end_frame <= ends - fall:
        return None
    frames = np.arange(start_frame, end_frame, dtype=np.int64)
    gain = np.minimum((frames - begins) / rise, (ends - frames) / fall)
    return np.clip(gain, 0.0, 1.0).astype(np.float32)
