"""A private screen for tests in a real window: an X server, a window manager, and hands.

`screen` is the fixture of a whole test run. No test skips for want of a screen: what is missing
fails with the name of the package to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_PACKAGES = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "import": "imagemagick",
}
_SECONDS_TO_START = 20.0


@dataclass(frozen=True, slots=True)
class Window:
    """A window on a Screen, by its number."""

    screen: Screen
    number: str

    def press(self, *keys: str) -> None:
        """Keys as xdotool names them, such as `space` or `ctrl+o`, to this window."""
        self.screen.do("windowfocus", "--sync", self.number)
        self.screen.do("key", *keys)

    def type(self, words: str) -> None:
        """Letter by letter, to whatever of this window has the keys."""
        self.screen.do("windowfocus", "--sync", self.number)
        self.screen.do("type", "--delay", "15", words)

    def click(self, x: int, y: int) -> None:
        """The left button, at a place counted from the window's upper left corner."""
        self.screen.do("mousemove", "--sync", "--window", self.number, str(x), str(y))
        self.screen.do("click", "1")

    def resize(self, width: int, height: int) -> None:
        self.screen.do("windowsize", "--sync", self.number, str(width), str(height))

    def size(self) -> tuple[int, int]:
        said = self.screen.do("getwindowgeometry", "--shell", self.number)
        values = dict(row.split("=", 1) for row in said.splitlines() if "=" in row)
        return int(values["WIDTH"]), int(values["HEIGHT"])

    def title(self) -> str:
        return self.screen.do("getwindowname", self.number).strip()

    def close(self) -> None:
        """Let the window manager ask it to close, as the button of its frame does."""
        self.press("alt+F4")

    def take_picture(self, path: Path) -> None:
        self.screen.run("import", "-window", self.number, str(path))


@dataclass(frozen=True, slots=True)
class Screen:
    """An X display of our own."""

    display: str

    def environment(self) -> dict[str, str]:
        """What a program needs to open its windows here and nowhere else."""
        kept = {key: value for key, value in os.environ.items() if key != "WAYLAND_DISPLAY"}
        return kept | {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
        return done.stdout

    def do(self, *words: str) -> str:
        return self.run("xdotool", *words)

    def windows(self, process_id: int) -> list[Window]:
        """The visible windows of a process, oldest first."""
        try:
            found = self.do("search", "--onlyvisible", "--pid", str(process_id), "--name", ".")
        except subprocess.CalledProcessError:
            return []
        return [Window(self, number) for number in found.split()]


def wait_for(condition: Callable[[], object], seconds: float = _SECONDS_TO_START) -> None:
    """Until `condition` holds; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"still not so after {seconds} s"
        time.sleep(0.02)


@contextmanager
def open_screen(width: int = 1600, height: int = 1000) -> Iterator[Screen]:
    """A display nobody else uses, with a window manager, until the block ends."""
    for program, package in _PACKAGES.items():
        assert shutil.which(program), f"{program} is missing: install the package {package}"
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            *("Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24"),
            *("-nolisten", "tcp", "-noreset"),
        ],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        screen = Screen(f":{answer.readline().strip()}")
    manager = subprocess.Popen(
        ["openbox", "--sm-disable"],
        env=screen.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert screen.display != ":", "the X server did not start"
        wait_for(lambda: _has_a_manager(screen))
        yield screen
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)


def _has_a_manager(screen: Screen) -> bool:
    try:
        return bool(screen.do("get_num_desktops"))
    except subprocess.CalledProcessError:
        return False


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    with open_screen() as opened:
        yield opened
