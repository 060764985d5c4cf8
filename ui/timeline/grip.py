"""Which part of a Clip the pointer is on, and so what dragging it would do. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ui.timeline.gestures.shape import LEAST_GAIN, MOST_GAIN

EDGE, CORNER = 6, 9
_GAIN_REACH, _WORDS = 3, 13
_LEAST_WIDTH = 30
"""A narrower Clip can only be moved: there is no room for more than one grip."""


class Grip(Enum):
    BODY = "body"
    START = "start"
    END = "end"
    FADE_IN = "fade in"
    FADE_OUT = "fade out"
    GAIN = "gain"


@dataclass(frozen=True, slots=True)
class Box:
    """A Clip in the window, in pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    def gain_y(self, gain_db: float) -> float:
        """Where the line of its gain runs: within the waveform, 0 dB above its middle."""
        part = (MOST_GAIN - gain_db) / (MOST_GAIN - LEAST_GAIN)
        above = _WORDS if self.height > 2 * _WORDS else _GAIN_REACH
        return self.top + above + part * (self.height - above - _GAIN_REACH)


def grip_at(
    box: Box, x: float, y: float, *, gain_db: float, fades: tuple[float, float], has_take: bool
) -> Grip:
    """`fades` are how many pixels it fades in and out over; without a Take there is only its place."""
    if not has_take or box.width < _LEAST_WIDTH:
        return Grip.BODY
    is_high = y - box.top <= CORNER
    if is_high and abs(x - (box.left + max(fades[0], CORNER / 2))) <= CORNER / 2:
        return Grip.FADE_IN
    if is_high and abs(x - (box.right - max(fades[1], CORNER / 2))) <= CORNER / 2:
        return Grip.FADE_OUT
    if x - box.left <= EDGE:
        return Grip.START
    if box.right - x <= EDGE:
        return Grip.END
    if abs(y - box.gain_y(gain_db)) <= _GAIN_REACH and x - box.left > _LEAST_WIDTH:
        return Grip.GAIN
    return Grip.BODY
