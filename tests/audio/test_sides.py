from __future__ import annotations

import numpy as np

from studio.audio.limiter import limited
from studio.audio.samples import int16_samples, int24_samples
from studio.audio.sides import joined, louder, on_both_sides, one_side, written_out

CHANNEL = (np.random.default_rng(1).standard_normal(10_000) * 0.7).astype(np.float32)


def test_one_channel_reads_as_two() -> None:
    """Whoever looks sees both sides; whoever asks gets the one; two that only look alike are two."""
    alike = on_both_sides(CHANNEL)
    assert np.array_equal(alike, np.stack([CHANNEL, CHANNEL], axis=1))
    assert np.shares_memory(one_side(alike[10:]), CHANNEL)  # type: ignore[arg-type]
    assert one_side(written_out(alike)) is None


def test_it_stays_one_channel_until_it_is_written() -> None:
    """Made louder, joined and held down it is the same as two channels would have been, to the bit."""
    alike, two = on_both_sides(CHANNEL), written_out(on_both_sides(CHANNEL))
    gain = np.float32(0.3)
    pairs = [
        (louder(alike, gain), louder(two, gain)),
        (joined(alike, alike), joined(two, two)),
        (limited(alike, 100, 8_000, 0.9), limited(two, 100, 8_000, 0.9)),
    ]
    for kept_once, kept_twice in pairs:
        assert one_side(kept_once) is not None
        assert np.array_equal(kept_once, kept_twice)
    for rounded in (int16_samples, int24_samples):
        assert np.array_equal(rounded(alike), rounded(two))
        assert rounded(alike).flags.c_contiguous


def test_joined_with_a_sound_that_has_two_sides_it_has_two() -> None:
    """Nothing of either is lost."""
    two = np.stack([CHANNEL, -CHANNEL], axis=1)
    both = joined(on_both_sides(CHANNEL), two)
    assert one_side(both) is None
    assert np.array_equal(both, np.concatenate([on_both_sides(CHANNEL), two]))
