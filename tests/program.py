"""Dialogue Studio in a process of its own, with its window on a screen and its sound in our ears."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtGui import QColor, QImage
from screen import Screen, Window, wait_for
from sound import SoundServer


@dataclass(frozen=True, slots=True)
class RunningProgram:
    """The process, its first window and the home it keeps its settings in."""

    process: subprocess.Popen[str]
    window: Window
    home: Path

    def wait_until_left(self) -> int:
        """The exit status; leaving takes at most 5 s."""
        return self.process.wait(6)

    def windows(self, words: str) -> list[Window]:
        """Those whose title has these words."""
        assert self.process.poll() is None, "the program ended by itself"
        found = self.window.screen.windows(self.process.pid)
        return [window for window in found if words in window.title()]

    def wait_for_window(self, words: str) -> Window:
        """Once one is there whose title has these words."""
        wait_for(lambda: self.windows(words))
        return self.windows(words)[0]

    def picture(self) -> QImage:
        path = self.home / "picture.png"
        self.window.take_picture(path)
        picture = QImage(str(path))
        assert not picture.isNull()
        return picture

    def children(self) -> set[int]:
        listings = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return {int(child) for listing in listings for child in listing.read_text().split()}

    def wait_for_children(self) -> set[int]:
        """Voices and sound live in processes of their own; with both there, playing can begin."""
        wait_for(lambda: len(self.children()) >= 2, 60.0)
        return self.children()


@contextmanager
def running_program(
    home: Path, screen: Screen, sound: SoundServer, *arguments: str, title: str
) -> Iterator[RunningProgram]:
    """Started with `arguments`, once its window has a title with `title` in it.

    A program that complained on its standard output fails the test.
    """
    environment = screen.environment() | sound.environment | {"DIALOGUE_STUDIO_HOME": str(home)}
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_for(lambda: _titled(screen, process, title), 60.0)
        yield RunningProgram(process, _titled(screen, process, title)[0], home)
    finally:
        if process.poll() is None:
            process.kill()
        said, _ = process.communicate(timeout=10)
        assert not said, said


def choose_settings(home: Path, settings: str) -> None:
    """What the program finds kept from an earlier run, as JSON."""
    (home / "settings").mkdir(parents=True)
    (home / "settings" / "settings.json").write_text(settings, encoding="utf-8")


def _titled(screen: Screen, process: subprocess.Popen[str], words: str) -> list[Window]:
    assert process.poll() is None, "the program ended by itself"
    return [window for window in screen.windows(process.pid) if words in window.title()]


def share(picture: QImage, colour: QColor) -> float:
    """How much of the picture has exactly this colour."""
    pixels = picture.convertToFormat(QImage.Format.Format_RGB32)
    values = np.frombuffer(pixels.constBits(), np.uint32)
    return float(np.mean((values & 0xFFFFFF) == (colour.rgb() & 0xFFFFFF)))
