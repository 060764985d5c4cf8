from __future__ import annotations

import numpy as np
import pytest

from studio.document.sounds import Duck
from studio.timeline.ducking import Point, duck_curve, gains
from studio.timeline.values import Span

DUCK = Duck(-20.0, 100, 400)


def test_the_curve_is_down_from_the_first_word_to_the_last() -> None:
    """It goes down before the speech and comes up after it, in straight lines."""
    curve = duck_curve([Span(1_000, 2_000)], DUCK)
    assert curve == [
        Point(900, 1.0), Point(1_000, pytest.approx(0.1)), Point(2_000, pytest.approx(0.1)),
        Point(2_400, 1.0),
    ]  # fmt: skip


def test_a_short_pause_lets_it_come_up_only_part_of_the_way() -> None:
    """The way up and the way down meet where they cross; speech that touches is one."""
    curve = duck_curve([Span(2_250, 3_000), Span(1_000, 2_000), Span(1_500, 1_700)], DUCK)
    values = gains(curve, 0, 4_000)
    assert values is not None
    assert values[1_000:2_000] == pytest.approx(np.full(1_000, 0.1))
    assert values[2_250:3_000] == pytest.approx(np.full(750, 0.1))
    assert values[2_000:2_250].max() == pytest.approx(0.1 + 0.9 / 2, abs=0.01)
    assert np.abs(np.diff(values)).max() < 0.0095


def test_where_nobody_speaks_there_is_no_curve() -> None:
    """Nothing to multiply by before, after, or without speech."""
    curve = duck_curve([Span(1_000, 2_000)], DUCK)
    assert gains(curve, 0, 900) is None
    assert gains(curve, 2_400, 3_000) is None
    assert duck_curve([], DUCK) == []
    assert gains([], 0, 10) is None


def test_any_part_of_the_speech_gives_its_part_of_the_curve() -> None:
    """Looking only at what is near gives the same gains as looking at everything."""
    chance = np.random.default_rng(2)
    starts = np.cumsum(chance.integers(50, 900, 200))
    spans = [Span(int(start), int(start + chance.integers(20, 700))) for start in starts]
    whole = gains(duck_curve(spans, DUCK), 0, int(starts[-1]))
    assert whole is not None
    for first in range(0, len(whole) - 1_000, 997):
        near = [s for s in spans if s.end_frame > first - 502 and s.start_frame < first + 1_502]
        part = gains(duck_curve(near, DUCK), first, first + 1_000)
        expected = whole[first : first + 1_000]
        assert np.array_equal(np.ones(1_000, np.float32) if part is None else part, expected)
