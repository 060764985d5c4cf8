"""A project has one window, also for whoever starts the program again with its file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from program import choose_settings, running_program
from screen import Screen
from sound import SoundServer

from studio.opening import open_script
from studio.project.creating import new_project


def test_a_project_has_one_window(tmp_path: Path, screen: Screen, sound: SoundServer) -> None:
    """A second start with the file of an open project brings its window to the front and ends; after
    a SIGKILL the file opens again."""
    script, project, home = tmp_path / "lamp.txt", tmp_path / "lamp.dialogue", tmp_path / "home"
    script.write_text("# The Lamp\n\nANNA: Yes.\nBEN: No.\n", encoding="utf-8")
    new_project(open_script(script).document, project).close()
    choose_settings(home, '{"theme": "dark", "language": "en"}')
    environment = screen.environment() | sound.environment | {"DIALOGUE_STUDIO_HOME": str(home)}
    with running_program(home, screen, sound, str(project), title="The Lamp") as first:
        first.wait_for_children()
        again = subprocess.run(
            [sys.executable, "-m", "ui", str(project)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
        first.process.kill()
        first.process.wait(10)
    with running_program(home, screen, sound, str(project), title="The Lamp") as second:
        second.wait_for_children()
        assert second.process.poll() is None
