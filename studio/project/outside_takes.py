"""The Takes of somebody who only reads a project, or has none: new ones go to the store of all projects.

For the command line: a project that is rendered stays as it is, and what was spoken once is there for the
next script.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from studio.errors import StorageError
from studio.project.shared_takes import SharedTakes
from studio.project.stored_takes import StoredTakes
from studio.takes.ledger_entry import LedgerEntry
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.request_record import RequestRecord
from studio.takes.take import Take, TakeOutline


class OutsideTakes:
    """A TakeStore. Safe from every thread."""

    def __init__(self, shared: SharedTakes, project: StoredTakes | None = None) -> None:
        self._shared = shared
        self._project = project

    def folder(self) -> Path | None:
        with suppress(StorageError):
            return self._shared.takes.folder()
        return None

    def keep_recipe(self, recipe: Recipe) -> Future[None]:
        return self._shared.takes.keep_recipe(recipe)

    def recipe(self, key: TakeKey) -> Recipe | None:
        found = self._project.recipe(key) if self._project is not None else None
        if found is None:
            with suppress(StorageError):
                return self._shared.takes.recipe(key)
        return found

    def keep_take(self, take: Take) -> Future[None]:
        return self._shared.keep_take(take)

    def take(self, key: TakeKey) -> Take | None:
        take = self._project.take(key) if self._project is not None else None
        return self._shared.take(key) if take is None else take

    def outlines(self) -> Mapping[TakeKey, TakeOutline]:
        own = self._project.outlines() if self._project is not None else {}
        with suppress(StorageError):
            return {**self._shared.takes.outlines(), **own}
        return own

    def partial_take(self, key: TakeKey) -> Take | None:
        with suppress(StorageError):
            return self._shared.takes.partial_take(key)
        return None

    def take_keys(self) -> frozenset[TakeKey]:
        own = self._project.take_keys() if self._project is not None else frozenset()
        return own | self._shared.take_keys()

    def write_request(self, record: RequestRecord) -> Future[None]:
        return self._shared.takes.write_request(record)

    def requests(self) -> tuple[RequestRecord, ...]:
        with suppress(StorageError):
            return self._shared.takes.requests()
        return ()

    def add_entries(self, entries: Iterable[LedgerEntry]) -> Future[None]:
        return self._shared.takes.add_entries(entries)

    def entries(self) -> tuple[LedgerEntry, ...]:
        """What the project paid is no part of what may be spent from outside."""
        with suppress(StorageError):
            return self._shared.takes.entries()
        return ()
