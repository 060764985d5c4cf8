"""Casting by ear in a real window, with real keys and real sound."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from screen import Screen, Window, wait_for
from sound import SoundServer

from tests.whole.test_window_on_a_screen import (
    RunningProgram,
    _running,
    _titled,
    _wait_for_children,
)


@pytest.fixture
def program(tmp_path: Path, screen: Screen, sound: SoundServer) -> Iterator[RunningProgram]:
    with _running(tmp_path, screen, sound) as running:
        yield running


def _walls(screen: Screen, process: subprocess.Popen[str]) -> list[Window]:
    return _titled(screen, process, "Casting wall — ANNA")


def test_a_speaker_is_cast_by_ear_without_the_mouse(
    program: RunningProgram, screen: Screen, sound: SoundServer
) -> None:
    """The wall opens, twelve voices say the line, two are heard by their digits and in turn, one is
    kept and cast, and the wall has done its work."""
    _wait_for_children(program)
    program.window.press("ctrl+shift+c")
    wait_for(lambda: _walls(screen, program.process))
    wall = _walls(screen, program.process)[0]
    wall.press("space")  # the focus is on what costs nothing
    with sound.record() as heard:
        wall.press("2")
        heard.wait_for(0.5)
    with sound.record() as heard:
        wall.press("shift+1")
        heard.wait_for(0.5)
    with sound.record() as heard:
        wall.press("Tab")
        heard.wait_for(0.5)
    wall.press("Escape")
    wall.press("Return")
    wall.press("ctrl+Return")
    wait_for(lambda: not _walls(screen, program.process))
    program.window.close()
    assert program.wait_until_left() == 0
