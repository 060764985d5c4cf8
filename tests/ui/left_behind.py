"""Windows and running timers, so that a test can be held to leave none."""

from __future__ import annotations

import gc

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication


def windows_and_timers() -> dict[int, str]:
    """Every window and every running timer there is, by where it lies in memory."""
    # By type, because `isinstance` asks a weak proxy for an object that may be gone.
    known = [each for each in gc.get_objects() if issubclass(type(each), QTimer)]
    owned = QCoreApplication.instance().findChildren(QTimer)
    timers = {
        shiboken6.getCppPointer(timer)[0]: f"QTimer every {timer.interval()} ms"
        for timer in {*known, *owned}
        if shiboken6.isValid(timer) and timer.isActive()
    }
    windows = {
        shiboken6.getCppPointer(widget)[0]: f"{type(widget).__name__} {widget.objectName()!r}"
        for widget in QApplication.topLevelWidgets()
    }
    return timers | windows


def since(before: dict[int, str]) -> list[str]:
    """What is there now beyond `before`, once deletions that were asked for are done."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    now = windows_and_timers()
    return [name for key, name in now.items() if key not in before]
