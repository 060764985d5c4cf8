"""Is there a screen for the window, does it answer, and has the system what Qt needs to draw there?

Qt is not loaded: asking the loader for its plugin names the system library that is missing.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import socket
import sys
from pathlib import Path

from studio.commands.doctor.check import Check, State

_WITHOUT = "Everything but the window works without, see `dialogue-studio --help`."


def screen() -> Check:
    if sys.platform in ("win32", "darwin"):
        return Check("display", State.FINE, "the desktop's", facts={"display": "desktop"})
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    wayland, x11 = os.environ.get("WAYLAND_DISPLAY", ""), os.environ.get("DISPLAY", "")
    if platform.split(":")[0] in ("offscreen", "minimal", "vnc"):
        return Check(
            "display",
            State.LIMITED,
            f"QT_QPA_PLATFORM is {platform}: the window would not be seen",
            "Unset QT_QPA_PLATFORM to see the window.",
            {"display": platform},
        )
    if wayland and _answers(_wayland_socket(wayland)):
        return _drawable(f"Wayland {wayland}", "wayland")
    if x11 and _answers(_x11_socket(x11)):
        return _drawable(f"X11 {x11}", "xcb")
    if wayland or x11:
        return Check(
            "display",
            State.LIMITED,
            f"{wayland or x11} does not answer",
            f"Start the program on the desktop itself, or through `ssh -X`. {_WITHOUT}",
            {"display": None},
        )
    return Check(
        "display",
        State.LIMITED,
        "none",
        f"Start the program from a desktop, or through `ssh -X`. {_WITHOUT}",
        {"display": None},
    )


def _drawable(display: str, plugin: str) -> Check:
    lacking = _missing_library(plugin)
    if lacking is None:
        return Check("display", State.FINE, display, facts={"display": display})
    return Check(
        "display",
        State.BROKEN,
        f"{display}, but the system library {lacking} is missing",
        f"Install it; on Debian and Ubuntu: apt-get install {debian_package(lacking)}",
        {"display": display, "missing_library": lacking},
    )


def _missing_library(plugin: str) -> str | None:
    """The first library that Qt's plugin asks for in vain, as the loader spells it."""
    found = importlib.util.find_spec("PySide6")
    folders = (found.submodule_search_locations or ()) if found else ()
    for folder in folders:
        path = Path(folder) / "Qt" / "plugins" / "platforms" / f"libq{plugin}.so"
        if not path.exists():
            continue
        try:
            ctypes.CDLL(str(path))
        except OSError as error:
            return str(error).partition(":")[0]
    return None


def debian_package(library: str) -> str:
    """How Debian names the package of `libxcb-cursor.so.0`: by rule, with one old exception."""
    if library == "libglib-2.0.so.0":
        return "libglib2.0-0"
    name, _, number = library.lower().partition(".so.")
    dash = "-" if re.search(r"\d$", name) else ""
    return f"{name.replace('_', '-')}{dash}{number}"


def _wayland_socket(display: str) -> str:
    return os.path.join(os.environ.get("XDG_RUNTIME_DIR", "/"), display)


def _x11_socket(display: str) -> str | None:
    """The socket of a screen of this machine; None for one across the network."""
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    return f"/tmp/.X11-unix/X{local[1]}" if local else None


def _answers(path: str | None) -> bool:
    if path is None:
        return True  # across the network: opening the window will tell
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5.0)
        # Linux servers may listen on the abstract name alone.
        for address in (path, f"\0{path}"):
            try:
                connection.connect(address)
            except OSError:
                continue
            return True
    return False
