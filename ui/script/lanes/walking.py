"""Where the keys lead from a card."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView

from studio.document.values import Line, Script
from ui.script.lanes.cards import Cards
from ui.script.lanes.columns import Columns

_Move = QAbstractItemView.CursorAction


def destination(action: _Move, here: int, items: Script, cards: Cards, page: int) -> int | None:
    """The place one goes to; up and down through all of them in order, a page being so high."""
    last = len(cards) - 1
    if last < 0:
        return None
    columns = cards.measure.columns
    match action:
        case _ if here < 0:
            to = 0
        case _Move.MoveUp | _Move.MovePrevious:
            to = here - 1
        case _Move.MoveDown | _Move.MoveNext:
            to = here + 1
        case _Move.MoveLeft:
            to = nearest_beside(items, columns, here, -1)
        case _Move.MoveRight:
            to = nearest_beside(items, columns, here, 1)
        case _Move.MovePageUp:
            to = cards.far_from(here, -page)
        case _Move.MovePageDown:
            to = cards.far_from(here, page)
        case _:
            to = 0 if action is _Move.MoveHome else last
    return min(max(to, 0), last)


def nearest_beside(items: Script, columns: Columns, here: int, step: int) -> int:
    """The place of the nearest Line one column to the left (`step` -1) or right; `here` if there is
    none that way. From a row of no column, the nearest Line."""
    item = items[here] if 0 <= here < len(items) else None
    order = {speaker: at for at, speaker in enumerate(columns.speakers)}
    own = order[item.speaker] if isinstance(item, Line) else -1 if step > 0 else len(order)
    best: tuple[int, int, int] | None = None
    for distance in range(1, max(here, len(items) - 1 - here) + 1):
        for place in (here - distance, here + distance):
            each = items[place] if 0 <= place < len(items) else None
            if not isinstance(each, Line):
                continue
            column = (order[each.speaker] - own) * step
            if column > 0 and (best is None or column < best[0]):
                best = (column, distance, place)
        if best is not None and best[0] == 1:
            break
    return here if best is None else best[2]
