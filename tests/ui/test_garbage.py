"""Cyclic garbage is collected in the Qt thread only."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.garbage import Garbage


class _Cycle:
    collected_on: list[threading.Thread]

    def __init__(self, collected_on: list[threading.Thread]) -> None:
        self.collected_on = collected_on
        self.itself = self

    def __del__(self) -> None:
        self.collected_on.append(threading.current_thread())


@pytest.fixture
def quiet() -> list[bool]:
    return [True]


@pytest.fixture
def garbage(qtbot: QtBot, quiet: list[bool]) -> Iterator[Garbage]:
    made = Garbage(is_quiet=lambda: quiet[0])
    yield made
    made.close()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_other_threads_collect_nothing(garbage: Garbage, qtbot: QtBot) -> None:
    """Garbage made on another thread is collected by the Qt thread, a moment later."""
    collected_on: list[threading.Thread] = []
    thread = threading.Thread(
        target=lambda: [_Cycle(collected_on) for _ in range(5000)] and None  # over every threshold
    )
    thread.start()
    thread.join()
    assert collected_on == []
    qtbot.waitUntil(lambda: len(collected_on) == 5000)
    assert set(collected_on) == {threading.main_thread()}


def test_everything_is_collected_only_in_quiet_moments(
    garbage: Garbage, quiet: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full collection waits while something plays or a person is at work."""
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 11))
    walks: list[int] = []
    monkeypatch.setattr(gc, "collect", lambda generation=2: walks.append(generation))
    quiet[0] = False
    garbage.look()
    assert walks == []
    quiet[0] = True
    garbage.look()
    assert walks == [2]


def test_what_was_loaded_is_not_walked_again(garbage: Garbage, quiet: list[bool]) -> None:
    """After a load, at the next quiet moment, what is there is taken out of later collections."""
    quiet[0] = False
    garbage.freeze_soon()
    garbage.look()
    assert gc.get_freeze_count() == 0
    quiet[0] = True
    garbage.look()
    assert gc.get_freeze_count() > 0
