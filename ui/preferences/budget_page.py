"""The page of money: how much may be spent, and what a minute costs as far as one knows."""

from __future__ import annotations

from PySide6.QtCore import Signal

from studio.sentences import sentence
from studio.settings import Settings
from ui import messages
from ui.preferences.fields import FormPage, Say

MONEY = sentence("ui.preferences.money", "Budget")
DAY = sentence("ui.preferences.day", "At most on one day, in euros (0: no limit)")
PROJECT = sentence("ui.preferences.project", "At most in this project, in euros (0: no limit)")
PRICE = sentence("ui.preferences.price", "Price of a minute of speech, in euros (0: not known)")
MONEY_HINT = sentence(
    "ui.preferences.money_hint",
    "When a limit is reached, making takes is paused and draft voices go on. The price is only needed"
    " until the service has told what a take cost.",
)


class BudgetPage(FormPage):
    """`project_limited`: to so many thousandths of a cent, 0 being no limit."""

    project_limited = Signal(int)

    def __init__(self, settings: Settings, project_limit: int | None, say: Say) -> None:
        super().__init__(settings, say)
        self.hint(messages.say(MONEY_HINT))
        self.euros(DAY, settings.day_budget, lambda cost: say(day_budget=cost))
        self.euros(PROJECT, project_limit or 0, self.project_limited.emit)
        self.euros(PRICE, settings.price_per_minute, lambda cost: say(price_per_minute=cost))
