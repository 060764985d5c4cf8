"""What is selected of the script, by ids, so that it outlives a replacement of all rows.

Every view of the rows shows this one selection.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QObject, Signal

from studio.document.values import Line, LineId
from ui.script.row_model import Column, RowModel


class Selection(QObject):
    """`of_rows` is Qt's form of it, for the views."""

    changed = Signal()
    """Other rows are selected, or another one is the current one."""

    def __init__(self, model: RowModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._kept: tuple[str | None, tuple[str, ...]] = (None, ())
        self.of_rows = QItemSelectionModel(model, self)
        self.of_rows.selectionChanged.connect(self._changed)
        self.of_rows.currentChanged.connect(self._changed)

    def current_row(self) -> int | None:
        """The row that keys act on."""
        index = self.of_rows.currentIndex()
        return index.row() if index.isValid() else None

    def current_line(self) -> LineId | None:
        """The Line of that row; of a heading, the first Line after it."""
        row = self.current_row()
        return None if row is None else self._model.rows.line_from(row)

    def items(self) -> tuple[str, ...]:
        """The ids of what is selected, in the order of the script."""
        shown = self._model.rows.items
        return tuple(shown[row].id for row in self._rows())

    def lines(self) -> tuple[LineId, ...]:
        """The Lines among them."""
        shown = self._model.rows.items
        found = (shown[row] for row in self._rows())
        return tuple(item.id for item in found if isinstance(item, Line))

    def select(self, items: Iterable[str]) -> None:
        """Select these rows and no others; the first of them is the current one."""
        place_of = self._model.rows.place_of
        places = [place for id in items if (place := place_of(id)) is not None]
        if places:
            first = self._model.index(places[0], Column.TEXT)
            self.of_rows.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.of_rows.select(self._of(places), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def rows_between(self, first: int, last: int) -> QItemSelection:
        """Qt's form of all rows from `first` to `last`."""
        selection = QItemSelection()
        selection.append(self._range(first, last))
        return selection

    def select_all(self) -> None:
        if len(self._model.rows):
            every = self.rows_between(0, len(self._model.rows) - 1)
            self.of_rows.select(every, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def restore(self) -> None:
        """All rows were replaced: select what was selected, as far as it is still there."""
        current, selected = self._kept
        place_of = self._model.rows.place_of
        left = [id for id in selected if place_of(id) is not None]
        if current is not None and place_of(current) is not None:
            left = [current, *(id for id in left if id != current)]
        if left:
            self.select(left)
        elif len(self._model.rows):
            self.select([self._model.rows.line_from(0) or self._model.rows.items[0].id])
        else:
            self.changed.emit()

    def _of(self, places: Iterable[int]) -> QItemSelection:
        """Rows that follow each other are one range: Qt gets slow with many."""
        selection = QItemSelection()
        runs: list[list[int]] = []
        for place in sorted(places):
            if runs and place == runs[-1][1] + 1:
                runs[-1][1] = place
            else:
                runs.append([place, place])
        for first, last in runs:
            selection.append(self._range(first, last))
        return selection

    def _range(self, first: int, last: int) -> QItemSelectionRange:
        index = self._model.index
        return QItemSelectionRange(index(first, 0), index(last, len(Column) - 1))

    def _rows(self) -> list[int]:
        chosen = self.of_rows.selection()
        parts = [chosen.at(part) for part in range(chosen.count())]
        return sorted(row for part in parts for row in range(part.top(), part.bottom() + 1))

    def _changed(self) -> None:
        row = self.current_row()
        if row is not None and row < len(self._model.rows):
            self._kept = (self._model.rows.items[row].id, self.items())
        self.changed.emit()
