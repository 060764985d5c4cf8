"""From an empty window to a heard scene, by keyboard alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from program import choose_settings, running_program
from screen import Screen, wait_for
from sound import SoundServer

WRITTEN = """MARA: Is the kettle on?
JON: It was on yesterday.
MARA: Yesterday was Tuesday, and I asked you twice --
JON: ^0.4 You asked the kettle.
"""


def test_a_scene_is_written_from_nothing_heard_and_kept(
    tmp_path: Path, screen: Screen, sound: SoundServer
) -> None:
    """Names, lines and an interruption are typed; Ctrl+Space sounds; what was typed is in the file."""
    home, project = tmp_path / "home", tmp_path / "kettle.dialogue"
    choose_settings(home, '{"theme": "dark", "language": "en"}')
    with running_program(home, screen, sound, title="Low Visibility") as program:
        window = program.window
        program.wait_for_children()
        window.press("ctrl+n")
        wait_for(lambda: "Untitled" in window.title())
        rows = WRITTEN.splitlines()
        window.type(rows[0])
        for row in rows[1:]:
            window.press("Return")
            window.type(row)
        with sound.record() as heard:
            window.press("ctrl+space")
            heard.wait_for(4.0)
        window.press("ctrl+space", "Escape")
        window.press("ctrl+shift+s")
        dialog = program.wait_for_window("Save the project as")
        dialog.type(str(project))
        dialog.press("Return")
        wait_for(lambda: "kettle" in window.title())
        window.press("ctrl+q")
        assert program.wait_until_left() == 0
    assert _as_text(project) == WRITTEN


def _as_text(project: Path) -> str:
    text = project.with_suffix(".txt")
    subprocess.run([sys.executable, "-m", "ui", "convert", str(project), str(text)], check=True)
    return text.read_text(encoding="utf-8")
