"""What takes a while is done at a pause, once for all who asked, and never put off for ever."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import pause
from ui.pause import AtAPause


def test_many_wishes_are_one(qapp: QApplication, qtbot: QtBot) -> None:
    owner, done = QObject(), []
    waits = AtAPause(lambda: done.append(1), owner)
    for _ in range(5):
        waits.soon()
    assert done == []
    qtbot.waitUntil(lambda: bool(done))
    assert done == [1]


def test_now_is_now(qapp: QApplication) -> None:
    """And what was put off is not done a second time."""
    owner, done = QObject(), []
    waits = AtAPause(lambda: done.append(1), owner)
    waits.soon()
    waits.at_once()
    QApplication.processEvents()
    assert done == [1]
    waits.end()


def test_nothing_is_put_off_for_ever(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wishes that never cease are heard after a while."""
    monkeypatch.setattr(pause, "_MOST_SECONDS", 0.3)
    owner, done = QObject(), []
    waits = AtAPause(lambda: done.append(1), owner)

    def wished() -> bool:
        waits.soon()
        return bool(done)

    qtbot.waitUntil(wished)
    waits.end()
