"""Where each card lies in the whole picture, of which the view shows a part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from studio.document.values import Line, LineId, Speaker
from ui import fonts
from ui.look import Look
from ui.script.lanes.columns import GUTTER, LEAST_WIDTH, columns_for
from ui.script.lanes.measure import LEFT, RIGHT, Measure
from ui.script.lanes.stack import Join, Stack
from ui.script.rows import Rows
from ui.script.writer import Writer


class Cards:
    """Of the rows that are shown. Places count through the rows."""

    def __init__(self, rows: Rows, writer: Writer, look: Look, surface: QWidget) -> None:
        self._rows = rows
        self.measure = Measure(rows, writer, look, surface)
        self.stack = Stack(self.measure.slot_of, self.measure.likely_height)

    def __len__(self) -> int:
        return len(self.stack)

    @property
    def width(self) -> int:
        return self.measure.columns.whole_width

    def share(self, cast: Sequence[Speaker], width: int) -> None:
        """One column for each of them, in this width or more."""
        columns = columns_for(cast, width, fonts.zoomed(LEAST_WIDTH))
        if columns != self.measure.columns:
            self.measure.set_columns(columns)
            self.stack.forget()

    def box(self, place: int) -> QRect:
        top, height = self.stack.box(place)
        column, columns = self.stack.column(place), self.measure.columns
        if column is None:
            width = columns.whole_width - GUTTER - LEFT - RIGHT
            return QRect(GUTTER + LEFT, top, width, height)
        return QRect(columns.left(column) + LEFT, top, columns.width - LEFT - RIGHT, height)

    def text_width(self, place: int) -> int:
        """What the words of a card are laid out for."""
        return self.measure.text_width(self._rows.items[place])

    def is_fit(self, place: int) -> bool:
        """Whether the card is as high as it needs to be now."""
        return self.stack.box(place)[1] == self.measure.slot_of(self._rows.items[place]).height

    def at(self, point: QPoint) -> int | None:
        """The card under a point."""
        under = self.stack.between(point.y(), point.y() + 1)
        return next((place for place in reversed(under) if self.box(place).contains(point)), None)

    def nearest(self, point: QPoint, reach: int) -> int:
        """That card, or the last one above the point, so far up."""
        exact = self.at(point)
        if exact is not None:
            return exact
        above = self.stack.between(max(0, point.y() - reach), point.y() + 1)
        return above[-1] if above else 0

    def far_from(self, place: int, pixels: int) -> int:
        """The card about so far below; above for negative `pixels`."""
        top = self.stack.look(max(0, self.stack.box(place)[0] + pixels), 1)
        found = self.stack.between(top, top + abs(pixels))
        to = found[0] if found else len(self) - 1
        return to if to != place else place + (1 if pixels > 0 else -1)

    def span_of(self, line: LineId) -> tuple[int, int] | None:
        """Top and height of a Line's card, if it is shown."""
        place = self._rows.place(line)
        return None if place is None or place >= len(self) else self.stack.box(place)

    def ties(self, places: Sequence[int]) -> Iterator[tuple[QRect, QRect]]:
        """The cards that stand beside the one before, with that one. The first card that is not seen
        may have a tie that is."""
        last = places[-1] + 1 if places else len(self)
        for place in (*places, *range(last, min(last + 1, len(self)))):
            if place > 0 and self._is_beside(place):
                earlier, later = self.box(place - 1), self.box(place)
                if earlier.left() != later.left():
                    yield earlier, later

    def _is_beside(self, place: int) -> bool:
        items = self._rows.items
        both = isinstance(items[place], Line) and isinstance(items[place - 1], Line)
        return both and self.stack.join(place) is not Join.BELOW
