"""Which part of the lanes is seen, and that it stays where it is when cards above it are measured."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QAbstractItemView

from ui.script.lanes.cards import Cards
from ui.script.lanes.columns import GUTTER

_Hint = QAbstractItemView.ScrollHint
_MARGIN = 6


class Scrolling:
    """Of the view whose scroll bars it sets."""

    def __init__(self, view: QAbstractItemView, cards: Cards) -> None:
        self._view, self._cards = view, cards
        self.is_arranging = False
        """Then a scroll bar that moves has moved nothing."""

    def arrange(self) -> None:
        """Measure what is seen."""
        bar = self._view.verticalScrollBar()
        self.is_arranging = True
        top = self._cards.stack.look(bar.value(), self._view.viewport().height())
        self.set_ranges()
        bar.setValue(top)
        self.is_arranging = False

    def keep_first(self, change: Callable[[], None]) -> None:
        """After `change` gave every card another height, the first one seen is where it was."""
        bar, room = self._view.verticalScrollBar(), self._view.viewport().height()
        seen = self._cards.stack.between(bar.value(), bar.value() + room)
        offset = self._cards.box(seen[0]).top() - bar.value() if seen else 0
        change()
        if seen:
            self.set_ranges()
            with QSignalBlocker(bar):
                bar.setValue(self._cards.box(seen[0]).top() - offset)
        self.arrange()

    def set_ranges(self) -> None:
        port = self._view.viewport()
        upright, level = self._view.verticalScrollBar(), self._view.horizontalScrollBar()
        upright.setPageStep(port.height())
        upright.setRange(0, max(0, self._cards.stack.height - port.height()))
        upright.setEnabled(upright.maximum() > 0)
        level.setPageStep(port.width())
        level.setRange(0, max(0, self._cards.width - port.width()))

    def to(self, place: int, hint: _Hint) -> None:
        """Have a card in view."""
        bar, room = self._view.verticalScrollBar(), self._view.viewport().height()
        self._cards.stack.look(self._cards.box(place).top() - room, 2 * room)
        self.set_ranges()
        card = self._cards.box(place)
        match hint:
            case _Hint.PositionAtCenter:
                bar.setValue(card.center().y() - room // 2)
            case _Hint.PositionAtTop:
                bar.setValue(card.top())
            case _ if card.top() < bar.value():
                bar.setValue(card.top() - _MARGIN)
            case _ if card.bottom() > bar.value() + room:
                bar.setValue(min(card.top(), card.bottom() - room + _MARGIN))
        self._sideways_to(place)
        self._view.viewport().update()

    def _sideways_to(self, place: int) -> None:
        column, columns = self._cards.stack.column(place), self._cards.measure.columns
        if column is None:
            return
        bar, left = self._view.horizontalScrollBar(), columns.left(column)
        room = self._view.viewport().width()
        if left - GUTTER < bar.value():
            bar.setValue(left - GUTTER)
        elif left + columns.width > bar.value() + room:
            bar.setValue(left + columns.width - room)
