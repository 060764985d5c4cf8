"""How a Lane sits in the Mix, be it a Speaker's or one of music and effects."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LaneSettings:
    """Pan runs from -1 (left) to 1 (right); `effect` names a sound such as a telephone, or none."""

    gain_db: float = 0.0
    pan: float = 0.0
    is_muted: bool = False
    is_solo: bool = False
    effect: str = ""


PLAIN_LANE = LaneSettings()
"""A Lane nobody touched."""
