"""Projects as files: new, open, named versions, copies; and what there is to say about the open one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from studio.document.values import Document
from studio.errors import StudioError
from studio.own_program import own_program
from studio.resource_files import resource_file
from studio.sentences import Message, sentence
from studio.standing.saving import SavingState
from studio.studio import Studio
from ui import dialogs, messages, problems, tasks
from ui import file_commands as commands
from ui.command import Command
from ui.doorbell import Doorbell
from ui.main_window import MainWindow
from ui.one_window import raise_window_of
from ui.piece_name import piece_name
from ui.recent_files import RecentFiles
from ui.recent_menu import RecentMenu
from ui.script_filters import script_filters
from ui.versions_desk import VersionsDesk

SAMPLE_SCENE = "samples/low-visibility.txt"
SUFFIX = ".dialogue"

OPEN_TITLE = sentence("ui.file_desk.open_title", "Open a project or a script")
SAVE_AS_TITLE = sentence("ui.file_desk.save_as_title", "Save the project as")
SAVE_COPY_TITLE = sentence("ui.file_desk.save_copy_title", "Save a copy of the project")
PROJECTS = sentence("ui.file_desk.projects", "Dialogue Studio projects")
VERSION_TITLE = sentence("ui.file_desk.version_title", "Save a version")
VERSION_HINT = sentence(
    "ui.file_desk.version_hint",
    "Every edit is saved by itself. A version keeps the project as it is now under a name.",
)
VERSION_NAME = sentence("ui.file_desk.version_name", "Version of {at}")
KEPT = sentence("ui.file_desk.kept", "Kept as “{name}”. File › Versions and backups has it.")
COPY_SAVED = sentence("ui.file_desk.copy_saved", "A copy was saved as {path}.")
SAVED_AT = sentence("ui.file_desk.saved_at", "Saved {at}")
SAVED = sentence("ui.file_desk.saved", "Saved")
SAVING = sentence("ui.file_desk.saving", "Saving …")
NOT_SAVED = sentence("ui.file_desk.not_saved", "Not saved: {why}")
READ_ONLY = sentence("ui.file_desk.read_only", "Read only: {why}")


class FileDesk(QObject):
    """Owns what is asked of files; told over the bridge when the project stands otherwise."""

    saving_changed = Signal(str, bool)
    """How it is saved, in words, and whether that is trouble."""
    opened = Signal()
    """Another project is shown."""

    def __init__(self, studio: Studio, window: MainWindow) -> None:
        super().__init__(window)
        self._studio, self._window = studio, window
        self._versions = VersionsDesk(studio, self.open, window)
        self._said: tuple[Message, ...] = ()
        self._read_only_said: Message | None = None
        self.recent = RecentFiles(self)
        menu = RecentMenu(self.recent, window)
        menu.chosen.connect(lambda path: self._start(self.open(path)))
        window.menu_of(commands.OPEN_SAMPLE).insertMenu(window.action(commands.OPEN_SAMPLE), menu)
        self._bell = Doorbell(self)
        self._bell.rung.connect(window.bring_to_front)

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {
            commands.NEW: lambda: self._start(self._begin()),
            commands.OPEN: lambda: self._start(self._ask_and_open()),
            commands.OPEN_IN_WINDOW: lambda: self._start(self._ask_and_open_aside()),
            commands.OPEN_SAMPLE: self.open_sample,
            commands.SAVE: lambda: self._start(self._save_version()),
            commands.SAVE_AS: lambda: self._start(self._save_as()),
            commands.SAVE_COPY: lambda: self._start(self._save_copy()),
            commands.VERSIONS: lambda: self._start(self._versions.show()),
        }

    def ask_and_open(self) -> None:
        self._start(self._ask_and_open())

    def open_sample(self) -> None:
        """Show the scene that comes with the program."""
        self.show(resource_file(SAMPLE_SCENE))

    def show(self, path: Path) -> None:
        """The same as `open`, on its own."""
        self._start(self.open(path))

    async def open(self, path: Path) -> None:
        """Show this project or script, here or in the window that has it already; or say why not."""
        if await self.is_elsewhere(path):
            return
        try:
            self._studio.show(await asyncio.wrap_future(self._studio.open(path)))
        except StudioError as error:
            problems.report(error)
            return
        self.opened.emit()
        if _is_worth_remembering(path, self._studio):
            await self.recent.add(path)

    async def is_elsewhere(self, path: Path) -> bool:
        """Whether a window has this project, which comes to the front."""
        return await asyncio.get_running_loop().run_in_executor(None, raise_window_of, path)

    def end(self) -> None:
        """Let go of everything outside the window."""
        self._bell.end()

    def project_changed(self) -> None:
        """Say what is new about the open project: notes once each, and how it is saved."""
        project = self._studio.project
        if project is None:
            return
        is_ours = project.project is not None and project.project.owner is None
        self._bell.wait_for(project.standing.path if is_ours else None)
        notes, because = project.standing.notes, project.standing.read_only_because
        for note in notes:
            if note not in self._said:
                problems.say(note)
        self._said = notes
        if because is not None and because != self._read_only_said:
            problems.say(because)
        self._read_only_said = because
        why_not = "" if because is None else messages.text(because)
        self._window.commands.let((commands.SAVE,), because is None, why_not)
        saving = project.saving
        why = "" if saving.because is None else messages.text(saving.because)
        match saving.state:
            case SavingState.SAVED if saving.at is not None:
                words = messages.say(SAVED_AT, at=f"{saving.at.astimezone():%H:%M}")
            case SavingState.SAVED:
                words = messages.say(SAVED)
            case SavingState.SAVING:
                words = messages.say(SAVING)
            case SavingState.READ_ONLY:
                words = messages.say(READ_ONLY, why=why)
            case _:
                words = messages.say(NOT_SAVED, why=why)
        is_trouble = saving.state in (SavingState.NOT_SAVED, SavingState.READ_ONLY)
        self.saving_changed.emit(words, is_trouble)

    # --- inside ------------------------------------------------------------------------------

    def _start(self, doing: Coroutine[object, object, None]) -> None:
        tasks.start(doing, self)

    async def _begin(self) -> None:
        document = Document(language=self._studio.document.language)
        try:
            self._studio.show(await asyncio.wrap_future(self._studio.begin(document)))
        except StudioError as error:
            problems.report(error)
        else:
            self.opened.emit()

    async def _ask_and_open_aside(self) -> None:
        """A program of its own has the window: whatever happens to one, the other goes on."""
        path = await self._ask_for_file()
        if path is not None and not await self.is_elsewhere(path):
            program, *words = own_program(str(path), window=True)
            QProcess.startDetached(program, words)

    async def _ask_and_open(self) -> None:
        path = await self._ask_for_file()
        if path is not None:
            await self.open(path)

    async def _ask_for_file(self) -> Path | None:
        filters = [f"{messages.say(PROJECTS)} (*{SUFFIX})", *script_filters()]
        everything = filters[1].rpartition("(")
        filters[0:2] = [f"{everything[0]}(*{SUFFIX} {everything[2]}", filters[0]]
        return await dialogs.choose_file(self._window, messages.say(OPEN_TITLE), filters)

    async def _save_version(self) -> None:
        project = self._studio.project
        if project is None:
            return
        now = datetime.now().astimezone()
        name = await dialogs.ask_text(
            self._window,
            messages.say(VERSION_TITLE),
            messages.say(VERSION_HINT),
            messages.say(VERSION_NAME, at=f"{now:%Y-%m-%d %H:%M}"),
        )
        if name is None:
            return
        try:
            await asyncio.wrap_future(project.save_version(name))
        except StudioError as error:
            problems.report(error)
        else:
            problems.say(KEPT(name=name))

    async def _save_as(self) -> None:
        project = self._studio.project
        path = await self._place_for(SAVE_AS_TITLE())
        if project is None or path is None:
            return
        try:
            await asyncio.wrap_future(project.save_as(path))
        except StudioError as error:
            problems.report(error)
        else:
            await self.recent.add(path)

    async def _save_copy(self) -> None:
        project = self._studio.project
        path = await self._place_for(SAVE_COPY_TITLE())
        if project is None or path is None:
            return
        try:
            await asyncio.wrap_future(project.save_copy(path))
        except StudioError as error:
            problems.report(error)
        else:
            problems.say(COPY_SAVED(path=path))

    async def _place_for(self, title: Message) -> Path | None:
        return await dialogs.choose_place(
            self._window,
            messages.text(title),
            [f"{messages.say(PROJECTS)} (*{SUFFIX})"],
            piece_name(self._studio) + SUFFIX,
        )


def _is_worth_remembering(path: Path, studio: Studio) -> bool:
    """Neither the sample scene, which has a command of its own, nor what nobody has named."""
    project = studio.project
    is_named = project is not None and project.standing.path is not None
    return path != resource_file(SAMPLE_SCENE) and (is_named or path.suffix != SUFFIX)
