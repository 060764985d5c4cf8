from __future__ import annotations

import pytest

from studio.document.target_length import TargetLength, target_length

SECOND = 48_000


def test_a_line_that_fits_needs_no_other_speed() -> None:
    assert target_length(2 * SECOND, 2 * SECOND) == TargetLength(0, None)
    assert target_length(2 * SECOND, SECOND) == TargetLength(-SECOND, None)


@pytest.mark.parametrize(
    ("seconds", "speed", "fitting"),
    [(2.2, None, 1.1), (2.01, 1.0, 1.01), (2.001, 1.0, 1.01), (2.2, 0.9, 0.99), (2.4, None, 1.2)],
)
def test_the_speed_that_fits_is_said(seconds: float, speed: float | None, fitting: float) -> None:
    """In hundredths, and at that speed it is not too long any more."""
    sounding = round(seconds * SECOND)
    found = target_length(2 * SECOND, sounding, speed)
    assert found.is_too_long
    assert found.over_frames == sounding - 2 * SECOND
    assert found.fitting_speed == pytest.approx(fitting)
    assert sounding * (speed or 1.0) / fitting <= 2 * SECOND + 1


def test_where_no_speed_fits_none_is_said() -> None:
    """The words must become fewer."""
    assert target_length(SECOND, 2 * SECOND).fitting_speed is None
    assert target_length(0, SECOND) == TargetLength(SECOND, None)
    assert target_length(2 * SECOND, round(2.41 * SECOND)).fitting_speed is None
