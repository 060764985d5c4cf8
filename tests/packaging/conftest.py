"""A fresh small checkout for each test that prepares one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_checkout import ROOT, TELLS_HOW_IT_WAS_STARTED, Checkout


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A checkout whose path has a space and foreign letters in it."""
    folder = tmp_path / "Hörspiele und 台本" / "dialogue studio"
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    shutil.copytree(
        ROOT / "packaging", folder / "packaging", ignore=shutil.ignore_patterns("__pycache__")
    )
    for package in ("studio", "ui"):
        (folder / package).mkdir()
        (folder / package / "__init__.py").touch()
        (folder / package / "__main__.py").write_text(TELLS_HOW_IT_WAS_STARTED.format(name=package))
    made = Checkout(folder, wheels)
    shutil.copy(ROOT / "studio" / "displays.py", folder / "studio")
    (folder / "packaging" / "checks.py").write_text(TELLS_HOW_IT_WAS_STARTED.format(name="checks"))
    made.lock("run", made.offer("needed"))
    made.lock("test", made.offer("needed"), made.offer("for_tests"))
    made.lock("uv", "uv==0.0.1 --hash=sha256:" + "0" * 64)
    return made
