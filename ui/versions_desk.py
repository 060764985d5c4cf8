"""The dialog of versions and backups, joined to the open project."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.document.comparison import compare
from studio.errors import StudioError
from studio.studio import Studio
from ui import dialogs, messages, problems, tasks
from ui.versions.dialog import BACKUP, VERSION, Entry, VersionsDialog

if TYPE_CHECKING:
    from studio.studio import Version

Open = Callable[[Path], Coroutine[object, object, None]]


class VersionsDesk(QObject):
    """`open` shows another project."""

    def __init__(self, studio: Studio, open: Open, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._open, self._window = studio, open, window

    async def show(self) -> None:
        """Until the person closes it."""
        if self._studio.project is None:
            return
        shown = VersionsDialog(self._window)
        shown.chosen.connect(lambda at: self._start(self._compare(shown, at)))
        shown.restore_wanted.connect(lambda at: self._start(self._restore(shown, at)))
        shown.remove_wanted.connect(lambda at: self._start(self._remove(shown, at)))
        shown.open_wanted.connect(lambda path: self._start(self._open_backup(shown, path)))
        await self._fill(shown)
        await dialogs.finished(shown)

    def _start(self, doing: Coroutine[object, object, None]) -> None:
        tasks.start(_reported(doing), self)

    async def _fill(self, shown: VersionsDialog) -> None:
        project = self._studio.project
        if project is None:
            return
        versions = await asyncio.wrap_future(project.versions())
        backups = await asyncio.wrap_future(project.backups())
        entries = [
            Entry(
                each,
                messages.say(VERSION, name=each.name, at=_local(each.at), lines=each.lines),
                False,
            )
            for each in versions
        ]
        entries += [
            Entry(
                each.path,
                messages.say(BACKUP, at=_local(each.at), size=f"{each.size_bytes / 1e6:.1f}"),
                True,
            )
            for each in backups
        ]
        shown.show_entries(entries)

    async def _compare(self, shown: VersionsDialog, version: Version) -> None:
        project = self._studio.project
        if project is not None:
            then = await asyncio.wrap_future(project.version_document(version.id))
            shown.show_difference(compare(then, self._studio.document))

    async def _restore(self, shown: VersionsDialog, version: Version) -> None:
        project = self._studio.project
        if project is not None:
            then = await asyncio.wrap_future(project.version_document(version.id))
            self._studio.restore(version, then)
            shown.show_difference(compare(then, self._studio.document))

    async def _remove(self, shown: VersionsDialog, version: Version) -> None:
        project = self._studio.project
        if project is not None:
            await asyncio.wrap_future(project.remove_version(version.id))
            await self._fill(shown)

    async def _open_backup(self, shown: VersionsDialog, path: Path) -> None:
        shown.accept()
        await self._open(path)


async def _reported(doing: Coroutine[object, object, None]) -> None:
    try:
        await doing
    except StudioError as error:
        problems.report(error)


def _local(at: str) -> str:
    """When that was, as the clock on the wall said."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return at
