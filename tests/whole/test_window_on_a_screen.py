"""The real window on a real screen, with real keys: opened, heard, changed, left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from screen import Screen, Window, wait_for
from sound import SoundServer

SCENE = """# The Lamp

ANNA: (whispering) Is anybody in there? I have been waiting --
BEN: ^0.3 Nobody at all.
ANNA: That is what you said yesterday.
"""
TEAL, GOLD = QColor("#14D6CF"), QColor("#E1AF17")
DARK_SURFACE, LIGHT_SURFACE = QColor("#181A1D"), QColor("#FFFFFF")


@dataclass(frozen=True, slots=True)
class RunningProgram:
    """Dialogue Studio in a process of its own, and its window."""

    process: subprocess.Popen[str]
    window: Window
    home: Path

    def wait_until_left(self) -> int:
        """The exit status; leaving takes at most 5 s."""
        return self.process.wait(6)


@pytest.fixture
def program(tmp_path: Path, screen: Screen, sound: SoundServer) -> Iterator[RunningProgram]:
    with _running(tmp_path, screen, sound) as running:
        yield running


@contextmanager
def _running(folder: Path, screen: Screen, sound: SoundServer) -> Iterator[RunningProgram]:
    script, home = folder / "lamp.txt", folder / "home"
    script.write_text(SCENE, encoding="utf-8")
    (home / "settings").mkdir(parents=True)
    (home / "settings" / "settings.json").write_text('{"theme": "dark", "language": "en"}')
    environment = screen.environment() | sound.environment | {"DIALOGUE_STUDIO_HOME": str(home)}
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", str(script)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_for(lambda: _titled(screen, process, "The Lamp"))
        window = _titled(screen, process, "The Lamp")[0]
        yield RunningProgram(process, window, home)
    finally:
        if process.poll() is None:
            process.kill()
        said, _ = process.communicate(timeout=10)
        assert not said, said


def _titled(screen: Screen, process: subprocess.Popen[str], words: str) -> list[Window]:
    assert process.poll() is None, "the program ended by itself"
    return [window for window in screen.windows(process.pid) if words in window.title()]


def _picture(program: RunningProgram) -> QImage:
    path = program.home / "picture.png"
    program.window.take_picture(path)
    picture = QImage(str(path))
    assert not picture.isNull()
    return picture


def _share(picture: QImage, colour: QColor) -> float:
    """How much of the picture has exactly this colour."""
    pixels = picture.convertToFormat(QImage.Format.Format_RGB32)
    values = np.frombuffer(pixels.constBits(), np.uint32)
    return float(np.mean((values & 0xFFFFFF) == (colour.rgb() & 0xFFFFFF)))


def _wait_for_children(program: RunningProgram) -> set[int]:
    """Voices and sound live in processes of their own; with both there, playing can begin."""
    wait_for(lambda: len(_children(program.process.pid)) >= 2)
    return _children(program.process.pid)


def _children(process_id: int) -> set[int]:
    listings = Path(f"/proc/{process_id}/task").glob("*/children")
    return {int(child) for listing in listings for child in listing.read_text().split()}


def test_the_window_shows_the_scene_by_speaker(program: RunningProgram) -> None:
    """The rows of a script are on the screen, each Speaker in a colour of their own."""
    wait_for(lambda: _share(_picture(program), TEAL) > 0)
    picture = _picture(program)
    assert _share(picture, GOLD) > 0
    assert _share(picture, DARK_SURFACE) > 0.15


@pytest.mark.parametrize("key", ["space", "F5", "ctrl+space"])
def test_a_key_plays_and_stops(program: RunningProgram, sound: SoundServer, key: str) -> None:
    """Play and stop with the same key: the scene is heard, then silence."""
    _wait_for_children(program)
    with sound.record() as heard:
        program.window.press(key)
        heard.wait_for(0.5)
        program.window.press(key)
        heard.wait_for_silence(0.5)


def test_another_theme_is_worn_at_once_and_kept(program: RunningProgram) -> None:
    """The View menu changes the theme of the open window and of the next start."""
    wait_for(lambda: _share(_picture(program), TEAL) > 0)
    program.window.press("alt+v")
    program.window.screen.do("key", "l")
    wait_for(lambda: _share(_picture(program), LIGHT_SURFACE) > 0.15)
    saved = program.home / "settings" / "settings.json"
    wait_for(lambda: json.loads(saved.read_text())["theme"] == "light")


def test_the_window_keeps_its_least_size(program: RunningProgram) -> None:
    """It can be made as small as promised, and no smaller."""
    program.window.resize(1024, 640)
    wait_for(lambda: program.window.size() == (1024, 640))


@pytest.mark.parametrize("way", ["close", "ctrl+q", "SIGTERM", "SIGINT"])
def test_leaving_leaves_nothing_behind(program: RunningProgram, way: str) -> None:
    """However it is left, also while it plays, the program ends well and takes its children along."""
    children = _wait_for_children(program)
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
