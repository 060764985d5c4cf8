"""What a casting wall costs, in one sentence. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.sentences import sentence
from studio.standing.money import LinePrice, PriceKind
from ui import messages, money_words, quantities
from ui.wall_session import OverBudget

FREE = sentence("ui.wall_money.free", "This wall is free")
SO_FAR = sentence("ui.wall_money.so_far", "This wall {cost} so far, at most {most}")
COST = sentence("ui.wall_money.cost", "This wall {cost}")
NOT_KNOWN = sentence(
    "ui.wall_money.not_known",
    "This wall {cost} so far; what the other {length} of speech cost is not known yet",
)
UNPRICED = sentence("ui.wall_money.unpriced", "{words}, {count} not reported")
TOO_MUCH = sentence(
    "ui.wall_money.too_much", "This wall would cost up to {cost}; {left} are left of the budget."
)
NO_PRICE = sentence(
    "ui.wall_money.no_price",
    "What the service costs is not known yet. The wall would be {length} of speech.",
)
RAISE = sentence("ui.wall_money.raise", "Raise the limit")
GO_ON = sentence("ui.wall_money.go_on", "Ask the service all the same")


@dataclass(frozen=True, slots=True)
class Priced:
    """One Take of the wall: its price, how long it is, and whether it will be asked for."""

    price: LinePrice
    seconds: float
    is_coming: bool


def cost_words(takes: Sequence[Priced]) -> str:
    paid = [take for take in takes if take.price.kind is PriceKind.PAID]
    to_come = [
        take
        for take in takes
        if take.is_coming and take.price.kind in (PriceKind.ESTIMATE, PriceKind.NOT_KNOWN)
    ]
    currency = next((take.price.currency for take in takes if take.price.currency), "")
    so_far = sum(take.price.cost or 0 for take in paid)
    cost = money_words.money(so_far, currency)
    unpriced = sum(take.price.kind is PriceKind.NOT_REPORTED for take in takes)
    if not paid and not to_come and not unpriced:
        return messages.say(FREE)
    unknown = [take for take in to_come if take.price.cost is None]
    if unknown:
        length = quantities.short_seconds(sum(take.seconds for take in unknown))
        words = messages.say(NOT_KNOWN, cost=cost, length=length)
    elif to_come:
        most = so_far + sum(take.price.cost or 0 for take in to_come)
        words = messages.say(SO_FAR, cost=cost, most=money_words.money(most, currency))
    else:
        words = messages.say(COST, cost=cost)
    return messages.say(UNPRICED, words=words, count=unpriced) if unpriced else words


def over_budget_words(over: OverBudget | None) -> tuple[str, str]:
    """What to ask, and what the button to go on says; both empty when all is well."""
    if over is None:
        return "", ""
    if over.cost is None or over.left is None:
        length = quantities.short_seconds(over.seconds)
        return messages.say(NO_PRICE, length=length), messages.say(GO_ON)
    cost, left = money_words.money(over.cost), money_words.money(over.left)
    return messages.say(TOO_MUCH, cost=cost, left=left), messages.say(RAISE)
