"""Opens projects on a thread of its own, one after the other, and lets them go in order.

Light to import: what it takes to open one is loaded on that thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from studio.document.values import Document

if TYPE_CHECKING:
    from studio.front.last_project import LastProject, LastProjectRecord
    from studio.front.loading import Loading
    from studio.front.open_project import OpenProject

T = TypeVar("T")

LEAVE_SECONDS = 5.0


class Projects:
    """Used on the window's thread; what its futures give is there on the worker's."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="projects")
        self._parts: tuple[Loading, LastProjectRecord] | None = None
        self._at_hand: list[OpenProject] = []
        """Opened and not closed, shown or not."""

    def open(self, path: Path) -> Future[OpenProject]:
        def work(loading: Loading, record: LastProjectRecord) -> OpenProject:
            from studio.front.positions import position_in

            record.opening(path)
            opened = self._at_hand_now(loading.open(path))
            if opened.project is not None:
                opened.position = position_in(opened.project.path)
            return opened

        return self._submit(work)

    def begin(self, document: Document) -> Future[OpenProject]:
        return self._submit(lambda loading, _: self._at_hand_now(loading.begin(document)))

    def salvage(self, path: Path, new: Path) -> Future[OpenProject]:
        return self._submit(lambda loading, _: self._at_hand_now(loading.salvage(path, new)))

    def last(self) -> Future[LastProject]:
        """What the last run of the program had open."""
        return self._submit(lambda _, record: record.find())

    def aside(self, work: Callable[[], T]) -> Future[T]:
        """Have something done that reads or writes files."""
        return self._worker.submit(work)

    def runs(self, path: Path) -> None:
        """It is open and all is well: a crash from now on is not one of opening it."""
        with suppress(RuntimeError):
            self._submit(lambda _, record: record.runs(path))

    def stands_at(self, project: OpenProject, frame: int) -> None:
        """Remember the place of its playhead."""
        project.position = frame
        if project.project is not None:
            path = project.project.path
            with suppress(RuntimeError):
                self._submit(lambda *_: _keep_position(path, frame))

    def let_go(self, project: OpenProject, when: Future[None] | None) -> None:
        """Close it, as soon as nobody needs it any more."""

        def close(_: object) -> None:
            with suppress(RuntimeError):  # At the end everything is closed in its turn.
                self._worker.submit(self._close, project)

        if when is None:
            close(None)
        else:
            when.add_done_callback(close)

    def close(self, last: OpenProject | None, wait_seconds: float) -> None:
        """Everything of them ends; nobody needs any of them any more. `last` was shown last."""
        ends_at = time.monotonic() + wait_seconds
        path = None if last is None or last.project is None else last.project.path
        self._worker.shutdown()
        if path is not None and last is not None:
            _keep_position(path, last.position)
        for project in list(self._at_hand):
            self._close(project, max(1.0, ends_at - time.monotonic()))
        if self._parts is not None:
            loading, record = self._parts
            record.ended(path)
            loading.close(max(1.0, ends_at - time.monotonic()))

    def _close(self, project: OpenProject, wait_seconds: float = LEAVE_SECONDS) -> None:
        if project in self._at_hand:
            self._at_hand.remove(project)
            project.close(wait_seconds)

    def _at_hand_now(self, project: OpenProject) -> OpenProject:
        self._at_hand.append(project)
        return project

    def _submit(self, work: Callable[[Loading, LastProjectRecord], T]) -> Future[T]:
        return self._worker.submit(lambda: work(*self._made()))

    def _made(self) -> tuple[Loading, LastProjectRecord]:
        if self._parts is None:
            from studio.front.last_project import LastProjectRecord
            from studio.front.loading import Loading

            self._parts = Loading(), LastProjectRecord()
        return self._parts


def _keep_position(path: Path, frame: int) -> None:
    from studio.front.positions import keep_position

    keep_position(path, frame)
