"""The Help menu's questions about the program itself: what it is, what works here, a report of faults."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QDialog, QWidget

from studio.errors import StudioError
from studio.front.fault_report import ReportPart
from studio.sentences import sentence
from studio.studio import Studio
from ui import dialogs, help_commands, messages, problems, tasks
from ui.about.dialog import AboutDialog
from ui.about.report_dialog import ReportDialog
from ui.command import Command

SAVE_TITLE = sentence("ui.about_desk.save_title", "Save the report as")
ZIP_FILES = sentence("ui.about_desk.zip_files", "Zip files")
NAME = sentence("ui.about_desk.name", "Dialogue Studio report {day}.zip")
SAVED = sentence("ui.about_desk.saved", "The report was saved as {path}.")


class AboutDesk(QObject):
    def __init__(self, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._window = studio, window

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {
            help_commands.ABOUT: lambda: tasks.start(self._tell(), self),
            help_commands.SAVE_REPORT: lambda: tasks.start(self._report(self._window), self),
        }

    async def _tell(self) -> None:
        shown = AboutDialog(QCoreApplication.applicationVersion(), self._window)
        shown.report_wanted.connect(lambda: tasks.start(self._report(shown), shown))
        tasks.start(self._look(shown), shown)
        await dialogs.finished(shown)

    async def _look(self, shown: AboutDialog) -> None:
        shown.show_found(await asyncio.shield(asyncio.wrap_future(self._studio.diagnosis.doctor())))

    async def _report(self, parent: QWidget) -> None:
        shown = ReportDialog(parent)
        shown.save_wanted.connect(lambda parts: tasks.start(self._save(shown, parts), shown))
        tasks.start(self._gather(shown), shown)
        await dialogs.finished(shown)

    async def _gather(self, shown: ReportDialog) -> None:
        version = QCoreApplication.applicationVersion()
        parts = await asyncio.shield(asyncio.wrap_future(self._studio.diagnosis.report(version)))
        shown.show_parts(parts)

    async def _save(self, shown: ReportDialog, parts: tuple[ReportPart, ...]) -> None:
        path = await dialogs.choose_place(
            shown,
            messages.say(SAVE_TITLE),
            [f"{messages.say(ZIP_FILES)} (*.zip)"],
            messages.say(NAME, day=f"{datetime.now().astimezone():%Y-%m-%d}"),
        )
        if path is None:
            return
        try:
            await asyncio.wrap_future(self._studio.diagnosis.save(path, parts))
        except StudioError as error:
            problems.report(error)
        else:
            problems.say(SAVED(path=path))
            shown.done(QDialog.DialogCode.Accepted)
