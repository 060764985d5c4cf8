"""What stands in one cell: times as people write them."""

from __future__ import annotations

import re

from studio.frames import PROJECT_RATE, frames_from_seconds, seconds_from_frames

_CLOCK = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,6})(?:[.,](\d{1,6}))?")
_LONGEST = 100 * 3600 * PROJECT_RATE


def frames_in(text: str) -> int | None:
    """Seconds, `MM:SS` or `HH:MM:SS`, with a decimal point or comma; None for what is no time."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds, decimals = match.groups()
    if (minutes and int(seconds) > 59) or (hours and int(minutes) > 59):
        return None
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
    frames = frames_from_seconds(whole + float(f"0.{decimals or 0}"))
    return frames if frames <= _LONGEST else None


def milliseconds_in(text: str) -> int | None:
    """Frames for a number of milliseconds."""
    match = re.fullmatch(r"(\d{1,9})(?:[.,]\d+)?", text.strip())
    return frames_from_seconds(int(match[1]) / 1000) if match else None


def seconds_text(frames: int) -> str:
    return f"{seconds_from_frames(frames):.3f}"


def milliseconds_text(frames: int) -> str:
    return str(round(seconds_from_frames(frames) * 1000))
