"""How much more may be spent, by project and by day. Pure.

While no price was seen, a budget is kept in seconds at the price the user entered; without that, a
person is asked each time.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.scheduling.ledger import Total


@dataclass(frozen=True, slots=True)
class Budget:
    """Money in thousandths of a cent; None sets no limit."""

    project: int | None = None
    day: int | None = None
    entered_price_per_minute: int | None = None

    @property
    def limits_something(self) -> bool:
        return self.project is not None or self.day is not None


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many seconds of paid sound are left (None: no end), or whether each press must ask."""

    seconds: float | None = None
    must_ask: bool = False


def price(budget: Budget, seen_per_second: float | None) -> float | None:
    """The price of a second to reckon with: seen, else entered, else unknown. Who entered a price does
    not take a service for free that has charged nothing so far."""
    entered = budget.entered_price_per_minute
    if seen_per_second or entered is None:
        return seen_per_second
    return entered / 60


def allowance(
    budget: Budget, project: Total, day: Total, seen_per_second: float | None
) -> Allowance:
    if not budget.limits_something:
        return Allowance()
    per_second = price(budget, seen_per_second)
    if per_second is None:
        return Allowance(must_ask=True)
    if per_second <= 0:
        return Allowance()
    left = [
        limit - spent.cost - spent.unpriced_seconds * per_second
        for limit, spent in ((budget.project, project), (budget.day, day))
        if limit is not None
    ]
    return Allowance(max(0.0, min(left) / per_second))


def expected_price(seconds: float, budget: Budget, seen_per_second: float | None) -> int | None:
    """What so much sound will cost, in thousandths of a cent; None while no price is known."""
    per_second = price(budget, seen_per_second)
    return None if per_second is None else round(seconds * per_second)
