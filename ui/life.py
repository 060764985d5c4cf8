"""From the first paint to the end: the core is loaded, the window lives, everything ends in order."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import qasync
from PySide6.QtCore import (
    QLibraryInfo,
    QMessageLogContext,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from studio.playback.play_state import PlayState
from studio.resource_files import resource_file
from studio.sentences import Message
from studio.settings import Settings
from studio.studio import Studio
from ui import messages, problems, tasks
from ui.bridge import Bridge
from ui.desk import Desk
from ui.file_desk import SAMPLE_SCENE
from ui.garbage import Garbage
from ui.input_watch import InputWatch
from ui.kept_settings import KeptSettings
from ui.leaving import may_leave
from ui.look import Look
from ui.looks_desk import LooksDesk
from ui.main_window import MainWindow
from ui.preferences_desk import PreferencesDesk
from ui.window_memory import WindowMemory

_TASKS_END_WITHIN_SECONDS = 1.0


class Life:
    """The parts of a running window, made once it is painted."""

    def __init__(
        self,
        application: QApplication,
        window: MainWindow,
        look: Look,
        memory: WindowMemory,
        settings: Settings,
    ) -> None:
        self._application = application
        self._window, self._memory = window, memory
        self._studio, self._bridge = Studio(), Bridge()
        _translate_qt(application)
        self._watch = InputWatch(window)
        self._garbage = Garbage(self._is_quiet, window)
        self._kept = KeptSettings(settings, window)
        self._desk = Desk(self._studio, look, self._bridge, window)
        window.put_desk(self._desk)
        memory.follow(self._desk)
        looks = LooksDesk(look, self._kept, window.commands, window)
        preferences = PreferencesDesk(self._studio, self._kept, window)
        preferences.looks_chosen.connect(looks.wear)
        self._bridge.carry(self._studio.service.changed, preferences.service_changed)
        window.commands.carry_out(looks.doing() | preferences.doing())

    def run(self, file: Path | None, complaint: Message | None) -> None:
        """Returns when the window was left and nothing runs any more."""
        loop = qasync.QEventLoop(self._application)
        loop.set_default_executor(ThreadPoolExecutor(1, thread_name_prefix="window background"))
        with (
            problems.faults_reported(),
            _signals_leave(self._window),
            _qt_speaks_to_the_log(),
            loop,
        ):
            loop.run_until_complete(self._until_left(file, complaint))

    async def _until_left(self, file: Path | None, complaint: Message | None) -> None:
        left = asyncio.Event()
        self._window.leaving.connect(left.set)
        tasks.start(self._bring_up(file, complaint), self._window)
        await left.wait()
        left.clear()
        while not await may_leave(self._studio, self._window, left):
            await left.wait()
            left.clear()
        self._memory.end()
        self._desk.end()
        self._window.hide()
        self._bridge.close()
        await tasks.end(_TASKS_END_WITHIN_SECONDS)
        self._studio.close()
        self._garbage.close()

    async def _bring_up(self, file: Path | None, complaint: Message | None) -> None:
        """The script is on the screen before voices and sound are loaded."""
        if complaint is not None:
            problems.say(complaint)
        path = file or await self._last_file()
        if await self._desk.files.is_elsewhere(path):
            self._window.leaving.emit()
            return
        await self._desk.files.open(path)
        self._desk.files.recent.look_up()
        await asyncio.get_running_loop().run_in_executor(None, Studio.load)
        self._studio.start(self._kept.settings)
        self._application.setWindowIcon(QIcon(str(resource_file("icons/app.svg"))))
        self._garbage.freeze_soon()

    async def _last_file(self) -> Path:
        """Where the last run of the program ended; the sample scene when that is nowhere."""
        last = await asyncio.wrap_future(self._studio.last_project())
        if last.note is not None:
            problems.say(last.note)
        return last.path or resource_file(SAMPLE_SCENE)

    def _is_quiet(self) -> bool:
        is_stopped = self._studio.transport_state is PlayState.STOPPED
        return is_stopped and self._watch.is_quiet()


def _translate_qt(application: QApplication) -> None:
    """Qt's own dialogs speak the language of ours, where Qt knows it."""
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{messages.language()}", folder):
        application.installTranslator(translator)


@contextmanager
def _signals_leave(window: MainWindow) -> Iterator[None]:
    """Ctrl+C in the terminal and the system's wish to end are ways to leave, not to break off.

    Python notices them when some code of it runs next, which the timer of `garbage` sees to.
    """
    kinds = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(kind, lambda _number, _frame: window.close()) for kind in kinds]
    try:
        yield
    finally:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)


@contextmanager
def _qt_speaks_to_the_log() -> Iterator[None]:
    log = logging.getLogger("ui.qt")

    def write(kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
        log.log(logging.DEBUG if kind is QtMsgType.QtDebugMsg else logging.WARNING, "%s", words)

    before = qInstallMessageHandler(write)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
