from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.audio.peaks import Peaks


def _sound(length: int) -> NDArray[np.int16]:
    return np.random.default_rng(1).integers(-20_000, 20_000, length).astype(np.int16)


def _counted(samples: NDArray[np.int16], step: int) -> Peaks:
    peaks = Peaks()
    for end in range(step, len(samples) + step, step):
        peaks.count_in(samples[:end])
    return peaks


@pytest.mark.parametrize("step", [100, 3_000, 1_000_000])
def test_a_growing_sound_has_the_peaks_of_a_finished_one(step: int) -> None:
    """However it arrives, each column shows what lies in it."""
    samples = _sound(300_000)
    peaks = _counted(samples, step)
    assert peaks.length == len(samples)
    whole = Peaks()
    whole.count_in(samples)
    for columns in (1, 7, 200, 5_000):
        found = peaks.between(samples, 0, len(samples), columns)
        expected = whole.between(samples, 0, len(samples), columns)
        assert np.array_equal(found, expected)


@pytest.mark.parametrize(("start", "end", "columns"), [(0, 65_536, 16), (4_096, 200_704, 12)])
def test_columns_on_whole_values_are_exact(start: int, end: int, columns: int) -> None:
    """Where columns begin and end with values of the pyramid, nothing is lost or widened."""
    samples = _sound(262_144)
    lows, highs = _counted(samples, 5_000).between(samples, start, end, columns)
    parts = samples[start:end].reshape(columns, -1)
    assert np.array_equal(lows, parts.min(axis=1))
    assert np.array_equal(highs, parts.max(axis=1))


def test_close_up_the_samples_themselves_are_drawn() -> None:
    """Fewer samples in a column than the pyramid holds: exact all the same."""
    samples = _sound(10_000)
    lows, highs = _counted(samples, 777).between(samples, 123, 123 + 300, 100)
    parts = samples[123:423].reshape(100, 3)
    assert np.array_equal(lows, parts.min(axis=1))
    assert np.array_equal(highs, parts.max(axis=1))


def test_every_peak_is_seen_somewhere_near() -> None:
    """At any size, the one loud sample shows in its column, or in the next at the farthest."""
    for place in (0, 5_000, 99_999, 262_143, 299_999):
        samples = np.zeros(300_000, np.int16)
        samples[place] = 9_000
        peaks = _counted(samples, 10_000)
        for columns in (3, 50, 333, 1_500):
            _, highs = peaks.between(samples, 0, len(samples), columns)
            seen = np.flatnonzero(highs)
            assert len(seen) >= 1
            assert np.abs(seen - place * columns // len(samples)).max() <= 1


def test_beyond_the_end_is_silence() -> None:
    """A column past the sound, or all of them, shows nothing."""
    samples = np.full(5_000, 7, np.int16)
    peaks = _counted(samples, 5_000)
    lows, highs = peaks.between(samples, 0, 10_000, 10)
    assert highs.tolist() == [7] * 5 + [0] * 5
    assert not peaks.between(samples, 6_000, 9_000, 4)[1].any()
    assert not Peaks().between(samples[:0], 0, 100, 4)[0].any()
    assert lows.tolist() == highs.tolist()
