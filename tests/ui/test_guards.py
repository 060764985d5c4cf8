"""The guards around tests of the window notice what they are there for."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui import left_behind


def test_a_running_timer_is_noticed(qapp: QApplication) -> None:
    """A timer that still runs is seen, a stopped one is not."""
    before = left_behind.windows_and_timers()
    timer = QTimer()
    timer.start(1000)
    assert left_behind.since(before) == ["QTimer every 1000 ms"]
    timer.stop()
    assert left_behind.since(before) == []


def test_a_window_is_noticed_until_it_is_deleted(qapp: QApplication) -> None:
    """A window is seen even when it is hidden; asking for its deletion is enough."""
    before = left_behind.windows_and_timers()
    window = QWidget()
    window.setObjectName("stray")
    assert left_behind.since(before) == ["QWidget 'stray'"]
    window.deleteLater()
    assert left_behind.since(before) == []
