"""What an audition cost or would cost, and how long it sounds."""

from __future__ import annotations

from studio.frames import TAKE_RATE
from studio.front.making import Making
from studio.scheduling.budget import Budget, expected_price
from studio.scheduling.demand import Want
from studio.standing.money import LinePrice, PriceKind


def audition_seconds(making: Making, want: Want) -> float:
    """As long as the Take is, or will probably be."""
    outline = making.shelf.outline(want.key)
    return want.expected_seconds if outline is None else outline.length_samples / TAKE_RATE


def audition_price(making: Making, want: Want, budget: Budget) -> LinePrice:
    if not want.recipe.is_paid:
        return LinePrice(PriceKind.FREE)
    spent, outline = making.spent, making.shelf.outline(want.key)
    paid = spent.by_take.get(want.key)
    if paid is not None and paid.is_cost_known:
        return LinePrice(PriceKind.PAID, paid.cost, paid.currency)
    if paid is not None or outline is not None:
        return LinePrice(PriceKind.NOT_REPORTED)
    cost = expected_price(want.expected_seconds, budget, spent.per_second)
    kind = PriceKind.NOT_KNOWN if cost is None else PriceKind.ESTIMATE
    return LinePrice(kind, cost, spent.project.currency)
