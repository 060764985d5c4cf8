"""How far one sound gives way to others, frame by frame: a curve of gains that can also be drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.document.sounds import Duck
from studio.frames import PROJECT_RATE
from studio.timeline.values import Span

TALKED_OVER = Duck(-6.0, PROJECT_RATE * 60 // 1000, PROJECT_RATE * 60 // 1000)
"""How far a Line gives way to one that talks over it."""


class Point(NamedTuple):
    """The gain is `gain` at `frame`, and moves straight from one point to the next."""

    frame: int
    gain: float


def duck_curve(speech: Iterable[Span], duck: Duck) -> list[Point]:
    """All the way down while there is speech; the way down begins before it, the way up after it."""
    down = 10 ** (duck.gain_db / 20)
    attack, release = max(1, duck.attack_frames), max(1, duck.release_frames)
    points: list[Point] = []
    for span in _joined(speech):
        gap = span.start_frame - points[-2].frame if points else attack + release
        if gap < attack + release:
            points.pop()
            height = gap / (attack + release)
            turn = points[-1].frame + round(height * release)
            if points[-1].frame < turn < span.start_frame:
                points.append(Point(turn, down + (1 - down) * height))
        else:
            points.append(Point(span.start_frame - attack, 1.0))
        points += [
            Point(span.start_frame, down),
            Point(span.end_frame, down),
            Point(span.end_frame + release, 1.0),
        ]
    return points


def gains(curve: list[Point], start_frame: int, end_frame: int) -> NDArray[np.float32] | None:
    """The gain of each frame; None where it is 1 all along."""
    if not curve or end_frame <= curve[0].frame or start_frame >= curve[-1].frame:
        return None
    frames = np.arange(start_frame, end_frame)
    at = [point.frame for point in curve]
    values: NDArray[np.float32] = np.interp(frames, at, [point.gain for point in curve]).astype(
        np.float32
    )
    return values


def _joined(spans: Iterable[Span]) -> list[Span]:
    """In the order of time, with those that touch as one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start_frame):
        if joined and span.start_frame <= joined[-1].end_frame:
            end = max(joined[-1].end_frame, span.end_frame)
            joined[-1] = Span(joined[-1].start_frame, end)
        elif span.end_frame > span.start_frame:
            joined.append(span)
    return joined
