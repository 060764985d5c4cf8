"""When to try again."""

from __future__ import annotations

import random

from studio.tts.retry import jittered_delay


def test_tries_spread_out_and_are_bounded() -> None:
    """The wait is drawn from nought to half a second, doubled with every try, thirty seconds at most."""
    chance = random.Random(7)
    for attempt, longest in enumerate((0.5, 1, 2, 4, 8, 16, 30, 30, 30)):
        drawn = [jittered_delay(attempt, chance) for _ in range(500)]
        assert 0.0 <= min(drawn) < 0.1 * longest
        assert 0.9 * longest < max(drawn) <= longest
    assert 0.0 <= jittered_delay(10_000) <= 30.0
