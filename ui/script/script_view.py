"""The script as rows: widths, row heights, and where the fields for writing lie."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from studio.sentences import sentence
from ui import messages
from ui.look import Look
from ui.script import cue_tag, row_text
from ui.script.row_delegate import TEXT_MARGIN, RowDelegate
from ui.script.row_keys import meant_by
from ui.script.row_model import Column, RowModel
from ui.script.writer import Field, Writer

SCRIPT = sentence("ui.script.name", "Script")

_WIDTHS = {Column.STATE: 36, Column.NUMBER: 36, Column.SPEAKER: 124, Column.LENGTH: 104}
_CUE_TAG, _CUE_WORDS = 88, 300
_LEAST_TEXT = 400
"""So much of the width is for the Lines before Cues are written out."""

_HEADER_HEIGHT = 24


class ScriptView(QTableView):
    """The panel tells it when rows came, went or say something else."""

    write_wanted = Signal(Field, bool)
    """In the current row; with the Cue as it is written, or without."""
    scrolled_by_hand = Signal()

    def __init__(self, model: RowModel, writer: Writer, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._rows, self._writer = look, model.rows, writer
        self._model = model
        self._widest_cue = 0
        self.setModel(model)
        self.setItemDelegate(RowDelegate(model, look, self))
        self.setAccessibleName(messages.say(SCRIPT))
        self._set_up_table()
        self._set_up_headers()
        self.doubleClicked.connect(self._double_clicked)
        self.verticalScrollBar().actionTriggered.connect(lambda _: self.scrolled_by_hand.emit())

    def rows_replaced(self) -> None:
        self._fit_cues()
        self.set_heights()

    def rows_came(self, first: int, last: int) -> None:
        self._fit_cues()
        for index in range(first, last + 1):
            self._set_height(index, self._exact_height(index))

    def rows_altered(self, places: list[int]) -> None:
        """The words of these rows are others."""
        for place in places:
            self._set_height(place, self._exact_height(place))

    def set_heights(self) -> None:
        """Give every row the height its words need at the present width: exactly where it is seen."""
        for index, item in enumerate(self._rows.items):
            self._set_height(index, row_text.likely_row_height(item, self._text_width()))
        self._set_seen_heights()

    def bring_to_the_middle(self, row: int) -> None:
        """Unless it is in the middle third already."""
        index = self._model.index(row, Column.TEXT)
        middle, third = self.visualRect(index).center().y(), self.viewport().height() / 3
        if not third <= middle <= 2 * third:
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def show_at_the_top(self, row: int | None) -> None:
        """Have this row be the first that is seen, as far as the script reaches."""
        if row is not None:
            top = QAbstractItemView.ScrollHint.PositionAtTop
            self.scrollTo(self._model.index(row, Column.TEXT), top)

    def reveal_writer(self) -> None:
        """Another Line is written: its row is high enough and in view."""
        place = self._written_place()
        if place is not None:
            self._set_height(place, self._exact_height(place))
            self.scrollTo(self._model.index(place, Column.TEXT))
        self._set_seen_heights()
        self.place_writer()
        self.viewport().update()

    def place_writer(self) -> None:
        """Have the fields lie over the row that is written, if that is one of this view."""
        place = self._written_place()
        if place is None:
            return
        self._set_height(place, self._exact_height(place))
        self._writer.place(
            self.visualRect(self._model.index(place, Column.SPEAKER)),
            self.visualRect(self._model.index(place, Column.TEXT)),
        )

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._set_seen_heights()
        self.place_writer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self.set_heights()
        self.place_writer()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.scrolled_by_hand.emit()
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = meant_by(event)
        if wish is not None:
            self.write_wanted.emit(*wish)
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()  # the window's: play and stop
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Letters on a row are commands, never a search."""

    def _share_width(self) -> None:
        """Cues get the room their words need, as far as the text of the Lines can spare it."""
        rest = self.viewport().width() - sum(_WIDTHS.values())
        cue = max(_CUE_TAG, min(self._widest_cue, _CUE_WORDS, rest - _LEAST_TEXT))
        self.setColumnWidth(Column.CUE, cue)
        self.setColumnWidth(Column.TEXT, rest - cue)

    def _set_seen_heights(self) -> None:
        first = self.rowAt(0)
        index, bottom = first, self.viewport().height()
        while 0 <= index < len(self._rows) and self.rowViewportPosition(index) < bottom:
            self._set_height(index, self._exact_height(index))
            index += 1

    def _exact_height(self, index: int) -> int:
        item = self._rows.items[index]
        height = row_text.row_height(item, self._text_width(), self._look.theme)
        is_written = item.id == self._writer.line and self._writer.lies_on(self.viewport())
        return max(height, self._writer.height()) if is_written else height

    def _set_height(self, index: int, height: int) -> None:
        if self.rowHeight(index) != height:
            self.verticalHeader().resizeSection(index, height)

    def _text_width(self) -> int:
        return self.columnWidth(Column.TEXT) - 2 * TEXT_MARGIN

    def _written_place(self) -> int | None:
        line = self._writer.line
        return None if line is None else self._rows.place(line)

    def _fit_cues(self) -> None:
        self._widest_cue = cue_tag.widest(self._rows.cues())
        self._share_width()

    def _double_clicked(self, index: QModelIndex) -> None:
        is_name = index.column() == Column.SPEAKER
        self.write_wanted.emit(Field.NAME if is_name else Field.TEXT, False)

    def _set_up_table(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def _set_up_headers(self) -> None:
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setEnabled(most > 0))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(row_text.LEAST_HEIGHT)
        header = self.horizontalHeader()
        header.setFixedHeight(_HEADER_HEIGHT)
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
