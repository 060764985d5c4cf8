"""Each test has a data folder of its own, and waits for no disk longer than a moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.folders import HOME_VARIABLE


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Scène 漢字.dialogue"
