"""The first paint comes soon: what it does not need is loaded after it."""

from __future__ import annotations

import subprocess
import sys

import pytest

_TOLD = """
import sys
from ui import __main__
__main__._log = lambda: sys.exit(sorted({NAMES} & sys.modules.keys()) or 0)
__main__.main([])
"""


@pytest.mark.parametrize(
    "names", [{"asyncio", "ssl", "qasync"}, {"numpy", "studio.studio"}, {"PySide6.QtSvg", "html"}]
)
def test_what_comes_after_the_first_paint_is_not_loaded_before(names: set[str]) -> None:
    """The loop, the core, and what draws icons and writes tips."""
    done = subprocess.run(
        [sys.executable, "-c", _TOLD.replace("{NAMES}", repr(names))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
