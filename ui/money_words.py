"""Money as people read it: cents with a tenth, whole units from one on. Costs come in thousandths of a cent."""

from __future__ import annotations

from studio.sentences import sentence
from ui import messages

CENTS = sentence("ui.money_words.cents", "{amount} ct")
UNITS = sentence("ui.money_words.units", "{sign}{amount}")
ABOUT = sentence("ui.money_words.about", "about {amount}")

_PER_CENT, _PER_UNIT = 1_000, 100_000
_SIGNS = {"": "", "EUR": "€", "USD": "$", "GBP": "£"}


def money(cost: int, currency: str = "") -> str:
    """`0.8 ct`, `€2.00`; a currency without a sign of its own stands before the amount."""
    if abs(cost) < _PER_UNIT:
        digits = messages.with_decimal_point(f"{cost / _PER_CENT:.1f}")
        return messages.say(CENTS, amount=digits)
    digits = messages.with_decimal_point(f"{cost / _PER_UNIT:.2f}")
    return messages.say(UNITS, sign=_SIGNS.get(currency, f"{currency} "), amount=digits)


def about(cost: int, currency: str = "") -> str:
    """The same of what is only expected."""
    return messages.say(ABOUT, amount=money(cost, currency))
