"""Time as whole sample frames. Seconds appear only where people or other programs read them."""

from __future__ import annotations

PROJECT_RATE = 48_000
"""Frames per second of the Timeline and of the Mix."""

TAKE_RATE = 24_000
"""Samples per second of every Take: what the voice service makes."""


def frames_from_seconds(seconds: float, rate: int = PROJECT_RATE) -> int:
    return round(seconds * rate)


def seconds_from_frames(frames: int, rate: int = PROJECT_RATE) -> float:
    return frames / rate


def frames_at_rate(frames: int, rate: int, new_rate: int) -> int:
    """The same length counted at another rate, rounded up so that nothing is cut off."""
    return -(-frames * new_rate // rate)


def clock_text(frames: int, rate: int = PROJECT_RATE) -> str:
    """`1:08.4`, or `1:02:08.4` from an hour on."""
    tenths = frames * 10 // rate
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest // 10:02d}.{rest % 10}"
    return f"{hours}:{minutes:02d}:{seconds}" if hours else f"{minutes}:{seconds}"
