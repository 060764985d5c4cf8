"""Settings change at once and are written in the background."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from studio.settings import Settings, change_settings, load_settings
from tests.ui.running import InQt, until
from ui.kept_settings import KeptSettings


def test_a_change_is_in_force_and_on_the_disk(
    in_qt: InQt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changes are there at once, and together in the file a moment later."""
    monkeypatch.setenv("DIALOGUE_STUDIO_HOME", str(tmp_path))
    saved = tmp_path / "settings" / "settings.json"

    async def scene() -> None:
        import asyncio

        with ThreadPoolExecutor(1) as background:
            asyncio.get_running_loop().set_default_executor(background)
            owner = QObject()
            kept = KeptSettings(Settings(), owner)
            kept.change(theme="light")
            kept.change(language="de")
            assert kept.settings == Settings(theme="light", language="de")
            wanted = {"theme": "light", "language": "de"}
            await until(lambda: saved.exists() and json.loads(saved.read_text()) == wanted)

    in_qt(scene())
    assert load_settings() == (Settings(theme="light", language="de"), None)


def test_what_another_window_saved_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each window of the program writes only what was changed in it."""
    monkeypatch.setenv("DIALOGUE_STUDIO_HOME", str(tmp_path))
    change_settings(Settings(), {"theme": "light"})
    change_settings(Settings(), {"language": "de"})
    assert load_settings()[0] == Settings(theme="light", language="de")
