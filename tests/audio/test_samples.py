from __future__ import annotations

import numpy as np

from studio.audio.samples import float_samples, int16_samples, int24_samples


def test_every_16_bit_sample_survives_the_way_there_and_back() -> None:
    """All 65,536 samples come back as they were, and lie within full scale in between."""
    every = np.arange(-32_768, 32_768, dtype=np.int16)
    sound = float_samples(every)
    assert sound.dtype == np.float32
    assert (sound.min(), sound.max()) == (-1.0, 32_767 / 32_768)
    assert np.array_equal(int16_samples(sound), every)


def test_what_is_too_loud_is_held_at_full_scale() -> None:
    """Loud samples stay at the edge instead of wrapping round to the other side."""
    loud = np.array([1.0, 1.5, 40.0, -1.0, -1.5, -40.0], np.float32)
    assert int16_samples(loud).tolist() == [32_767] * 3 + [-32_768] * 3


def test_samples_are_rounded_to_the_nearest() -> None:
    """A sample between two steps goes to the nearer one, not towards zero."""
    between = np.array([0.6, 0.4, -0.6, -0.4], np.float32) / np.float32(32_768)
    assert int16_samples(between).tolist() == [1, 0, -1, 0]


def test_24_bit_samples_lie_in_the_upper_three_bytes() -> None:
    """Full scale, the smallest step and what is too loud, as a sound file takes them."""
    sound = np.array([0.5, 2**-23, -(2**-23), 1.5, -1.5], np.float32)
    assert int24_samples(sound).tolist() == [1 << 30, 256, -256, (1 << 31) - 256, -(1 << 31)]
