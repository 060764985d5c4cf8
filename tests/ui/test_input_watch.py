"""Whether a person is at work."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.input_watch import InputWatch


def test_keys_and_pointer_are_work(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a key or a press the moment is not quiet; some seconds later it is again."""
    window = QWidget()
    window.show()
    watch = InputWatch(window)
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)
    for ahead, act in (
        (10, lambda: qtbot.keyClick(window.windowHandle(), Qt.Key.Key_A)),
        (20, lambda: qtbot.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)),
    ):
        now += ahead
        assert watch.is_quiet()
        act()
        assert not watch.is_quiet()
    window.close()
    window.deleteLater()
