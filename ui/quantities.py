"""Lengths and times as people read them, in the language in use."""

from __future__ import annotations

from studio.frames import clock_text, seconds_from_frames
from studio.sentences import sentence
from ui import messages

SECONDS = sentence("ui.quantities.seconds", "{seconds} s")
ABOUT_SECONDS = sentence("ui.quantities.about_seconds", "~{seconds} s")


def seconds(frames: int, *, is_estimated: bool = False) -> str:
    """`4.6 s`, or `~4.6 s` while that is only a guess."""
    digits = messages.with_decimal_point(f"{seconds_from_frames(frames):.1f}")
    return messages.say(ABOUT_SECONDS if is_estimated else SECONDS, seconds=digits)


def short_seconds(seconds: float) -> str:
    """`17 s`, or `3.1 s` where tenths matter."""
    digits = f"{seconds:.0f}" if seconds >= 10 else f"{seconds:.1f}"
    return messages.say(SECONDS, seconds=messages.with_decimal_point(digits))


def position(frames: int) -> str:
    """`0:27.4`."""
    return messages.with_decimal_point(clock_text(frames))


def whole_seconds(frames: int) -> str:
    """`1:08`, rounded down like every clock."""
    return clock_text(frames).rpartition(".")[0]
