"""Whether the doctor sees the screen that is there, and only that."""

from __future__ import annotations

import importlib.util
import socket
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from studio.commands.doctor.check import State
from studio.commands.doctor.screen import debian_package, screen

NUMBER = 97531


@pytest.fixture(autouse=True)
def _no_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


@pytest.fixture
def _x_server() -> Iterator[None]:
    """Something that listens where an X server of this number would."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0/tmp/.X11-unix/X{NUMBER}")
        server.listen()
        yield


def test_no_screen_is_said() -> None:
    """Without a display nothing is broken, and what works without is told."""
    found = screen()
    assert (found.state, found.found) == (State.LIMITED, "none")
    assert "works without" in str(found.remedy)


@pytest.mark.usefixtures("_x_server")
def test_a_screen_that_answers_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A display of this machine that answers, with the system libraries there, is fine."""
    monkeypatch.setenv("DISPLAY", f":{NUMBER}.0")
    assert screen().state is State.FINE
    assert f"X11 :{NUMBER}" in screen().found


@pytest.mark.parametrize(
    ("name", "value"), [("DISPLAY", f":{NUMBER}"), ("WAYLAND_DISPLAY", "wayland-7")]
)
def test_a_screen_that_does_not_answer_is_said(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable left over from another login is not taken for a screen."""
    monkeypatch.setenv(name, value)
    assert screen().state is State.LIMITED
    assert "does not answer" in screen().found


def test_a_wayland_screen_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked for in the folder of the login, and goes before X11."""
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    monkeypatch.setenv("DISPLAY", f":{NUMBER}")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        assert "Wayland wayland-7" in screen().found


def test_a_screen_nobody_sees_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt told to draw nowhere is a finding: the window would not be seen."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert screen().state is State.LIMITED
    assert "Unset QT_QPA_PLATFORM" in str(screen().remedy)


@pytest.mark.usefixtures("_x_server")
def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the loader cannot find for Qt is named, with the package that brings it."""
    real = importlib.util.find_spec("PySide6")
    assert real is not None
    assert real.submodule_search_locations
    plugin = Path("Qt", "plugins", "platforms", "libqxcb.so")
    alone = tmp_path / plugin
    alone.parent.mkdir(parents=True)
    program = (Path(real.submodule_search_locations[0]) / plugin).read_bytes()
    assert b"libQt6XcbQpa.so.6" in program
    alone.write_bytes(program.replace(b"libQt6XcbQpa.so.6", b"libQt6Absent.so.6"))
    spec = ModuleSpec("PySide6", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: spec)
    monkeypatch.setenv("DISPLAY", f":{NUMBER}")
    found = screen()
    assert found.state is State.BROKEN
    assert found.facts["missing_library"] == "libQt6Absent.so.6"
    assert "apt-get install libqt6absent6" in str(found.remedy)


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libGL.so.1", "libgl1"),
        ("libEGL.so.1", "libegl1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
    ],
)
def test_the_package_follows_from_the_library(library: str, package: str) -> None:
    """Debian names packages of libraries by a rule."""
    assert debian_package(library) == package
