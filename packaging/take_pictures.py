"""Pictures of the window for the README: opened on a screen of its own, photographed, put away.

`python packaging/take_pictures.py [FOLDER]` writes PNGs for each theme: the sample scene, every line
ready, while it plays; its lanes; and the casting wall. Needs what the tests in a real window and with
sound need.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT), str(CHECKOUT / "tests")]

from program import RunningProgram, choose_settings, running_program  # noqa: E402
from screen import Window, open_screen  # noqa: E402
from sound import sound_server  # noqa: E402

THEMES = ("dark", "light", "contrast")
WIDTH, HEIGHT = 1440, 900
_LONGEST_WAIT_SECONDS = 60.0
_STILL_FOR_SECONDS = 2.0
_PLAYING_SECONDS = 9.0
_TITLE = "Low Visibility"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CHECKOUT / "packaging" / "pictures")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as private,
        open_screen() as screen,
        sound_server(Path(private)) as sound,
    ):
        for theme in THEMES:
            home = Path(private) / theme
            choose_settings(home, json.dumps({"theme": theme, "language": "en"}))
            with running_program(home, screen, sound, title=_TITLE) as program:
                program.window.resize(WIDTH, HEIGHT)
                _wait_until_still(program.window, home / "still.png")
                for name, take in _PICTURES.items():
                    picture = folder / f"{name}-{theme}.png"
                    take(program, picture)
                    _make_small(program.window, picture)
                    print(picture)
                program.process.terminate()
                program.wait_until_left()
    return 0


def _take_main(program: RunningProgram, picture: Path) -> None:
    """While the scene plays."""
    program.window.press("space")
    time.sleep(_PLAYING_SECONDS)
    program.window.take_picture(picture)
    program.window.press("space")


def _take_lanes(program: RunningProgram, picture: Path) -> None:
    program.window.press("ctrl+shift+l")
    _wait_until_still(program.window, program.home / "still.png")
    program.window.take_picture(picture)
    program.window.press("ctrl+shift+l")


def _take_wall(program: RunningProgram, picture: Path) -> None:
    """Twelve voices, one of them kept."""
    program.window.press("ctrl+shift+c")
    wall = program.wait_for_window("Casting wall")
    wall.resize(WIDTH, HEIGHT)
    wall.press("space")
    _wait_until_still(wall, program.home / "still.png")
    wall.press("1", "Return", "2")
    _wait_until_still(wall, program.home / "still.png")
    wall.take_picture(picture)
    wall.press("Escape", "Escape")


_PICTURES = {"main": _take_main, "lanes": _take_lanes, "wall": _take_wall}


def _make_small(window: Window, picture: Path) -> None:
    """A window has few colours; a palette of them takes a third of the room."""
    window.screen.run("mogrify", "-strip", "-colors", "256", f"PNG8:{picture}")


def _wait_until_still(window: Window, scratch: Path) -> None:
    """The rows stop changing when every line is ready."""
    deadline = time.monotonic() + _LONGEST_WAIT_SECONDS
    before, since = b"", time.monotonic()
    while time.monotonic() < deadline:
        window.take_picture(scratch)
        now = scratch.with_suffix(".rgb")  # without the time that a PNG notes
        window.screen.run("convert", str(scratch), str(now))
        if now.read_bytes() != before:
            before, since = now.read_bytes(), time.monotonic()
        elif time.monotonic() - since > _STILL_FOR_SECONDS:
            return
        time.sleep(0.2)
    raise TimeoutError("the window keeps changing; is something not ready?")


if __name__ == "__main__":
    sys.exit(main())
