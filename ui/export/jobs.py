"""The exports of this window: those that wait and run, and what became of the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from studio.errors import StudioError
from studio.front.exporting import ExportRun
from studio.sentences import Message
from studio.standing.exporting import ExportOutcome, ExportProgress, ExportWish
from ui import tasks

_LOOK_EVERY_MS = 100
_MOST_KEPT = 20


class ExportJob:
    """One export: under way until it has an `outcome` or a `failure`."""

    def __init__(self, wish: ExportWish, run: ExportRun) -> None:
        self.wish = wish
        self._run = run
        self.outcome: ExportOutcome | None = None
        self.failure: Message | None = None

    @property
    def name(self) -> str:
        return self.wish.name

    @property
    def folder(self) -> Path:
        return self.wish.folder

    @property
    def is_over(self) -> bool:
        return self.outcome is not None or self.failure is not None

    @property
    def progress(self) -> ExportProgress | None:
        return self._run.progress

    def stop(self) -> None:
        self._run.stop()

    async def end(self) -> None:
        """Wait for what becomes of it. Whoever waits may go; the export goes on."""
        try:
            self.outcome = await asyncio.shield(asyncio.wrap_future(self._run.done))
        except StudioError as error:
            self.failure = error.message


class ExportJobs(QObject):
    """`changed`: one came, went on or is over; `ended` tells which is over."""

    changed = Signal()
    ended = Signal(object)

    def __init__(self, start: Callable[[ExportWish], ExportRun], parent: QObject) -> None:
        super().__init__(parent)
        self._start = start
        self.all: list[ExportJob] = []
        """The latest first."""
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY_MS)
        self._look.timeout.connect(self.changed)

    @property
    def under_way(self) -> list[ExportJob]:
        """In the order in which they are written."""
        return [job for job in reversed(self.all) if not job.is_over]

    def begin(self, wish: ExportWish) -> ExportJob:
        """Write this in its turn, as the project is now."""
        job = ExportJob(wish, self._start(wish))
        self.all.insert(0, job)
        del self.all[_MOST_KEPT:]
        self._look.start()
        tasks.start(self._follow(job), self)
        self.changed.emit()
        return job

    def again(self, job: ExportJob) -> None:
        """What failed or was stopped, from the project as it is now."""
        if job in self.all:
            self.all.remove(job)
        self.begin(job.wish)

    async def _follow(self, job: ExportJob) -> None:
        await job.end()
        if not self.under_way:
            self._look.stop()
        self.ended.emit(job)
        self.changed.emit()
