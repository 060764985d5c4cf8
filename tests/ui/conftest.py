"""Guards and helpers for tests of the window: no screen needed, nothing of Qt left behind.

After each test no window may be left and no timer may still run; Qt's warnings fail a test by
themselves (`qt_log_level_fail`). `in_qt` runs a coroutine on the loop the window uses.
"""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Coroutine, Iterator
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
import qasync
from PySide6.QtCore import QMimeDatabase
from PySide6.QtWidgets import QApplication

from tests.ui import left_behind
from tests.ui.running import InQt
from ui import messages


@pytest.fixture(scope="session", autouse=True)
def _what_qt_keeps_open() -> None:
    """Qt maps the list of file types once and for good; done here, it is no test's leak."""
    QMimeDatabase().mimeTypeForFile("scene.txt")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Without a screen Qt cannot tell a window manager about sizes, and says so each time."""
    item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True))


@pytest.fixture(autouse=True)
def _nothing_of_qt_left_behind(qapp: QApplication) -> Iterator[None]:
    before = left_behind.windows_and_timers()
    yield
    messages.use(messages.ENGLISH)
    left = left_behind.since(before)
    assert not left, f"left behind: {left}"


@pytest.fixture
def in_qt(qapp: QApplication) -> Iterator[InQt]:
    """Run one coroutine on the Qt loop, for 10 s at most; tasks and errors it leaves fail the test."""
    loop = qasync.QEventLoop(qapp)
    unhandled: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _, context: unhandled.append(context))

    def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
        return loop.run_until_complete(asyncio.wait_for(coroutine, 10.0))

    yield run
    gc.collect()
    left = asyncio.all_tasks(loop)
    loop.close()
    assert not left, f"tasks left behind: {left}"
    assert not unhandled, f"errors nobody awaited: {unhandled}"
