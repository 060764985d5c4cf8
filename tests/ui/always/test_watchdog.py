"""Nothing holds the window up: every command of the menus, with 10,000 Lines."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import qasync
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui.always.whole_window import WholeWindow, long_document
from ui import actions, file_commands, tasks, view_commands
from ui.command import Command

MOST_MS = 50.0
_NOISE = 2.0
"""Programs beside it cost time even where only the thread's own is counted: they take its caches."""
LINES = 10_000
_THEME_MS = 500.0
_TRIES = 4
"""Another program may be at work: what is slow is so every time."""
_THEMES = frozenset(
    {
        view_commands.THEME_OF_SYSTEM,
        view_commands.THEME_DARK,
        view_commands.THEME_LIGHT,
        view_commands.THEME_CONTRAST,
    }
)
_ELSEWHERE = frozenset({file_commands.QUIT})


@pytest.fixture
def whole(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WholeWindow]:
    monkeypatch.setenv("DIALOGUE_STUDIO_HOME", str(tmp_path))
    made = WholeWindow(qapp)
    made.show(long_document(LINES))
    yield made
    made.end()


async def _longest(whole: WholeWindow, command: Command) -> float:
    """Milliseconds of work at a stretch in the Qt thread, from the command until all is shown."""
    action, longest = whole.window.action(command), 0.0
    begun = time.thread_time()
    action.trigger()
    for _ in range(6):
        await asyncio.sleep(0)  # Qt's events are worked off meanwhile
        longest = max(longest, time.thread_time() - begun)
        begun = time.thread_time()
    return longest * 1000


async def _put_back(whole: WholeWindow, command: Command) -> None:
    for dialog in whole.window.findChildren(QDialog):
        dialog.reject()
    if command.is_switch:
        whole.window.action(command).trigger()
    if command in _THEMES:
        whole.window.action(view_commands.THEME_DARK).trigger()
    for _ in range(4):
        await asyncio.sleep(0.001)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.by_the_clock
def test_no_command_holds_the_window_up(qapp: QApplication, whole: WholeWindow) -> None:
    """With a long project open, each command of each menu takes at most 50 ms of the Qt thread at a
    stretch; putting on a theme, which Qt does for all widgets in one go, at most half a second."""
    slow: dict[str, float] = {}

    async def walk() -> None:
        for command in actions.ALL:
            if command in _ELSEWHERE or not whole.window.action(command).isEnabled():
                continue
            most = _NOISE * (_THEME_MS if command in _THEMES else MOST_MS)
            takes: list[float] = []
            while len(takes) < _TRIES and min(takes, default=most + 1) > most:
                takes.append(await _longest(whole, command))
                await _put_back(whole, command)
            if min(takes) > most:
                slow[command.words.id] = round(min(takes), 1)
        await tasks.end(2.0)

    loop = qasync.QEventLoop(qapp)
    gc.collect()
    gc.disable()
    try:
        loop.run_until_complete(walk())
    finally:
        gc.enable()
        loop.close()
    assert not slow, slow
