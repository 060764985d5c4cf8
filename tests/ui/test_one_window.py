"""A project has one window: whoever wants it again brings that one to the front."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.doorbell import Doorbell
from ui.one_window import raise_window_of

_WAITING = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.doorbell import Doorbell
application = QCoreApplication([])
bell = Doorbell(application)
bell.rung.connect(lambda: print("rung", flush=True))
bell.wait_for(Path(sys.argv[1]))
print("waits", flush=True)
application.exec()
"""


@pytest.fixture
def bell(qapp: QApplication) -> Iterator[Doorbell]:
    owner = QObject()
    made = Doorbell(owner)
    yield made
    made.end()
    owner.deleteLater()


def _asked(path: Path) -> tuple[threading.Thread, list[bool]]:
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(raise_window_of(path)))
    thread.start()
    return thread, answers


def test_who_has_the_project_is_rung_for(bell: Doorbell, qtbot: QtBot, tmp_path: Path) -> None:
    """By whatever name the file is asked for, the window that has it hears of it."""
    project = tmp_path / "scene.dialogue"
    project.touch()
    (tmp_path / "link.dialogue").symlink_to(project)
    bell.wait_for(project)
    with qtbot.waitSignal(bell.rung):
        thread, answers = _asked(tmp_path / "link.dialogue")
    qtbot.waitUntil(lambda: bool(answers))
    thread.join()
    assert answers == [True]


def test_nobody_has_another_project(bell: Doorbell, tmp_path: Path) -> None:
    """A project that no window has is opened by whoever asks; one that was left, too."""
    bell.wait_for(tmp_path / "one.dialogue")
    assert not raise_window_of(tmp_path / "two.dialogue")
    bell.wait_for(tmp_path / "three.dialogue")
    assert not raise_window_of(tmp_path / "one.dialogue")
    bell.wait_for(None)
    assert not raise_window_of(tmp_path / "three.dialogue")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Windows go with the program")
def test_a_killed_window_keeps_nobody_out(bell: Doorbell, qtbot: QtBot, tmp_path: Path) -> None:
    """What a killed program left behind answers nobody, and is taken over by the next."""
    project = tmp_path / "scene.dialogue"
    with subprocess.Popen(
        [sys.executable, "-c", _WAITING, str(project)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "waits\n"
        assert raise_window_of(project)
        assert other.stdout.readline() == "rung\n"
        os.kill(other.pid, signal.SIGKILL)
    assert not raise_window_of(project)
    bell.wait_for(project)
    with qtbot.waitSignal(bell.rung):
        thread, answers = _asked(project)
    qtbot.waitUntil(lambda: bool(answers))
    thread.join()
    assert answers == [True]


def test_a_window_that_hangs_is_not_waited_for(bell: Doorbell, tmp_path: Path) -> None:
    """Nobody answers while the window is busy; after the time given, whoever asks goes on."""
    bell.wait_for(tmp_path / "scene.dialogue")
    assert not raise_window_of(tmp_path / "scene.dialogue", within_seconds=0.05)
