"""The areas of the window in the order people walk them: F6 and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui import view_commands
from ui.command import Command


class Areas(QObject):
    """Goes to where the focus was last in an area, else to the first thing in it that takes it."""

    def __init__(self, areas: Sequence[QWidget], window: QWidget) -> None:
        super().__init__(window)
        self._areas = tuple(areas)
        self._last: dict[QWidget, QWidget] = {}
        QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {
            view_commands.NEXT_AREA: lambda: self._go(1),
            view_commands.PREVIOUS_AREA: lambda: self._go(-1),
        }

    def _go(self, step: int) -> None:
        count, here = len(self._areas), self._here()
        start = here if here is not None else (-1 if step > 0 else 0)
        for distance in range(1, count + 1):
            area = self._areas[(start + step * distance) % count]
            into = self._into(area)
            if into is not None:
                into.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _here(self) -> int | None:
        focused = QApplication.focusWidget()
        for place, area in enumerate(self._areas):
            if focused is not None and (area is focused or area.isAncestorOf(focused)):
                return place
        return None

    def _into(self, area: QWidget) -> QWidget | None:
        if not area.isVisible():
            return None
        last = self._last.get(area)
        if last is not None and shiboken6.isValid(last) and _takes_focus(last):
            return last
        candidates = [area, *area.findChildren(QWidget)]
        return next((each for each in candidates if _takes_focus(each)), None)

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        here = None if now is None else self._here()
        if here is not None and now is not None:
            self._last[self._areas[here]] = now


def _takes_focus(widget: QWidget) -> bool:
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and widget.isVisible() and widget.isEnabled()
