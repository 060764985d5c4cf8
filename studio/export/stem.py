"""One Lane of the Mix by itself, which is silent most of the time and then costs nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from studio.export.window import Window


class Stem:
    """`heard` are the spans of the piece outside which the Lane is silent."""

    def __init__(self, window: Window, start_frame: int, heard: Iterable[tuple[int, int]]) -> None:
        self._window = window
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted((a - start_frame, b - start_frame) for a, b in heard):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def mix(self, start_frame: int, frames: int) -> NDArray[np.float32] | None:
        """None for silence."""
        at = bisect_right(self._ends, start_frame)
        if at == len(self._ends) or self._starts[at] >= start_frame + frames:
            return None
        block = self._window.mix(start_frame, frames)
        return block if block.any() else None
