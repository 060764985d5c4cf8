"""The export dialog joined to the Studio: previews while things are ticked, then the export itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from studio.errors import StudioError
from studio.standing.exporting import ExportWish
from studio.studio import Studio
from ui import dialogs, file_commands, messages, tasks
from ui.command import Command
from ui.export.dialog import CHOOSE_FOLDER, ExportDialog
from ui.script.panel import ScriptPanel

_LOOK_EVERY_MS = 100


class ExportDesk(QObject):
    """One dialog at a time; the export behind it goes on until it is done or stopped."""

    def __init__(self, studio: Studio, script: ScriptPanel, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._script, self._window = studio, script, window
        self._asked = 0

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {file_commands.EXPORT: lambda: tasks.start(self._show(), self)}

    async def _show(self) -> None:
        project = self._studio.project
        path = None if project is None else project.standing.path
        folder = _music_folder() if path is None else path.parent
        shown = ExportDialog(self._window, folder, self._name(), self._script.selected_lines())
        shown.wish_changed.connect(lambda wish: tasks.start(self._preview(shown, wish), shown))
        shown.export_wanted.connect(lambda wish: tasks.start(self._export(shown, wish), shown))
        shown.folder_wanted.connect(lambda: tasks.start(self._choose_folder(shown), shown))
        shown.folder_shown.connect(lambda: _open_folder(shown.wish.folder))
        tasks.start(self._preview(shown, shown.wish), shown)
        renamed = self._studio.document_changed.connect(lambda _: shown.offer_name(self._name()))
        try:
            await dialogs.finished(shown)
        finally:
            renamed()

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

    async def _export(self, shown: ExportDialog, wish: ExportWish) -> None:
        shown.show_running()
        as_sent = self._studio.document
        run = self._studio.exporting.start(wish)
        look = QTimer(shown)
        look.setInterval(_LOOK_EVERY_MS)
        look.timeout.connect(
            lambda: None if run.progress is None else shown.show_progress(run.progress)
        )
        look.start()
        shown.stop_wanted.connect(run.stop)
        try:
            outcome = await asyncio.wrap_future(run.done)
        except StudioError as error:
            shown.show_failure(messages.text(error.message))
        else:
            if wish.scripts:
                self._studio.sent_out(as_sent)
            shown.show_outcome(outcome)
        finally:
            look.stop()
            shown.stop_wanted.disconnect(run.stop)

    async def _choose_folder(self, shown: ExportDialog) -> None:
        folder = await dialogs.choose_folder(shown, messages.say(CHOOSE_FOLDER), shown.wish.folder)
        if folder is not None:
            shown.set_folder(folder)


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _music_folder() -> Path:
    place = QStandardPaths.StandardLocation.MusicLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())
