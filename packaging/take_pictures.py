"""Pictures of the window for the README: opened on a screen of its own, photographed, put away.

`python packaging/take_pictures.py [FOLDER]` writes one PNG for each theme: the sample scene, every
line ready, while it plays. Needs what the tests in a real window and with sound need.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from tests.screen import Screen, Window, open_screen, wait_for  # noqa: E402
from tests.sound import SoundServer, sound_server  # noqa: E402

THEMES = ("dark", "light", "contrast")
WIDTH, HEIGHT = 1440, 900
_LONGEST_WAIT_SECONDS = 60.0
_STILL_FOR_SECONDS = 2.0
_PLAYING_SECONDS = 9.0


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
            picture = folder / f"main-{theme}.png"
            _take(screen, sound, theme, Path(private) / theme, picture)
            print(picture)
    return 0


def _take(screen: Screen, sound: SoundServer, theme: str, home: Path, picture: Path) -> None:
    (home / "settings").mkdir(parents=True)
    settings = {"theme": theme, "language": "en"}
    (home / "settings" / "settings.json").write_text(json.dumps(settings))
    environment = screen.environment() | sound.environment | {"DIALOGUE_STUDIO_HOME": str(home)}
    program = subprocess.Popen([sys.executable, "-m", "ui"], cwd=CHECKOUT, env=environment)
    try:
        wait_for(lambda: screen.windows(program.pid))
        (window,) = screen.windows(program.pid)
        window.resize(WIDTH, HEIGHT)
        _wait_until_still(window, home / "still.png")
        window.press("space")
        time.sleep(_PLAYING_SECONDS)
        window.take_picture(picture)
        _make_small(window, picture)
    finally:
        program.send_signal(signal.SIGTERM)
        program.wait(10)


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
