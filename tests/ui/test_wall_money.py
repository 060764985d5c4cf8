"""What a casting wall costs is said before and while it is paid."""

from __future__ import annotations

import pytest

from studio.standing.money import LinePrice, PriceKind
from ui.wall_money import Priced, cost_words, over_budget_words
from ui.wall_session import OverBudget, too_much

FREE = Priced(LinePrice(PriceKind.FREE), 3.0, True)
PAID = Priced(LinePrice(PriceKind.PAID, 5200, "EUR"), 3.0, True)
TO_COME = Priced(LinePrice(PriceKind.ESTIMATE, 3300, "EUR"), 3.0, True)
STOPPED = Priced(LinePrice(PriceKind.ESTIMATE, 3300, "EUR"), 3.0, False)
UNKNOWN = Priced(LinePrice(PriceKind.NOT_KNOWN), 3.0, True)
UNTOLD = Priced(LinePrice(PriceKind.NOT_REPORTED), 3.0, True)


@pytest.mark.parametrize(
    ("takes", "words"),
    [
        ([FREE, FREE], "This wall is free"),
        ([PAID, TO_COME, FREE], "This wall 5.2 ct so far, at most 8.5 ct"),
        ([PAID, STOPPED], "This wall 5.2 ct"),
        ([PAID, UNTOLD], "This wall 5.2 ct, 1 not reported"),
        (
            [UNKNOWN, UNKNOWN],
            "This wall 0.0 ct so far; what the other 6.0 s of speech cost is not known yet",
        ),
    ],
)
def test_the_cost_in_one_sentence(takes: list[Priced], words: str) -> None:
    """What is not told is never nothing; what is stopped is not expected."""
    assert cost_words(takes) == words


def test_more_than_is_left_is_asked_about() -> None:
    """Within the budget nothing is asked; beyond it both sums are named."""
    assert too_much(10, None, 100.0, must_ask=False) is None
    assert too_much(10, 20.0, 100.0, must_ask=False) is None
    over = too_much(85, 40.0, 100.0, must_ask=False)
    assert over == OverBudget(85, 8500, 4000)
    assert over_budget_words(over) == (
        "This wall would cost up to 8.5 ct; 4.0 ct are left of the budget.",
        "Raise the limit",
    )
    unknown = too_much(85, 40.0, None, must_ask=True)
    assert over_budget_words(unknown) == (
        "What the service costs is not known yet. The wall would be 85 s of speech.",
        "Ask the service all the same",
    )
