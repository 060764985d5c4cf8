"""Exports from what is open: a snapshot on a thread of its own, which can be watched and stopped.

Light; what writes files is loaded with the first question.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from studio.front.running import Running
from studio.observers import Observers
from studio.standing.exporting import (
    ExportOutcome,
    ExportPreview,
    ExportProgress,
    ExportWish,
)

if TYPE_CHECKING:
    from studio.export.progress import Progress, Watch


T = TypeVar("T")

_LOOK_SECONDS = 0.1


class ExportRun:
    """One export under way; `changed` is told on its thread."""

    def __init__(self) -> None:
        self.changed: Observers[[]] = Observers()
        self.done: Future[ExportOutcome] = Future()
        self.progress: ExportProgress | None = None
        self._watch: Watch | None = None
        self._is_stopped = False

    def stop(self) -> None:
        """End it soon; `done` then fails with what was left behind."""
        self._is_stopped = True
        if self._watch is not None:
            self._watch.stop()

    def watched(self) -> Watch:
        """What tells the export to go on, or not."""
        from studio.export.progress import Watch

        self._watch = Watch(self._told)
        if self._is_stopped:
            self._watch.stop()
        return self._watch

    def _told(self, progress: Progress) -> None:
        share = progress.done / progress.whole if progress.whole else 0.0
        self.progress = ExportProgress(progress.doing, share, progress.seconds_left)
        self.changed.tell()


class Exporting:
    def __init__(self, running: Running) -> None:
        self._running = running
        self._runs: dict[threading.Thread, ExportRun] = {}
        self._turn = threading.Lock()

    @property
    def is_possible(self) -> bool:
        """Whether the parts run that an export needs; just after the start they do not yet."""
        return self._running.machinery is not None

    def preview(self, wish: ExportWish) -> Future[ExportPreview]:
        """Every file that would be written; fails with why nothing can be."""

        def work() -> ExportPreview:
            from studio.front.export_jobs import previewed, snapshot

            with snapshot(self._running) as material:
                return previewed(material, wish)

        answer: Future[ExportPreview] = Future()
        self._on_a_thread(work, answer, None)
        return answer

    def start(self, wish: ExportWish) -> ExportRun:
        """Write what there is now, in its turn: one after the other is written."""
        run = ExportRun()

        def work() -> ExportOutcome:
            from studio.front.export_jobs import carried_out, snapshot
            from studio.front.keep_awake import kept_awake

            with snapshot(self._running) as material:
                watch = run.watched()
                with self._turn_of(watch), kept_awake():
                    return carried_out(material, wish, watch)

        self._on_a_thread(work, run.done, run)
        return run

    @contextmanager
    def _turn_of(self, watch: Watch) -> Iterator[None]:
        """Wait until no other export is written; whoever is stopped meanwhile waits no longer."""
        from studio.export.progress import WAITING

        while not self._turn.acquire(timeout=_LOOK_SECONDS):
            watch.begin(WAITING())
        try:
            yield
        finally:
            self._turn.release()

    @property
    def is_busy(self) -> bool:
        return any(not run.done.done() for run in self._runs.values())

    def close(self) -> None:
        """Stop what runs and wait for it."""
        for thread, run in list(self._runs.items()):
            run.stop()
            thread.join()

    def _on_a_thread(self, work: Callable[[], T], answer: Future[T], run: ExportRun | None) -> None:
        def go() -> None:
            try:
                answer.set_result(work())
            except BaseException as error:
                answer.set_exception(error)
            finally:
                self._runs.pop(threading.current_thread(), None)

        answer.set_running_or_notify_cancel()  # from here on it is answered, wanted or not
        thread = threading.Thread(target=go, name="export")
        if run is not None:
            self._runs[thread] = run
        thread.start()
