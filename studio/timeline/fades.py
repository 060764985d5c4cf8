"""The gain of a Clip or a sound over its own time: in at its beginning, out at its end.

Every sound has a moment of both, for one that begins or ends at full strength is heard as a click.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.frames import PROJECT_RATE

EDGE_FRAMES = PROJECT_RATE * 2 // 1000

Sound = NDArray[np.float32]


def faded(sound: Sound, at_frame: int, span: tuple[int, int], fades: tuple[int, int]) -> Sound:
    """`sound`, which lies at `at_frame`, of what sounds through `span` and fades in and out over so
    many frames; itself where it is at its full strength all along, else a copy."""
    begins, ends = span
    rise, fall = max(fades[0], EDGE_FRAMES), max(fades[1], EDGE_FRAMES)
    rising = min(begins + rise - at_frame, len(sound))
    level_until = max(ends - fall - at_frame, 0)
    if rising <= 0 and level_until >= len(sound):
        return sound
    sound = sound.copy()
    if rising > 0:
        frames = np.arange(at_frame - begins, at_frame - begins + rising)
        _multiply(sound[:rising], frames / rise)
    if level_until < len(sound):
        left = ends - at_frame - np.arange(level_until, len(sound))
        _multiply(sound[level_until:], left / fall)
    return sound


def _multiply(sound: Sound, gain: NDArray[np.float64]) -> None:
    gain = np.clip(gain, 0.0, 1.0).astype(np.float32)
    sound *= gain if sound.ndim == 1 else gain[:, None]
