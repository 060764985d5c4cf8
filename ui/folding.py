"""How the window folds when it gets small: which form each area takes at a size. Pure: knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Side(Enum):
    """The form of a side area."""

    FULL = "full"
    FOLDED = "folded"


@dataclass(frozen=True, slots=True)
class Folds:
    """Widths are those an area begins with; a person may give it another."""

    left: Side
    right: Side
    left_width: int
    right_width: int
    has_short_transport: bool
    has_price: bool
    """Whether the script shows what each Line cost."""
    lane_height: int
    music_height: int
    has_overview: bool
    timeline_height: int


RAIL_WIDTH, STRIP_WIDTH = 60, 36
LEFT_LEAST, LEFT_MOST = 220, 400
RIGHT_LEAST, RIGHT_MOST = 280, 480
TIMELINE_LEAST, TIMELINE_SHARE = 120, 0.7
"""The timeline takes at most that share of the window's height."""

_WIDE, _USUAL, _NARROW = 1600, 1360, 1180
_HIGH, _USUAL_HEIGHT = 760, 680


def folds_at(width: int, height: int) -> Folds:
    """What fits a window of this size, in logical pixels."""
    is_wide, is_low = width >= _WIDE, height < _HIGH
    return Folds(
        left=Side.FULL if width >= _USUAL else Side.FOLDED,
        right=Side.FULL if width >= _NARROW else Side.FOLDED,
        left_width=288 if is_wide else 264,
        right_width=344 if is_wide else 324,
        has_short_transport=width < _USUAL,
        has_price=width >= _NARROW,
        lane_height=34 if is_low else 42,
        music_height=28 if is_low else 34,
        has_overview=not is_low,
        timeline_height=150 if height < _USUAL_HEIGHT else 230,
    )
