from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.audio.limiter import AHEAD_FRAMES, BEHIND_FRAMES, limited
from studio.audio.true_peak import TruePeakMeter

CEILING = 10 ** (-1 / 20)
RATE = 48_000


def _loud(seconds: float = 2.0) -> NDArray[np.float32]:
    """Speech-like noise with bursts up to 6 dB too loud, and tones that peak between samples."""
    frames = round(seconds * RATE)
    chance = np.random.default_rng(2)
    sound = chance.standard_normal((frames, 2)) * 0.1
    for start in range(5_000, frames - 4_000, 23_000):
        burst = np.sin(2 * np.pi * 12_000 * np.arange(3_000) / RATE + np.pi / 4)
        sound[start : start + 3_000, 0] += 1.9 * burst * np.hanning(3_000)
        sound[start + 9_000 : start + 9_040, 1] += 2.0
    return sound.astype(np.float32)


def _all_of_it(sound: NDArray[np.float32], piece: int) -> NDArray[np.float32]:
    return np.concatenate(
        [
            limited(sound, at, min(piece, len(sound) - at), CEILING)
            for at in range(0, len(sound), piece)
        ]
    )


def test_nothing_gets_above_the_ceiling() -> None:
    """Neither a sample nor what lies between two."""
    held = _all_of_it(_loud(), 4_800)
    meter = TruePeakMeter()
    meter.add(held)
    assert np.abs(held).max() <= CEILING
    assert meter.peak <= CEILING * 10 ** (0.1 / 20)
    assert meter.peak >= CEILING * 0.9


def test_what_stays_below_is_not_touched() -> None:
    """Blocks below the ceiling come out with the same bits."""
    sound = np.random.default_rng(1).uniform(-0.85, 0.85, (48_000, 2)).astype(np.float32)
    sound = np.repeat(sound[::8], 8, axis=0) * 0.9
    assert np.array_equal(_all_of_it(sound * 0.4, 2_400), sound * np.float32(0.4))
    loud = _loud()
    loud[40_000:60_000] *= 0.3
    held = _all_of_it(loud, 4_800)
    quiet = slice(40_000 + BEHIND_FRAMES, 60_000 - AHEAD_FRAMES)
    assert np.array_equal(held[quiet], loud[quiet])
    assert not np.array_equal(held, loud)


def test_pieces_of_any_size_are_held_down_alike() -> None:
    """The ear finds no seam, and an export is what was heard."""
    sound = _loud()
    whole = limited(sound, 0, len(sound), CEILING)
    for piece in (480, 977, 2_400):
        assert _all_of_it(sound, piece) == pytest.approx(whole, abs=1e-6)


def test_the_gain_moves_without_a_click() -> None:
    """A tone that is too loud for a while keeps its shape: no step in what is taken away."""
    tone = np.full((48_000, 2), 0.5, np.float32)
    tone[20_000:22_000] = 1.5
    gain = limited(tone, 0, len(tone), CEILING)[:, 0] / tone[:, 0]
    assert np.abs(np.diff(gain)).max() < 0.01
    assert gain[15_000] == 1.0
    assert gain[30_000] == 1.0
