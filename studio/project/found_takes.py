"""The Takes of a project and, behind them, those of all projects: what a project's Shelf asks.

What is found only behind is copied into the project, so that the file has all it plays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from pathlib import Path

from studio.project.shared_takes import SharedTakes
from studio.project.stored_takes import StoredTakes
from studio.takes.ledger_entry import LedgerEntry
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.request_record import RequestRecord
from studio.takes.take import Take, TakeOutline


class FoundTakes:
    """A TakeStore. Safe from every thread."""

    def __init__(self, project: StoredTakes, shared: SharedTakes) -> None:
        self._project = project
        self._shared = shared

    def folder(self) -> Path:
        return self._project.folder()

    def keep_recipe(self, recipe: Recipe) -> Future[None]:
        self._shared.takes.keep_recipe(recipe)
        return self._project.keep_recipe(recipe)

    def recipe(self, key: TakeKey) -> Recipe | None:
        return self._project.recipe(key)

    def keep_take(self, take: Take) -> Future[None]:
        """Done when the project has it; the store of all projects follows when it can."""
        if take.is_whole:
            self._shared.keep_take(take)
        return self._project.keep_take(take)

    def take(self, key: TakeKey) -> Take | None:
        take = self._project.take(key)
        if take is None:
            take = self._shared.take(key)
            if take is not None:
                recipe = self._shared.takes.recipe(key)
                if recipe is not None:
                    self._project.keep_recipe(recipe)
                self._project.keep_take(take)
        return take

    def partial_take(self, key: TakeKey) -> Take | None:
        return self._project.partial_take(key)

    def outlines(self) -> Mapping[TakeKey, TakeOutline]:
        return self._project.outlines()

    def write_request(self, record: RequestRecord) -> Future[None]:
        return self._project.write_request(record)

    def requests(self) -> tuple[RequestRecord, ...]:
        return self._project.requests()

    def add_entries(self, entries: Iterable[LedgerEntry]) -> Future[None]:
        return self._project.add_entries(entries)

    def entries(self) -> tuple[LedgerEntry, ...]:
        return self._project.entries()
