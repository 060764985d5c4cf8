"""When a project cannot be read or kept: what can be had of it, room on the disk, saving once more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.errors import StudioError
from studio.sentences import sentence
from studio.studio import Studio
from ui import dialogs, messages, problems, take_commands, tasks
from ui import file_commands as commands
from ui.command import Command
from ui.main_window import MainWindow
from ui.one_window import raise_window_of
from ui.remedies import Deed

SUFFIX = ".dialogue"
PROJECTS = sentence("ui.recovery_desk.projects", "Dialogue Studio projects")
WHICH = sentence("ui.recovery_desk.which", "Choose the damaged project")
WHERE = sentence("ui.recovery_desk.where", "Put what can be read into a new project")
NEW_NAME = sentence("ui.recovery_desk.new_name", "{name} salvaged")
SALVAGED = sentence(
    "ui.recovery_desk.salvaged",
    "What could be read is in the new project {path}. The damaged file is kept as it was.",
)
NOTHING_TO_FREE = sentence(
    "ui.recovery_desk.nothing_to_free", "The project holds no take that nobody needs."
)
FREE_TITLE = sentence("ui.recovery_desk.free_title", "Remove takes that nobody needs?")
FREE_WORDS = sentence(
    "ui.recovery_desk.free_words",
    "{takes} takes that no line says now and no version keeps, {size} MB, of which {paid} were paid"
    " for. What is removed is made, and paid for, anew when it is wanted again.",
)
FREE = sentence("ui.recovery_desk.free", "Remove {takes} takes")
FREED = sentence("ui.recovery_desk.freed", "{size} MB were freed.")
NOT_OPEN_ELSEWHERE = sentence(
    "ui.recovery_desk.not_open_elsewhere",
    "No window of this computer answers for {path}. Open it again to see whether it is free now.",
)

_MEGABYTE = 1e6


class RecoveryDesk(QObject):
    """`opened`: another project is shown."""

    opened = Signal()

    def __init__(self, studio: Studio, window: MainWindow) -> None:
        super().__init__(window)
        self._studio, self._window = studio, window

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {
            commands.SALVAGE: lambda: self._start(self._ask_and_salvage()),
            commands.FREE_ROOM: lambda: self._start(self._free_room()),
            commands.SAVE_AGAIN: self._save_again,
            take_commands.TRY_NOW: self._studio.service.try_now,
        }

    def do(self, deed: Deed, path: Path | None) -> None:
        """What a message offered, with its file or the open project's."""
        project = self._studio.project
        if path is None and project is not None and project.project is not None:
            path = project.project.path
        if path is None:
            return
        if deed is Deed.SALVAGE:
            self._start(self._salvage(path))
        elif deed is Deed.COME:
            self._start(self._come(path))

    def _start(self, doing: Coroutine[object, object, None]) -> None:
        tasks.start(_reported(doing), self)

    def _save_again(self) -> None:
        if self._studio.project is not None:
            self._studio.project.try_again()

    async def _come(self, path: Path) -> None:
        loop = asyncio.get_running_loop()
        if not await loop.run_in_executor(None, raise_window_of, path):
            problems.say(NOT_OPEN_ELSEWHERE(path=path))

    async def _ask_and_salvage(self) -> None:
        path = await dialogs.choose_file(self._window, messages.say(WHICH), [_filter()])
        if path is not None:
            await self._salvage(path)

    async def _salvage(self, path: Path) -> None:
        name = messages.say(NEW_NAME, name=path.stem) + SUFFIX
        new = await dialogs.choose_place(self._window, messages.say(WHERE), [_filter()], name)
        if new is not None:
            self._studio.show(await asyncio.wrap_future(self._studio.salvage(path, new)))
            self.opened.emit()
            problems.say(SALVAGED(path=new))

    async def _free_room(self) -> None:
        project = self._studio.project
        if project is None:
            return
        found = await asyncio.wrap_future(project.freeable())
        keys = (*found.discarded.keys, *found.unused.keys)
        if not keys:
            problems.say(NOTHING_TO_FREE())
            return
        size = found.discarded.size_bytes + found.unused.size_bytes
        words = FREE_WORDS(
            takes=len(keys),
            size=_megabytes(size),
            paid=found.discarded.paid + found.unused.paid,
        )
        answer = await dialogs.ask(
            self._window,
            messages.say(FREE_TITLE),
            messages.text(words),
            [messages.say(FREE, takes=len(keys))],
        )
        if answer is not None:
            freed = await asyncio.wrap_future(project.free(keys))
            problems.say(FREED(size=_megabytes(freed)))


async def _reported(doing: Coroutine[object, object, None]) -> None:
    try:
        await doing
    except StudioError as error:
        problems.report(error)


def _filter() -> str:
    return f"{messages.say(PROJECTS)} (*{SUFFIX})"


def _megabytes(size: int) -> str:
    return messages.with_decimal_point(f"{size / _MEGABYTE:.1f}")
