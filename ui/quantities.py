"""Lengths and times as people read them, in the language in use."""

from __future__ import annotations

from studio.frames import clock_text, seconds_from_frames
from studio.sentences import sentence
from ui import messages

SECONDS = sentence("ui.quantities.seconds", "{seconds} s")
ABOUT_SECONDS = sentence("ui.quantities.about_seconds", "~{seconds} s")
DECIBELS = sentence("ui.quantities.decibels", "{gain} dB")


def seconds(frames: int, *, is_estimated: bool = False) -> str:
    """`4.6 s`, or `~4.6 s` while that is only a guess."""
    digits = messages.with_decimal_point(f"{seconds_from_frames(frames):.1f}")
    return messages.say(ABOUT_SECONDS if is_estimated else SECONDS, seconds=digits)


def short_seconds(seconds: float) -> str:
    """`17 s`, or `3.1 s` where tenths matter."""
    digits = f"{seconds:.0f}" if seconds >= 10 else f"{seconds:.1f}"
    return messages.say(SECONDS, seconds=messages.with_decimal_point(digits))


def exact_seconds(frames: int) -> str:
    """`0.60 s`, where somebody sets it."""
    digits = messages.with_decimal_point(f"{seconds_from_frames(frames):.2f}")
    return messages.say(SECONDS, seconds=digits)


def decibels(gain_db: float) -> str:
    """`+1.0 dB`, `0.0 dB`, `−1.5 dB`, with a minus that is as wide as the plus."""
    digits = messages.with_decimal_point(f"{abs(gain_db):.1f}")
    sign = "" if not digits.strip("0.,") else "+" if gain_db > 0 else "−"
    return messages.say(DECIBELS, gain=f"{sign}{digits}")


def position(frames: int) -> str:
    """`0:27.4`."""
    return messages.with_decimal_point(clock_text(frames))


def whole_seconds(frames: int) -> str:
    """`1:08`, rounded down like every clock."""
    return clock_text(frames).rpartition(".")[0]
