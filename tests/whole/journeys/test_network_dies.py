"""The voice service goes away in the middle of a line, for good."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from paid_scene import TEXTS, make_all_takes, paid_service, write_scene
from paid_server import FRAMES, PaidServer
from program import choose_settings, running_program
from screen import Screen, wait_for
from sound import SoundServer

from studio.secrets import KEY_VARIABLE

SETTINGS = '{"language": "en", "theme": "dark", "service_address": "%s"}'


def test_the_scene_sounds_to_its_end_and_nothing_is_paid_twice(
    tmp_path: Path, screen: Screen, sound: SoundServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing is spoken by draft voices, and leaving takes no longer than ever."""
    home, project = tmp_path / "home", tmp_path / "kettle.dialogue"
    monkeypatch.setenv(KEY_VARIABLE, "test-key")
    service = PaidServer(samples=24_000 // FRAMES, faults={TEXTS[2]: ("cut", "mid")})
    with ExitStack() as network:
        server = network.enter_context(paid_service(service))
        write_scene(project, server)
        choose_settings(home, SETTINGS % server.url)
        with running_program(home, screen, sound, str(project), title="Kettle") as program:
            program.wait_for_children()
            make_all_takes(program)
            wait_for(lambda: server.charged[TEXTS[2]], 60)
            network.close()
            with sound.record() as heard:
                program.window.press("ctrl+space")
                heard.wait_for(len(TEXTS) * 0.8)
            program.window.press("ctrl+q")
            assert program.wait_until_left() == 0
    assert not server.double_charges
