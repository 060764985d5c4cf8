"""The gain of a Clip or a sound over its own time: in at its beginning, out at its end.

Every sound has a moment of both, for one that begins or ends at full strength is heard as a click.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from studio.frames import PROJECT_RATE

EDGE_FRAMES = PROJECT_RATE * 2 // 1000

Sound = NDArray[np.float32]


def faded(sound: Sound, at_frame: int, span: tuple[int, int], fades: tuple[int, int]) -> Sound:
    """`sound`, which lies at `at_frame`, of what sounds through `span` and fades in and out over so
    many frames; itself where it is at its full strength all along, else a copy."""
    begins, ends = span
    rise, fall = _lengths(fades)
    first_level, last_level = level_between(span, fades)
    rising = min(first_level - at_frame, len(sound))
    level_until = max(last_level - at_frame, 0)
    if rising <= 0 and level_until >= len(sound):
        return sound
    sound = sound.copy()
    if rising > 0:
        done = at_frame - begins
        _multiply(sound[:rising], _ramp(rise)[done : done + rising])
    if level_until < len(sound):
        first, last = ends - at_frame - level_until, ends - at_frame - len(sound)
        _multiply(sound[level_until:], _ramp(fall)[last + 1 : first + 1][::-1])
    return sound


def level_between(span: tuple[int, int], fades: tuple[int, int]) -> tuple[int, int]:
    """From where to where it is at its full strength; the other way round when it never is."""
    rise, fall = _lengths(fades)
    return span[0] + rise, span[1] - fall


def _lengths(fades: tuple[int, int]) -> tuple[int, int]:
    return max(fades[0], EDGE_FRAMES), max(fades[1], EDGE_FRAMES)


@lru_cache(32)
def _ramp(frames: int) -> Sound:
    """From nothing at 0 to full strength at `frames`."""
    return (np.arange(frames + 1) / frames).astype(np.float32)


def _multiply(sound: Sound, gain: Sound) -> None:
    sound *= gain if sound.ndim == 1 else gain[:, None]
