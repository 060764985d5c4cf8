"""Casting by ear in a real window, with real keys and real sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from program import RunningProgram, choose_settings, running_program
from screen import Screen, wait_for
from sound import SoundServer

SCENE = """# The Lamp

ANNA: Is anybody in there? I have been waiting.
BEN: Nobody at all.
"""
WALL = "Casting wall — ANNA"


@pytest.fixture
def program(tmp_path: Path, screen: Screen, sound: SoundServer) -> Iterator[RunningProgram]:
    script, home = tmp_path / "lamp.txt", tmp_path / "home"
    script.write_text(SCENE, encoding="utf-8")
    choose_settings(home, '{"theme": "dark", "language": "en"}')
    with running_program(home, screen, sound, str(script), title="The Lamp") as running:
        yield running


def test_a_speaker_is_cast_by_ear_without_the_mouse(
    program: RunningProgram, sound: SoundServer
) -> None:
    """The wall opens, twelve voices say the line, two are heard by their digits and in turn, one is
    kept and cast, and the wall has done its work."""
    program.wait_for_children()
    program.window.press("ctrl+shift+c")
    wall = program.wait_for_window(WALL)
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
    wait_for(lambda: not program.windows(WALL))
    program.window.close()
    assert program.wait_until_left() == 0
