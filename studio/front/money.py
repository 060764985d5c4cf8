"""What the window asks about money: budget, prices, and what was spent. Light."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from studio.document.values import LineId
from studio.front.running import Running
from studio.front.wishes import Wishes
from studio.observers import Observers
from studio.scheduling.budget import Allowance, Budget, allowance
from studio.standing.money import LinePrice, PriceKind

if TYPE_CHECKING:
    from studio.scheduling.spent import Spent
    from studio.takes.ledger_entry import LedgerEntry
    from studio.takes.recipe import TakeKey

_SETTING = "budget"


class Money:
    """Money is whole thousandths of a cent."""

    def __init__(self, running: Running, wishes: Wishes) -> None:
        self.changed: Observers[[]] = Observers()
        """Told on any thread when the budget is another."""
        self._running = running
        self._wishes = wishes
        self._day: int | None = None
        self._price: int | None = None

    @property
    def budget(self) -> Budget:
        """The project's part of it lies in the project and is never undone."""
        return self._wishes.budget

    def set_budget(self, budget: Budget) -> None:
        """From now on; what it says of the project is kept there, what it says of the day and of the
        price is a setting of the user."""
        project = self._running.project
        if project is not None and project.project is not None:
            project.project.set_setting(_SETTING, budget.project)
        self._use(budget)

    def begin(self) -> None:
        """Another project is shown: look up its budget."""
        shown = self._running.project
        self._use(self._of_user(None))
        if shown is not None and shown.project is not None:
            shown.project.setting(_SETTING).add_done_callback(
                lambda done: self._found(done, lambda: self._running.project is shown)
            )

    def approve(self, seconds: float) -> None:
        """A person was shown that no price is known, and wants so many seconds all the same."""
        making = self._running.making
        if making is not None:
            making.voices.approve(seconds)

    @property
    def spent(self) -> Spent:
        """In this project and on this day, by Take, Line and Speaker; and the price of a second."""
        from studio.scheduling.spent import Spent

        making = self._running.making
        return Spent() if making is None else making.spent

    @property
    def allowance(self) -> Allowance:
        """How much more paid sound the budget has room for."""
        spent = self.spent
        return allowance(self.budget, spent.project, spent.day, spent.per_second)

    def ledger(self) -> Future[tuple[LedgerEntry, ...]]:
        """Every entry of the project, the oldest first."""
        project = self._running.project
        if project is None:
            nothing: Future[tuple[LedgerEntry, ...]] = Future()
            nothing.set_result(())
            return nothing
        return project.entries()

    def kept(self) -> frozenset[TakeKey]:
        """The Takes that Lines play or ask for; what else was paid for was thrown away."""
        making = self._running.making
        keys: set[TakeKey | None] = set()
        for line in self._running.document().lines:
            keys.add(None if line.pinned is None else line.pinned.take)
            if making is not None:
                keys |= {making.heard_key(line.id), making.wanted_key(line.id)}
        return frozenset(key for key in keys if key is not None)

    def expected(self) -> dict[LineId, int]:
        """By Line, what its final Take was expected to cost; without those nobody knows that of."""
        making = self._running.making
        if making is None:
            return {}
        from studio.scheduling.budget import expected_price

        found = {}
        for line in self._running.document().lines:
            final = making.final_recipe(line.id)
            if final is not None and final.is_paid:
                seconds, seen = making.expected_seconds(line.id), making.spent.per_second
                cost = expected_price(seconds, self.budget, seen)
                if cost is not None:
                    found[line.id] = cost
        return found

    def price_of(self, line: LineId) -> LinePrice:
        """What the Take that is meant to be heard cost, or would cost."""
        making = self._running.making
        final = None if making is None else making.final_recipe(line)
        if making is None or final is None or not final.is_paid:
            return LinePrice(PriceKind.FREE)
        spent = making.spent
        paid = spent.by_take.get(final.key)
        if paid is not None:
            known = paid.is_cost_known
            kind = PriceKind.PAID if known else PriceKind.NOT_REPORTED
            return LinePrice(kind, paid.cost if known else None, paid.currency)
        from studio.scheduling.budget import expected_price

        cost = expected_price(making.expected_seconds(line), self.budget, spent.per_second)
        kind = PriceKind.NOT_KNOWN if cost is None else PriceKind.ESTIMATE
        return LinePrice(kind, cost, spent.project.currency)

    def use_settings(self, day: int | None, price_per_minute: int | None) -> None:
        """What the user set for all projects."""
        self._day, self._price = day, price_per_minute
        self._use(self._of_user(self.budget.project))

    def _of_user(self, project: int | None) -> Budget:
        return Budget(project, self._day, self._price)

    def _found(self, done: Future[object], still: Callable[[], bool]) -> None:
        found = None if done.cancelled() or done.exception() else done.result()
        if type(found) is int and found >= 0 and still():
            self._use(self._of_user(found))

    def _use(self, budget: Budget) -> None:
        self._wishes.budget = budget
        making = self._running.making
        if making is not None:
            making.voices.set_budget(budget)
        self.changed.tell()
