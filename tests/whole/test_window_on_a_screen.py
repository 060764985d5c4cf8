"""The real window on a real screen, with real keys: opened, heard, changed, left."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from program import RunningProgram, choose_settings, running_program, share
from PySide6.QtGui import QColor
from screen import Screen, wait_for
from sound import SoundServer

SCENE = """# The Lamp

ANNA: (whispering) Is anybody in there? I have been waiting --
BEN: ^0.3 Nobody at all.
ANNA: That is what you said yesterday.
"""
TEAL, GOLD = QColor("#14D6CF"), QColor("#E1AF17")
DARK_SURFACE, LIGHT_SURFACE = QColor("#181A1D"), QColor("#FFFFFF")


@pytest.fixture
def program(tmp_path: Path, screen: Screen, sound: SoundServer) -> Iterator[RunningProgram]:
    script, home = tmp_path / "lamp.txt", tmp_path / "home"
    script.write_text(SCENE, encoding="utf-8")
    choose_settings(home, '{"theme": "dark", "language": "en"}')
    with running_program(home, screen, sound, str(script), title="The Lamp") as running:
        yield running


def test_the_window_shows_the_scene_by_speaker(program: RunningProgram) -> None:
    """The rows of a script are on the screen, each Speaker in a colour of their own."""
    wait_for(lambda: share(program.picture(), TEAL) > 0)
    picture = program.picture()
    assert share(picture, GOLD) > 0
    assert share(picture, DARK_SURFACE) > 0.15


@pytest.mark.parametrize("key", ["space", "F5", "ctrl+space"])
def test_a_key_plays_and_stops(program: RunningProgram, sound: SoundServer, key: str) -> None:
    """Play and stop with the same key: the scene is heard, then silence."""
    program.wait_for_children()
    with sound.record() as heard:
        program.window.press(key)
        heard.wait_for(0.5)
        program.window.press(key)
        heard.wait_for_silence(0.5)


def test_another_theme_is_worn_at_once_and_kept(program: RunningProgram) -> None:
    """The command changes the theme of the open window and of the next start."""
    wait_for(lambda: share(program.picture(), TEAL) > 0)
    program.window.press("ctrl+shift+p")
    program.window.type("light theme")
    program.window.press("Return")
    wait_for(lambda: share(program.picture(), LIGHT_SURFACE) > 0.15)
    saved = program.home / "settings" / "settings.json"
    wait_for(lambda: json.loads(saved.read_text())["theme"] == "light")


def test_the_window_keeps_its_least_size(program: RunningProgram) -> None:
    """It can be made as small as promised, and no smaller."""
    program.window.resize(1024, 640)
    wait_for(lambda: program.window.size() == (1024, 640))


@pytest.mark.parametrize("way", ["close", "ctrl+q", "SIGTERM", "SIGINT"])
def test_leaving_leaves_nothing_behind(program: RunningProgram, way: str) -> None:
    """However it is left, also while it plays, the program ends well and takes its children along."""
    children = program.wait_for_children()
    program.window.press("space")
    if way == "close":
        program.window.close()
    elif way == "ctrl+q":
        program.window.press(way)
    else:
        program.process.send_signal(getattr(signal, way))
    assert program.wait_until_left() == 0
    wait_for(lambda: not any(Path(f"/proc/{child}").exists() for child in children))
    assert os.listdir(program.home / "log")
