"""Is this file the sample scene, spoken? Long enough, and not silence."""

from __future__ import annotations

from pathlib import Path

import numpy
import soundfile

SAMPLE_NAME = "low-visibility.txt"


def assert_is_the_sample_scene(path: Path) -> None:
    """Twenty spoken lines: between half a minute and three, most of it sound, none of it clipped."""
    frames, rate = soundfile.read(path, always_2d=True)
    assert 30 * rate < len(frames) < 180 * rate
    seconds = numpy.abs(frames[: len(frames) // rate * rate]).max(axis=1).reshape(-1, rate)
    assert (seconds.max(axis=1) > 0.01).mean() > 0.8
    assert numpy.abs(frames).max() <= 1.0
