"""Which variables lead to a screen."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio import displays


@pytest.fixture
def compositor() -> Iterator[Path]:
    """A socket that answers where a Wayland compositor would; its path is short enough for one."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as server:
        path = Path(folder, "wayland-7")
        server.bind(str(path))
        server.listen()
        yield path


def test_wayland_counts_when_it_answers(compositor: Path) -> None:
    """A compositor is found by its name in the runtime folder or by its whole path."""
    folder = str(compositor.parent)
    assert displays.has_display({"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": folder})
    assert displays.has_wayland({"WAYLAND_DISPLAY": str(compositor)})
    assert not displays.has_wayland({"WAYLAND_DISPLAY": "wayland-8", "XDG_RUNTIME_DIR": folder})


def test_a_display_on_another_computer_counts_when_it_answers() -> None:
    """`HOST:NUMBER` is a TCP port; a screen number behind it changes nothing."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]
        display = f"127.0.0.1:{port - 6000}.0"
        assert not displays.has_display({"DISPLAY": display})
        server.listen()
        assert displays.has_display({"DISPLAY": display})


@pytest.mark.parametrize(
    "display", ["", ":4711", ":", "nonsense", "host:", ":99999999999", "127.0.0.1:99999"]
)
def test_a_variable_that_leads_nowhere_is_no_display(display: str) -> None:
    """Neither an empty nor a foolish nor a stale DISPLAY counts."""
    assert not displays.has_display({"DISPLAY": display})
