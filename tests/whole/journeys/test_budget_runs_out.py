"""A budget that is too small for the scene, with a service that counts what it charges."""

from __future__ import annotations

from pathlib import Path

import pytest
from paid_scene import TEXTS, make_all_takes, paid_service, write_scene
from paid_server import FRAMES, PaidServer
from program import choose_settings, running_program
from screen import Screen, wait_for
from sound import SoundServer

from studio.secrets import KEY_VARIABLE

CENTS_PER_SECOND, SECONDS, BUDGET_CENTS = 2, 1.5, 7
LINES_PAID_FOR = 2
SETTINGS = """{"language": "en", "theme": "dark", "service_address": "%s",
    "day_budget": %d, "price_per_minute": %d}"""


def test_the_queue_pauses_at_the_budget_and_the_scene_still_sounds(
    tmp_path: Path, screen: Screen, sound: SoundServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line is charged beyond the budget or twice; the rest is spoken by draft voices."""
    home, project = tmp_path / "home", tmp_path / "kettle.dialogue"
    monkeypatch.setenv(KEY_VARIABLE, "test-key")
    service = PaidServer(
        cost_cents=CENTS_PER_SECOND * SECONDS, samples=round(SECONDS * 24_000 / FRAMES)
    )
    with paid_service(service) as server:
        write_scene(project, server)
        choose_settings(
            home, SETTINGS % (server.url, BUDGET_CENTS * 1000, CENTS_PER_SECOND * 60_000)
        )
        with running_program(home, screen, sound, str(project), title="Kettle") as program:
            program.wait_for_children()
            make_all_takes(program)
            wait_for(lambda: server.charged.total() >= LINES_PAID_FOR, 60)
            with sound.record() as heard:
                program.window.press("ctrl+space")
                heard.wait_for(len(TEXTS) * 1.0)
            program.window.press("ctrl+q")
            assert program.wait_until_left() == 0
    assert server.charged.total() * CENTS_PER_SECOND * SECONDS <= BUDGET_CENTS
    assert not server.double_charges
