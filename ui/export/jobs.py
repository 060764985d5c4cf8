"""The exports of this window: those that wait and run, and what became of the others."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from studio.document.values import Document
from studio.errors import StudioError
from studio.front.exporting import ExportRun
from studio.front.open_project import OpenProject
from studio.sentences import Message
from studio.standing.exporting import ExportOutcome, ExportProgress, ExportWish
from studio.studio import Studio
from ui import tasks

_LOOK_EVERY_MS = 100
_MOST_KEPT = 20
"""Of those that are over."""


class ExportJob:
    """One export of `document`: under way until it has an `outcome` or a `failure`."""

    def __init__(
        self, wish: ExportWish, run: ExportRun, project: OpenProject | None, document: Document
    ) -> None:
        self.wish, self.project, self.document = wish, project, document
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

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
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
        studio = self._studio
        job = ExportJob(wish, studio.exporting.start(wish), studio.project, studio.document)
        over = [each for each in self.all if each.is_over]
        self.all.insert(0, job)
        for each in over[_MOST_KEPT:]:
            self.all.remove(each)
        self._look.start()
        tasks.start(self._follow(job), self)
        self.changed.emit()
        return job

    def can_try_again(self, job: ExportJob) -> bool:
        """What failed or was stopped, of the project that is open."""
        return job.failure is not None and job.project is self._studio.project

    def again(self, job: ExportJob) -> None:
        """The same wish, from the project as it is now."""
        if job in self.all:
            self.all.remove(job)
        self.begin(job.wish)

    async def _follow(self, job: ExportJob) -> None:
        await job.end()
        if not self.under_way:
            self._look.stop()
        self.ended.emit(job)
        self.changed.emit()
