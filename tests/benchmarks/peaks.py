"""The peaks of 60 minutes of sound, as it grows and at once, against numpy's own min and max of it.

The goal is at least 0.45 times numpy's speed.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

import numpy as np

from studio.audio.peaks import Peaks
from studio.frames import TAKE_RATE

GOAL_RATIO = 0.45
_CHUNK = TAKE_RATE * 27 // 200
"""What arrives at once from a voice service: 135 ms."""


def measure(short: bool) -> Iterator[dict[str, object]]:
    minutes, rounds = (10, 5) if short else (60, 9)
    chance = np.random.default_rng(1)
    samples = chance.integers(-9_000, 9_000, minutes * 60 * TAKE_RATE).astype(np.int16)

    def at_once() -> None:
        Peaks().count_in(samples)

    def growing() -> None:
        peaks = Peaks()
        for end in range(_CHUNK, len(samples) + 1, _CHUNK):
            peaks.count_in(samples[:end])

    drawn = Peaks()
    drawn.count_in(samples)
    numpy_ms, ours_ms, growing_ms, drawing_ms = _medians(
        rounds,
        lambda: (samples.min(), samples.max()),
        at_once,
        growing,
        lambda: drawn.between(samples, 0, len(samples), 2_000),
    )
    yield {
        "minutes": minutes,
        "numpy_min_and_max_ms": round(numpy_ms, 2),
        "peaks_ms": round(ours_ms, 2),
        "speed_of_numpy": round(numpy_ms / ours_ms, 2),
        "goal": GOAL_RATIO,
        "growing_by_135_ms_ms": round(growing_ms, 2),
        "growing_each_chunk_us": round(growing_ms * 1000 * _CHUNK / len(samples), 2),
        "drawing_2000_columns_ms": round(drawing_ms, 3),
    }


def _medians(rounds: int, *works: Callable[[], object]) -> list[float]:
    """In milliseconds, measured in turn, so that all of them meet the same disturbances."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, taken in zip(works, times, strict=True):
            begun = time.perf_counter()
            work()
            taken.append((time.perf_counter() - begun) * 1000)
    return [statistics.median(taken) for taken in times]
