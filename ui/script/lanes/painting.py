"""Paints what is seen of the lanes, from back to front."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from ui import quantities
from ui.script.lanes import ground_painter
from ui.script.lanes.card_painter import paint_card, paint_silent
from ui.script.lanes.cards import Cards
from ui.script.lanes.columns import GUTTER
from ui.script.rows import Row, Rows
from ui.theme import Theme


def paint_lanes(
    painter: QPainter,
    box: QRect,
    cards: Cards,
    rows: Rows,
    theme: Theme,
    is_selected: Callable[[int], bool],
    playhead: int | None,
) -> None:
    """The painter counts as the whole picture does; `box` is what is to be painted of it."""
    ground_painter.paint_columns(painter, cards.measure.columns, box, theme)
    if playhead is not None:
        ground_painter.paint_playhead_line(painter, playhead, box, theme)
    places = cards.stack.between(box.top(), box.bottom() + 1)
    ties = list(cards.ties(places))
    for earlier, later in ties:
        ground_painter.paint_tie(painter, earlier, later, theme)
    for place in places:
        row, card, width = rows[place], cards.box(place), cards.text_width(place)
        if isinstance(row, Row):
            paint_card(painter, card, row, width, theme, is_selected=is_selected(place))
        else:
            paint_silent(painter, card, row, width, theme, is_selected=is_selected(place))
    for earlier, later in ties:
        ground_painter.paint_dot(painter, earlier, later, theme)


def paint_gutter(
    painter: QPainter, box: QRect, cards: Cards, rows: Rows, theme: Theme, playhead: int | None
) -> None:
    """The times, which stay at the left when the columns are scrolled sideways."""
    if box.left() >= GUTTER:
        return
    times = []
    for place in cards.stack.between(box.top() - ground_painter.TIME_HEIGHT, box.bottom() + 1):
        row = rows[place]
        if isinstance(row, Row) and row.clip is not None:
            top, _ = cards.stack.box(place)
            times.append((top, quantities.whole_seconds(row.clip.start_frame)))
    ground_painter.paint_gutter(painter, box, times, theme)
    if playhead is not None:
        ground_painter.paint_playhead_arrow(painter, playhead, theme)
