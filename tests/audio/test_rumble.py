from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.audio.rumble import REACH_SAMPLES, rumble_of
from studio.frames import TAKE_RATE

MIDDLE = slice(6_000, -6_000)


def _tone(hertz: float) -> NDArray[np.float32]:
    at = np.arange(2 * TAKE_RATE) / TAKE_RATE
    return np.sin(2 * np.pi * hertz * at).astype(np.float32)


@pytest.mark.parametrize(
    ("hertz", "expected_db"), [(5, -48.2), (20, -24.1), (40, -12.3), (80, -3.0), (160, -0.3)]
)
def test_below_speech_it_falls_by_12_db_an_octave(hertz: float, expected_db: float) -> None:
    """3 dB down at 80 Hz, and nothing is shifted in time."""
    tone = _tone(hertz)
    left = (tone - rumble_of(tone))[MIDDLE]
    kept = float(left @ tone[MIDDLE] / (tone[MIDDLE] @ tone[MIDDLE]))
    assert 20 * np.log10(kept) == pytest.approx(expected_db, abs=0.1)
    assert np.abs(left - kept * tone[MIDDLE]).max() < 1e-3


@pytest.mark.parametrize("hertz", [500, 920, 1_550, 2_950, 6_010, 11_000])
def test_speech_itself_holds_no_rumble(hertz: float) -> None:
    """No tone of a voice is taken for another one, wherever the few points it is worked out at lie."""
    assert np.abs(rumble_of(_tone(hertz))[MIDDLE]).max() < 3e-4


def test_what_lies_further_away_decides_nothing() -> None:
    """A Take that still grows is heard up to there, to the very bits of the whole one."""
    noise = np.random.default_rng(1).standard_normal(30_000).astype(np.float32)
    early = rumble_of(noise[:20_000])[: 20_000 - REACH_SAMPLES]
    assert np.array_equal(early, rumble_of(noise)[: len(early)])


@pytest.mark.parametrize("length", [0, 1, 23, 24, 25, 1_000])
def test_the_shortest_sound_has_its_own_length(length: int) -> None:
    """Also one that is shorter than the low-pass is long."""
    assert len(rumble_of(np.ones(length, np.float32))) == length
