"""A voice is found by ear, by keyboard alone, among twelve that say the same line."""

from __future__ import annotations

from pathlib import Path

from program import choose_settings, running_program
from screen import Screen, wait_for
from sound import SoundServer

from studio.document.ordered import Ordered
from studio.document.values import Document, Line, LineId, Speaker, SpeakerId
from studio.project.creating import write_new_file
from studio.project.inspection import inspect

SCENE = Document(
    title="Kettle",
    language="en",
    cast=(Speaker(SpeakerId("mara"), "MARA", 0),),
    script=Ordered((Line(LineId("first"), SpeakerId("mara"), "Is the kettle on?"),)),
)


def test_who_is_kept_of_twelve_is_cast(tmp_path: Path, screen: Screen, sound: SoundServer) -> None:
    """Voices are heard by number, one is kept, one is rejected, and the kept one speaks the role."""
    home, project = tmp_path / "home", tmp_path / "kettle.dialogue"
    write_new_file(project, SCENE)
    choose_settings(home, '{"theme": "dark", "language": "en"}')
    with running_program(home, screen, sound, str(project), title="Kettle") as program:
        program.wait_for_children()
        program.window.press("ctrl+shift+p")
        program.window.type("casting wall")
        program.window.press("Return")
        wall = program.wait_for_window("Casting wall")
        wall.press("space")
        with sound.record() as heard:
            wait_for(lambda: wall.press("1") or heard.samples.any(), 60)
        wall.press("Return", "2", "x", "1", "ctrl+Return")
        wait_for(lambda: not program.windows("Casting wall"))
        program.window.press("ctrl+q")
        assert program.wait_until_left() == 0
    (mara,) = inspect(project).document.cast
    assert mara.final_voice is not None
