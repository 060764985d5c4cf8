"""How a Line stands to the time that a subtitle leaves for it. Pure: whoever asks knows how long the
Line sounds and how quickly it is spoken now.
"""

from __future__ import annotations

from dataclasses import dataclass

SLOWEST, FASTEST = 0.8, 1.2
"""Speeds that voice services take."""


@dataclass(frozen=True, slots=True)
class TargetLength:
    """`over_frames` too long, or too short where negative. `fitting_speed` makes it as long as it may
    be; None when it fits as it is, or when no speed does."""

    over_frames: int
    fitting_speed: float | None

    @property
    def is_too_long(self) -> bool:
        return self.over_frames > 0


def target_length(
    target_frames: int, sounding_frames: int, speed: float | None = None
) -> TargetLength:
    """A Line that sounds for `sounding_frames` at `speed` (None is the usual one), of which it may
    have `target_frames`."""
    over = sounding_frames - target_frames
    if over <= 0 or target_frames <= 0:
        return TargetLength(over, None)
    # Rounded up, so that it is not too long by a breath again.
    needed = -(-(speed or 1.0) * sounding_frames * 100 // target_frames) / 100
    return TargetLength(over, needed if SLOWEST <= needed <= FASTEST else None)
