"""The producers that work for one project, the free one and the paid one, and its books.

Used on the voice thread; what is asked of `spent` and of requests may be asked from any.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from types import MappingProxyType

from studio.document.values import LineId
from studio.errors import StudioError
from studio.scheduling.books import Books
from studio.scheduling.budget import Budget
from studio.scheduling.connections import OpenSession
from studio.scheduling.demand import Want
from studio.scheduling.plan import Limits
from studio.scheduling.producer import Producer, Standing
from studio.scheduling.spent import Spent
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.request_record import RequestRecord
from studio.takes.shelf import Shelf

log = logging.getLogger(__name__)


class ProjectVoices:
    def __init__(
        self,
        shelf: Shelf,
        books: Books,
        open_draft: OpenSession,
        open_paid: OpenSession,
        changed: Callable[[], object],
    ) -> None:
        self.books = books
        self.draft = Producer(shelf, open_draft)
        self._shelf = shelf
        self._open_paid = open_paid
        self._changed = changed
        self._paid: Producer | None = None
        """Nobody while it is not known what was asked for."""
        self.draft.changed.connect(changed)

    async def begin(self, limits: Limits) -> None:
        """Look at what was asked for before; only then may anything be paid for."""
        try:
            await self.books.recover()
        except StudioError as error:
            log.info("the books could not be read, so nothing is paid for: %s", error)
            return
        self._paid = Producer(self._shelf, self._open_paid, limits, self.books)
        self._paid.changed.connect(self._changed)

    @property
    def standing(self) -> Standing:
        paid = Standing() if self._paid is None else self._paid.standing
        return _together(self.draft.standing, paid)

    @property
    def spent(self) -> Spent:
        return self.books.spent

    def requests_of(self, line: LineId) -> tuple[RequestRecord, ...]:
        return self.books.requests_of(line)

    def recipe(self, key: TakeKey) -> Recipe | None:
        return self.books.recipe(key)

    def want(self, wants: Sequence[Want], service: str | None) -> None:
        """What each service is to speak is only asked of that one."""
        self.draft.want(tuple(want for want in wants if not want.recipe.is_paid))
        if self._paid is not None:
            self._paid.want(tuple(want for want in wants if want.recipe.service == service))

    def set_budget(self, budget: Budget) -> None:
        self.books.budget = budget

    async def probe(self) -> None:
        """Find out at once which connections still carry anything."""
        paid = () if self._paid is None else (self._paid.probe(),)
        await asyncio.gather(self.draft.probe(), *paid)

    def each(self, do: Callable[[Producer], object]) -> None:
        for producer in (self.draft, self._paid):
            if producer is not None:
                do(producer)

    async def close(self) -> None:
        """Everything that was under way is written down when this returns."""
        paid = () if self._paid is None else (self._paid.close(),)
        await asyncio.gather(self.draft.close(), *paid)


def _together(draft: Standing, paid: Standing) -> Standing:
    return Standing(
        MappingProxyType({**draft.coming, **paid.coming}),
        MappingProxyType({**draft.failed, **paid.failed}),
        paid.needing_a_word,
        draft.pause or paid.pause,
        draft.held or paid.held,
        paid.contexts,  # Those of the embedded voices cost nothing and are nobody's concern.
        is_idle=draft.is_idle and paid.is_idle,
    )
