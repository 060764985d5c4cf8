"""A guard against a binding that loses references to None and True, which ends in an abort."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

_TIMES = 1000
_NOISE = 100


class _Listener(QObject):
    told = Signal()
    answered = Signal(bool)

    def customEvent(self, event: QEvent) -> None:
        return None

    def event(self, event: QEvent) -> bool:
        super().event(event)
        return True


def _counts() -> dict[object, int]:
    return {each: sys.getrefcount(each) for each in (None, True, False)}


def test_a_thousand_emits_lose_no_reference(qapp: QCoreApplication) -> None:
    """Emitting signals gives back every reference it takes."""
    listener = _Listener()
    listener.told.connect(lambda: None)
    listener.answered.connect(lambda _: True)
    before = _counts()
    for _ in range(_TIMES):
        listener.told.emit()
        listener.answered.emit(True)
    after = _counts()
    assert all(abs(after[each] - before[each]) < _NOISE for each in before), (before, after)


def test_a_thousand_virtual_calls_lose_no_reference(qapp: QCoreApplication) -> None:
    """An overridden virtual that returns None or True gives back every reference it takes."""
    listener = _Listener()
    before = _counts()
    for _ in range(_TIMES):
        QCoreApplication.sendEvent(listener, QEvent(QEvent.Type.User))
    after = _counts()
    assert all(abs(after[each] - before[each]) < _NOISE for each in before), (before, after)
