"""The one way from other threads into the Qt thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from studio.observers import Observers
from ui.bridge import Bridge


def _on_another_thread(work: Callable[[], object]) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_many_events_become_one_call(qtbot: QtBot) -> None:
    """A thousand events told on another thread run the slot once, in the Qt thread."""
    bridge, events = Bridge(), Observers[[]]()
    calls: list[threading.Thread] = []
    bridge.carry(events, lambda: calls.append(threading.current_thread()))
    _on_another_thread(lambda: [events.tell() for _ in range(1000)])
    assert calls == []
    qtbot.waitUntil(lambda: bool(calls))
    qtbot.wait(20)
    assert calls == [threading.main_thread()]


def test_each_slot_runs_in_the_order_first_told(qtbot: QtBot) -> None:
    """Slots of different events keep the order in which their events first came."""
    bridge, first, second = Bridge(), Observers[[]](), Observers[[]]()
    calls: list[str] = []
    bridge.carry(first, lambda: calls.append("first"))
    bridge.carry(second, lambda: calls.append("second"))
    _on_another_thread(lambda: (second.tell(), first.tell(), second.tell()))
    qtbot.waitUntil(lambda: len(calls) == 2)
    assert calls == ["second", "first"]


def test_an_event_during_delivery_is_not_lost(qtbot: QtBot) -> None:
    """A slot that causes its own event runs again, later."""
    bridge, events = Bridge(), Observers[[]]()
    calls: list[int] = []

    def slot() -> None:
        calls.append(len(calls))
        if len(calls) < 3:
            events.tell()

    bridge.carry(events, slot)
    events.tell()
    qtbot.waitUntil(lambda: len(calls) == 3)


def test_a_closed_bridge_carries_nothing(qtbot: QtBot) -> None:
    """After closing, neither what was on the way nor what comes later arrives."""
    bridge, events = Bridge(), Observers[[]]()
    calls: list[str] = []
    bridge.carry(events, lambda: calls.append("told"))
    events.tell()
    bridge.close()
    events.tell()
    qtbot.wait(20)
    assert calls == []
