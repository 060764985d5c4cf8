"""The export dialog joined to the Studio: previews while things are ticked, then the export itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from studio.document.values import LineId
from studio.errors import StudioError
from studio.sentences import sentence
from studio.standing.exporting import ExportWish
from studio.studio import Studio
from ui import dialogs, file_commands, messages, out_of_sight, problems, tasks
from ui.command import Command
from ui.export.dialog import ExportDialog
from ui.export.how import CHOOSE_FOLDER
from ui.export.job_words import job_words
from ui.export.jobs import ExportJob, ExportJobs
from ui.export.jobs_dialog import ExportsDialog
from ui.look import Look
from ui.script.panel import ScriptPanel

_LOOK_EVERY_MS = 100
WRITTEN = sentence(
    "ui.export_desk.written", "{name}: {count} {count:file was|files were} written, as {path}."
)
NOT_WRITTEN = sentence("ui.export_desk.not_written", "{name} was not exported. {why}")
UNDER_WAY = sentence("ui.export_desk.under_way", "Exporting, {percent} %")
SEVERAL_UNDER_WAY = sentence(
    "ui.export_desk.several_under_way", "Exporting, {percent} %, {count} exports"
)


class ExportDesk(QObject):
    """One dialog at a time; the exports behind it go on until they are done or stopped."""

    told = Signal(str, str)
    """How far the exports are, in few words and in more; nothing when none is under way."""

    def __init__(self, studio: Studio, script: ScriptPanel, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._script, self._window = studio, script, window
        self._look = look
        self._asked = 0
        self._to_open: set[ExportJob] = set()
        self._jobs = jobs = ExportJobs(studio, self)
        jobs.ended.connect(self._ended)
        jobs.changed.connect(self._say_how_far)

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {
            file_commands.EXPORT: lambda: tasks.start(self._show(), self),
            file_commands.EXPORTS: lambda: tasks.start(self._show_all(), self),
        }

    async def _show(self) -> None:
        project = self._studio.project
        path = None if project is None else project.standing.path
        folder = _music_folder() if path is None else path.parent
        shown = ExportDialog(
            self._window,
            self._look,
            folder,
            self._name(),
            self._scene(),
            self._script.selected_lines(),
        )
        shown.wish_changed.connect(lambda wish: tasks.start(self._preview(shown, wish), shown))
        shown.export_wanted.connect(lambda wish: self._export(shown, wish))
        shown.folder_wanted.connect(lambda: tasks.start(self._choose_folder(shown), shown))
        shown.folder_shown.connect(lambda: _open_folder(shown.wish.folder))
        tasks.start(self._preview(shown, shown.wish), shown)
        renamed = self._studio.document_changed.connect(lambda _: shown.offer_name(self._name()))
        try:
            await dialogs.finished(shown)
        finally:
            renamed()

    def _scene(self) -> tuple[LineId, ...]:
        """The Lines of the scene the current row is in, where there is more than one scene."""
        lines = self._script.scene_lines()
        return lines if len(lines) < len(self._studio.document.lines) else ()

    def _name(self) -> str:
        return self._studio.document.title or "scene"

    async def _preview(self, shown: ExportDialog, wish: ExportWish) -> None:
        """Only the latest question is answered."""
        self._asked += 1
        mine = self._asked
        try:
            preview = await asyncio.wrap_future(self._studio.exporting.preview(wish))
        except StudioError as error:
            if mine == self._asked:
                shown.show_trouble(messages.text(error.message))
                if not self._studio.exporting.is_possible:
                    await self._until_possible()
                    await self._preview(shown, wish)
        else:
            if mine == self._asked:
                shown.show_preview(preview)

    async def _until_possible(self) -> None:
        """Just after the start the preview comes by itself, as soon as everything runs."""
        while not self._studio.exporting.is_possible:  # noqa: ASYNC110  nobody tells of it
            await asyncio.sleep(_LOOK_EVERY_MS / 1000)

    def _export(self, shown: ExportDialog, wish: ExportWish) -> None:
        """The export is the window's: it goes on when the dialog is closed."""
        shown.show_running()
        job = self._jobs.begin(wish)
        if shown.opens_folder:
            self._to_open.add(job)
        _Showing(self._jobs, job, shown)

    def _ended(self, job: ExportJob) -> None:
        if job.outcome is None:
            message = NOT_WRITTEN(name=job.name, why=job.failure)
        else:
            if job.wish.scripts and job.project is self._studio.project:
                self._studio.sent_out(job.document)
            files = job.outcome.files
            path = files[0] if files else job.folder / job.name
            if job in self._to_open:
                _open_folder(job.folder)
            message = WRITTEN(name=job.name, count=len(files), path=path)
        self._to_open.discard(job)
        if all(each.job is not job for each in self._window.findChildren(_Showing)):
            problems.say(message)
        if out_of_sight.is_out_of_sight(self._window):
            out_of_sight.tell(self._window, message)

    def _say_how_far(self) -> None:
        under_way = self._jobs.under_way
        words = more = ""
        if under_way:
            progress = under_way[0].progress
            percent = 0 if progress is None else round(progress.share * 100)
            words = messages.say(UNDER_WAY, percent=percent)
            more = job_words(under_way[0])
            if len(under_way) > 1:
                words = messages.say(SEVERAL_UNDER_WAY, percent=percent, count=len(under_way))
        self.told.emit(words, more)

    async def _show_all(self) -> None:
        shown = ExportsDialog(self._jobs, self._window)
        shown.folder_wanted.connect(_open_folder)
        await dialogs.finished(shown)

    async def _choose_folder(self, shown: ExportDialog) -> None:
        folder = await dialogs.choose_folder(shown, messages.say(CHOOSE_FOLDER), shown.wish.folder)
        if folder is not None:
            shown.set_folder(folder)


class _Showing(QObject):
    """Tells a dialog of one export for as long as both are there."""

    def __init__(self, jobs: ExportJobs, job: ExportJob, shown: ExportDialog) -> None:
        super().__init__(shown)
        self.job, self._jobs, self._shown = job, jobs, shown
        jobs.changed.connect(self._show)
        shown.stop_wanted.connect(self._stop)

    def _show(self) -> None:
        job, shown = self.job, self._shown
        if job.outcome is not None:
            shown.show_outcome(job.outcome)
        elif job.failure is not None:
            shown.show_failure(messages.text(job.failure))
        elif job.progress is not None:
            shown.show_progress(job.progress)
        if job.is_over:
            self._jobs.changed.disconnect(self._show)
            self.deleteLater()

    def _stop(self) -> None:
        self.job.stop()


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _music_folder() -> Path:
    place = QStandardPaths.StandardLocation.MusicLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())
