"""Runs first in a bundle on Linux: libraries that came along are found by name like installed ones.

`sounddevice` asks the system for PortAudio, and the system knows nothing of the bundle's folder.
"""

from __future__ import annotations

import ctypes.util
import sys
from pathlib import Path

_find_installed = ctypes.util.find_library


def _find(name: str) -> str | None:
    carried = sorted(Path(getattr(sys, "_MEIPASS", "")).glob(f"lib{name}.so*"))
    return str(carried[0]) if carried else _find_installed(name)


ctypes.util.find_library = _find
