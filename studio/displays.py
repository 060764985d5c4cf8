"""Is there a screen to open a window on? A variable that leads nowhere is no screen."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Mapping

_PATIENCE_SECONDS = 2.0


def has_display(environ: Mapping[str, str]) -> bool:
    """Windows and macOS always have one; elsewhere an X or Wayland server must answer."""
    if sys.platform in ("win32", "darwin"):
        return True
    return _x_server_answers(environ.get("DISPLAY", "")) or has_wayland(environ)


def has_wayland(environ: Mapping[str, str]) -> bool:
    """A Wayland compositor answers."""
    name = environ.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    folder = environ.get("XDG_RUNTIME_DIR", "")
    return _answers(socket.AF_UNIX, os.path.join(folder, name))


def _x_server_answers(display: str) -> bool:
    found = re.fullmatch(r"(?:\w+/)?(.*?):(\d+)(?:\.\d+)?", display)
    if found is None:
        return False
    host, number = found[1], int(found[2])
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return _answers(socket.AF_UNIX, path) or (
            sys.platform == "linux" and _answers(socket.AF_UNIX, f"\0{path}")
        )
    return _answers(socket.AF_INET, (host, 6000 + number))


def _answers(family: int, address: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as client:
        client.settimeout(_PATIENCE_SECONDS)
        try:
            client.connect(address)
        except (OSError, ValueError, OverflowError):
            return False
        return True
