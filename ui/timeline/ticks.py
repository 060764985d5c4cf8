"""Where the ruler has its ticks, and what stands beside them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from studio.frames import PROJECT_RATE
from ui.timeline.view import View

_LEAST_PIXELS = 80

_STEPS = (
    *((digit * PROJECT_RATE // 10_000, 5 if digit != 2 else 4, 4) for digit in (1, 2, 5)),
    *((digit * PROJECT_RATE // 1_000, 5 if digit != 2 else 4, 3) for digit in (1, 2, 5)),
    *((digit * PROJECT_RATE // 100, 5 if digit != 2 else 4, 2) for digit in (1, 2, 5)),
    *((digit * PROJECT_RATE // 10, 5 if digit != 2 else 4, 1) for digit in (1, 2, 5)),
    *((seconds * PROJECT_RATE, parts, 0) for seconds, parts in ((1, 5), (2, 4), (5, 5))),
    *((seconds * PROJECT_RATE, parts, 0) for seconds, parts in ((10, 5), (15, 3), (30, 6))),
    *((minutes * 60 * PROJECT_RATE, parts, 0) for minutes, parts in ((1, 6), (2, 4), (5, 5))),
    *((minutes * 60 * PROJECT_RATE, parts, 0) for minutes, parts in ((10, 5), (15, 3), (30, 6))),
    *((hours * 3_600 * PROJECT_RATE, parts, 0) for hours, parts in ((1, 6), (2, 4), (5, 5))),
    *((hours * 3_600 * PROJECT_RATE, parts, 0) for hours, parts in ((12, 6), (24, 6), (72, 6))),
)
"""Frames from label to label, parts between them, and figures behind the point."""


@dataclass(frozen=True, slots=True)
class Tick:
    """`text` is empty for a small one."""

    frame: float
    text: str = ""


def labelled(view: View) -> Iterator[int]:
    """The frames in view that have a label."""
    step, _, _ = _step(view)
    first = int(max(0.0, view.left_frame) // step)
    return iter(range(first * step, int(view.right_frame) + 1, step))


def ticks(view: View) -> Iterator[Tick]:
    """Those in view, and the last one before it, whose words may reach in."""
    step, parts, decimals = _step(view)
    number = int(max(0.0, view.left_frame) // step)
    while number * step <= view.right_frame:
        yield Tick(number * step, clock(number * step, decimals))
        for part in range(1, parts):
            yield Tick(number * step + part * step / parts)
        number += 1


def clock(frame: int, decimals: int = 0) -> str:
    """`0:27` or `1:02:08`, with so many figures behind a point."""
    ticks_per_second = 10**decimals
    whole, fraction = divmod(frame * ticks_per_second // PROJECT_RATE, ticks_per_second)
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
    return f"{text}.{fraction:0{decimals}d}" if decimals else text


def _step(view: View) -> tuple[int, int, int]:
    wanted = _LEAST_PIXELS * view.frames_per_pixel
    return next((step for step in _STEPS if step[0] >= wanted), _STEPS[-1])
