"""The script as rows: widths, row heights, and where the fields for writing lie."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from studio.document.values import Line, LineId
from studio.sentences import sentence
from ui import fonts, messages
from ui.look import Look
from ui.script import cue_tag, foot, row_text, size
from ui.script.row_keys import meant_by
from ui.script.row_model import Column, RowModel
from ui.script.row_painter import TEXT_MARGIN, Place, paint_row
from ui.script.rows import Row
from ui.script.writer import Field, Writer

SCRIPT = sentence("ui.script.name", "Script")

_WIDTHS = {
    Column.STATE: 36,
    Column.NUMBER: 34,
    Column.SPEAKER: 118,
    Column.LENGTH: 100,
    Column.TAKES: 48,
    Column.PRICE: 86,
}
_CUE_TAG, _CUE_WORDS = 78, 300
_LEAST_TEXT, _SHORTEST_TEXT = 380, 240
"""So much of the width is for the Lines before Cues are written out; and before there are prices."""

_HEADER_HEIGHT = 24


class ScriptView(QTableView):
    """The panel tells it when rows came, went or say something else."""

    write_wanted = Signal(Field, bool)
    """In the current row; with the Cue as it is written, or without."""
    scrolled_by_hand = Signal()
    again_wanted = Signal(str)
    """A Line that failed."""

    def __init__(self, model: RowModel, writer: Writer, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._rows, self._writer = look, model.rows, writer
        self._model = model
        self._widest_cue = 0
        self._may_have_price = True
        self.setModel(model)
        self.setAccessibleName(messages.say(SCRIPT))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._set_up_table()
        self._set_up_headers()
        self.doubleClicked.connect(self._double_clicked)
        self.verticalScrollBar().actionTriggered.connect(lambda _: self.scrolled_by_hand.emit())

    def rows_replaced(self) -> None:
        if not self.isHidden():
            self._fit_cues()
            self.set_heights()

    def rows_came(self, first: int, last: int) -> None:
        if not self.isHidden():
            self._fit_cues()
            for index in range(first, last + 1):
                self._set_height(index, self._exact_height(index))

    def rows_altered(self, places: list[int]) -> None:
        """The words of these rows are others."""
        for place in places:
            self._set_height(place, self._exact_height(place))

    def set_heights(self) -> None:
        """Give every row the height its words need at the present width: exactly where it is seen."""
        header = self.verticalHeader()
        header.setUpdatesEnabled(False)  # else each of them would look for its place
        likely = row_text.likely_row_heights(self._rows.items, self._text_width())
        for index, height in enumerate(likely):
            if header.sectionSize(index) != height:
                header.resizeSection(index, height)
        header.setUpdatesEnabled(True)
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

    def takes_changed(self) -> None:
        """Rows may have got a foot, or lost it."""
        self._set_seen_heights()

    def show_price(self, is_shown: bool) -> None:
        """A narrow window has no room for it."""
        self._may_have_price = is_shown
        self._share_width()
        self.set_heights()

    def measure_again(self) -> None:
        """Text or density is of another size."""
        self._set_up_sizes()
        self._share_width()
        self.set_heights()
        self.place_writer()

    def paintEvent(self, event: QPaintEvent) -> None:
        """All of a row at once: a delegate would be asked for each of its cells."""
        painter, box, theme = QPainter(self.viewport()), event.rect(), self._look.theme
        header, is_selected = self.horizontalHeader(), self.selectionModel().isRowSelected
        places: list[Place] = [
            (header.sectionViewportPosition(column), header.sectionSize(column))
            for column in Column
        ]
        width, y = self.viewport().width(), box.top()
        row = self.rowAt(box.top())
        while 0 <= row < len(self._rows) and y <= box.bottom():
            y = self.rowViewportPosition(row)
            whole = QRect(0, y, width, self.rowHeight(row))
            chosen = is_selected(row, QModelIndex())
            paint_row(painter, whole, self._rows[row], places, theme, is_selected=chosen)
            y += whole.height()
            row += 1
        if y <= box.bottom():
            painter.fillRect(box.left(), y, box.width(), box.bottom() - y + 1, theme.surface)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self._tried_again_at(event.position().toPoint())
        if line is None:
            super().mousePressEvent(event)
        else:
            self.again_wanted.emit(line)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._set_seen_heights()
        self.place_writer()

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while another view was shown is caught up with."""
        super().showEvent(event)
        self.rows_replaced()
        self.scrollTo(self.currentIndex())

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
        """Cues get the room their words need, as far as the text of the Lines can spare it; for very
        narrow text prices go, and then the numbers of Takes."""
        room, shortest = self.viewport().width(), fonts.zoomed(_SHORTEST_TEXT)
        widths = {column: fonts.zoomed(width) for column, width in _WIDTHS.items()}
        least_cue = fonts.zoomed(_CUE_TAG)
        if not self._may_have_price:
            widths[Column.PRICE] = 0
        for column in (Column.PRICE, Column.TAKES):
            if room - sum(widths.values()) - least_cue < shortest:
                widths[column] = 0
        rest = room - sum(widths.values())
        spare = min(self._widest_cue, fonts.zoomed(_CUE_WORDS), rest - fonts.zoomed(_LEAST_TEXT))
        cue = max(least_cue, spare)
        for column, width in (widths | {Column.CUE: cue, Column.TEXT: rest - cue}).items():
            self.setColumnHidden(column, not width)
            self.setColumnWidth(column, width)

    def _set_seen_heights(self) -> None:
        """What stands below the first row stays where it is when that one comes out higher or lower."""
        first = self.rowAt(0)
        index, bottom, grown = first, self.viewport().height(), 0
        while 0 <= index < len(self._rows) and (
            (y := self.rowViewportPosition(index)) < bottom + grown
        ):
            height = self._exact_height(index)
            if y < 0:
                grown += height - self.rowHeight(index)
            self._set_height(index, height)
            index += 1
        if grown:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + grown)

    def _exact_height(self, index: int) -> int:
        item = self._rows.items[index]
        height = row_text.row_height(item, self._text_width(), self._look.theme)
        if isinstance(item, Line):
            height += foot.height(self._rows.foot_of(item))
        is_written = index == self._written_place()
        return max(height, self._writer.height()) if is_written else height

    def _set_height(self, index: int, height: int) -> None:
        if self.rowHeight(index) != height:
            self.verticalHeader().resizeSection(index, height)

    def _text_width(self) -> int:
        return self.columnWidth(Column.TEXT) - 2 * TEXT_MARGIN

    def _written_place(self) -> int | None:
        line = self._writer.line
        is_here = line is not None and self._writer.lies_on(self.viewport())
        return self._rows.place(line) if is_here and line is not None else None

    def _tried_again_at(self, point: QPoint) -> LineId | None:
        index = self.indexAt(point)
        row = self._rows[index.row()] if index.isValid() else None
        if not isinstance(row, Row) or row.foot is None:
            return None
        whole = self.visualRect(self._model.index(index.row(), Column.TEXT))
        box = foot.box_in(whole, whole.left(), whole.width())
        return row.line.id if foot.action_box(box, row.foot).contains(point) else None

    def _fit_cues(self) -> None:
        self._widest_cue = cue_tag.widest(self._rows.cues())
        self._share_width()

    def _double_clicked(self, index: QModelIndex) -> None:
        is_name, is_cue = index.column() == Column.SPEAKER, index.column() == Column.CUE
        self.write_wanted.emit(Field.NAME if is_name else Field.TEXT, is_cue)

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
        header = self.horizontalHeader()
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        self._set_up_sizes()

    def _set_up_sizes(self) -> None:
        self.verticalHeader().setDefaultSectionSize(size.least_height())
        self.horizontalHeader().setFixedHeight(fonts.zoomed(_HEADER_HEIGHT))
