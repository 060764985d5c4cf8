"""When to try again."""

from __future__ import annotations

import random

import pytest

from studio.tts import errors, refusals
from studio.tts.retry import Redial, jittered_delay
from studio.wire.messages import ErrorReport


def test_tries_spread_out_and_are_bounded() -> None:
    """The wait is drawn from nought to half a second, doubled with every try, thirty seconds at most."""
    chance = random.Random(7)
    for attempt, longest in enumerate((0.5, 1, 2, 4, 8, 16, 30, 30, 30)):
        drawn = [jittered_delay(attempt, chance) for _ in range(500)]
        assert 0.0 <= min(drawn) < 0.1 * longest
        assert 0.9 * longest < max(drawn) <= longest
    assert 0.0 <= jittered_delay(10_000) <= 30.0


@pytest.mark.parametrize(
    ("status", "asked", "until"),
    [
        (401, None, 1e9),
        (402, 7.0, 1e9),
        (404, None, 1e9),
        (429, None, 15.0),
        (429, 60.0, 70.0),
        (503, None, 10.0),
        (503, 7.0, 17.0),
    ],
)
def test_a_refusal_is_remembered_as_long_as_it_holds(
    status: int, asked: float | None, until: float
) -> None:
    """What a person must mend stands until somebody asks again, a pause as long as it was asked for."""
    redial = Redial()
    refused = refusals.from_report(ErrorReport("no", code=status, retry_after=asked))
    redial.failed(refused, 10.0)
    if until > 10.0:
        assert redial.refusal(until - 0.1) is refused
    if until < 1e9:
        assert redial.refusal(until) is None
    redial.failed(refused, 10.0)
    redial.forget()
    assert redial.refusal(10.1) is None


def test_nobody_reached_may_be_tried_at_once() -> None:
    """A network that was down is no refusal, and a first connection never waits."""
    redial = Redial()
    redial.failed(errors.unreachable("example.org", "no route"), 10.0)
    assert redial.refusal(10.0) is None
    assert redial.delay == 0.0
