"""The program is killed in the middle of a sentence, and started again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from program import choose_settings, running_program
from screen import Screen, wait_for
from sound import SoundServer

SCRIPT = """MARA: Is the kettle on?
JON: It was on yesterday.
"""


def test_what_was_typed_before_a_kill_is_there_again_and_sounds(
    tmp_path: Path, screen: Screen, sound: SoundServer
) -> None:
    """Every letter but those of the last half second is kept, nothing is asked, and play goes on."""
    home, project = tmp_path / "home", tmp_path / "kettle.dialogue"
    script = project.with_suffix(".txt")
    script.write_text(SCRIPT, encoding="utf-8")
    _convert(script, project)
    choose_settings(home, '{"theme": "dark", "language": "en"}')
    with running_program(home, screen, sound, str(project), title="kettle") as program:
        program.wait_for_children()
        program.window.press("Down", "Return", "End")
        program.window.type(" And the day before.")
        wait_for(lambda: "day before." in _text_of(project, tmp_path))
        children = program.children()
        program.process.kill()
        program.process.wait()
    wait_for(lambda: not any(Path(f"/proc/{child}").exists() for child in children))
    with (
        running_program(home, screen, sound, title="kettle") as program,
        sound.record() as heard,
    ):
        program.window.press("ctrl+space")
        heard.wait_for(3.0)
        assert screen.windows(program.process.pid) == [program.window], "something was asked"
        program.window.press("ctrl+q")
        assert program.wait_until_left() == 0
    assert _text_of(project, tmp_path) == SCRIPT.replace(
        "yesterday.", "yesterday. And the day before."
    )


def _convert(source: Path, target: Path) -> None:
    subprocess.run([sys.executable, "-m", "ui", "convert", str(source), str(target)], check=True)


def _text_of(project: Path, folder: Path) -> str:
    text = folder / "as-text.txt"
    _convert(project, text)
    return text.read_text(encoding="utf-8")
