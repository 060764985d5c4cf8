"""The table of the script: widths, row heights, what is selected, and keeping the heard row in view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from studio.document.change import Change
from studio.document.values import LineId
from studio.sentences import sentence
from studio.studio import Studio
from ui import messages
from ui.look import Look
from ui.script import cue_tag, row_text
from ui.script.row_delegate import TEXT_MARGIN, RowDelegate
from ui.script.row_model import Column, RowModel
from ui.script.writer import Field, Writer

SCRIPT = sentence("ui.script.name", "Script")

_WIDTHS = {Column.STATE: 36, Column.NUMBER: 36, Column.SPEAKER: 124, Column.LENGTH: 104}
_CUE_TAG, _CUE_WORDS = 88, 300
_LEAST_TEXT = 400
"""So much of the width is for the Lines before Cues are written out."""

_HEADER_HEIGHT = 24


class ScriptView(QTableView):
    """The rows of a Studio's Document; `rows` is to be told what changed."""

    selected = Signal()
    """Other rows are selected, or another one is the current one."""

    def __init__(self, studio: Studio, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._studio = studio
        self._kept: tuple[str | None, frozenset[str]] = (None, frozenset())
        self._follows = True
        self._widest_cue = 0
        self.rows = RowModel(studio, self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self.rows, look, self))
        self.setAccessibleName(messages.say(SCRIPT))
        self._set_up_table()
        self._set_up_headers()
        self.writer = Writer(studio.edit, lambda: studio.document, self.viewport())
        self.writer.size_changed.connect(self._place_writer)
        self.writer.line_changed.connect(self._writer_moved)
        self.writer.ended.connect(self.setFocus)
        self.rows.modelReset.connect(self._rows_replaced)
        self.rows.rowsInserted.connect(lambda _parent, first, last: self._rows_came(first, last))
        self.doubleClicked.connect(self._double_clicked)
        self.verticalScrollBar().actionTriggered.connect(self._stop_following)

    def current_line(self) -> LineId | None:
        """The Line of the row that keys act on; of a heading, the first Line after it."""
        index = self.currentIndex()
        return self.rows.rows.line_from(index.row()) if index.isValid() else None

    def selected_items(self) -> tuple[str, ...]:
        """The ids of what is selected, in the order of the script."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.rows.rows.items[row].id for row in rows)

    def selected_lines(self) -> tuple[LineId, ...]:
        lines = self._studio.document.lines
        return tuple(LineId(id) for id in self.selected_items() if lines.get(id) is not None)

    def select(self, items: Iterable[str]) -> None:
        """Select these rows and no others; the first of them is the current one."""
        places = [place for id in items if (place := self.rows.rows.place_of(id)) is not None]
        selection = QItemSelection()
        for place in places:
            selection.select(self.rows.index(place, 0), self.rows.index(place, len(Column) - 1))
        if places:
            self.setCurrentIndex(self.rows.index(places[0], Column.TEXT))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def document_changed(self, change: Change | None) -> None:
        self.rows.document_changed(change)
        for id in change.altered if change is not None else ():
            place = self.rows.rows.place_of(id)
            if place is not None:
                self._set_height(place, self._exact_height(place))
        self.writer.document_changed()
        self._place_writer()

    def write(self, *, with_cue: bool = False) -> None:
        """Put the caret into the words of the current Line."""
        line = self.current_line()
        if line is not None:
            self.writer.begin(line, with_cue=with_cue)

    def set_heard(self, lines: frozenset[LineId]) -> None:
        """Mark what is heard, and keep it in the middle third until the person scrolls."""
        is_news = bool(lines - self.rows.rows.heard)
        self.rows.set_heard(lines)
        if is_news and self._follows:
            places = [place for line in lines if (place := self.rows.rows.place(line)) is not None]
            self._bring_to_the_middle(max(places, default=0))

    def set_words_heard(self, words: Mapping[LineId, tuple[int, int]]) -> None:
        self.rows.set_words_heard(words)

    def start_following(self) -> None:
        self._follows = True

    def set_heights(self) -> None:
        """Give every row the height its words need at the present width: exactly where it is seen."""
        for index, item in enumerate(self.rows.rows.items):
            self._set_height(index, row_text.likely_row_height(item, self._text_width()))
        self._set_seen_heights()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._set_seen_heights()
        self._place_writer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self.set_heights()
        self._place_writer()

    def selectionChanged(self, now: QItemSelection, before: QItemSelection) -> None:
        super().selectionChanged(now, before)
        self._remember_selection()
        self.selected.emit()

    def currentChanged(
        self, now: QModelIndex | QPersistentModelIndex, before: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(now, before)
        self._remember_selection()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._stop_following()
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Space:
                event.ignore()  # the window's: play and stop
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers():
                self.write()
            case Qt.Key.Key_F2:
                self.write(with_cue=True)
            case _:
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
        while 0 <= index < len(self.rows.rows) and self.rowViewportPosition(index) < bottom:
            self._set_height(index, self._exact_height(index))
            index += 1

    def _exact_height(self, index: int) -> int:
        item = self.rows.rows.items[index]
        height = row_text.row_height(item, self._text_width(), self._look.theme)
        return max(height, self.writer.height()) if item.id == self.writer.line else height

    def _set_height(self, index: int, height: int) -> None:
        if self.rowHeight(index) != height:
            self.verticalHeader().resizeSection(index, height)

    def _text_width(self) -> int:
        return self.columnWidth(Column.TEXT) - 2 * TEXT_MARGIN

    def _remember_selection(self) -> None:
        """By id: when all rows are replaced, the old places say nothing any more."""
        index = self.currentIndex()
        if 0 <= index.row() < len(self.rows.rows):
            self._kept = (self.rows.rows.items[index.row()].id, frozenset(self.selected_items()))

    def _rows_replaced(self) -> None:
        self._fit_cues()
        self.set_heights()
        current, selected = self._kept
        place_of = self.rows.rows.place_of
        left = [id for id in selected if place_of(id) is not None]
        if current is not None and place_of(current) is not None:
            left = [current, *(id for id in left if id != current)]
        if left:
            self.select(left)
        elif len(self.rows.rows):
            self._select_first_line()

    def _rows_came(self, first: int, last: int) -> None:
        self._fit_cues()
        for index in range(first, last + 1):
            self._set_height(index, self._exact_height(index))
        self.select(self.rows.rows.items[index].id for index in range(first, last + 1))

    def _fit_cues(self) -> None:
        self._widest_cue = cue_tag.widest(self.rows.rows.cues())
        self._share_width()

    def _double_clicked(self, index: QModelIndex) -> None:
        line = self.current_line()
        if line is not None:
            is_name = index.column() == Column.SPEAKER
            self.writer.begin(line, Field.NAME if is_name else Field.TEXT)

    def _writer_moved(self) -> None:
        """Another Line is written: its row is the current one, high enough, and in view."""
        line = self.writer.line
        place = None if line is None else self.rows.rows.place(line)
        if place is not None:
            index = self.rows.index(place, Column.TEXT)
            if self.currentIndex().row() != place:
                self.setCurrentIndex(index)
            self._set_height(place, self._exact_height(place))
            self.scrollTo(index)
        self._set_seen_heights()
        self._place_writer()
        self.viewport().update()

    def _place_writer(self) -> None:
        line = self.writer.line
        place = None if line is None else self.rows.rows.place(line)
        if place is None:
            return
        self._set_height(place, self._exact_height(place))
        self.writer.place(
            self.visualRect(self.rows.index(place, Column.SPEAKER)),
            self.visualRect(self.rows.index(place, Column.TEXT)),
        )

    def _select_first_line(self) -> None:
        first = self.rows.rows.line_from(0)
        place = self.rows.rows.place(first) if first is not None else None
        self.selectRow(place or 0)

    def _stop_following(self) -> None:
        self._follows = False

    def _bring_to_the_middle(self, row: int) -> None:
        index: QModelIndex = self.rows.index(row, Column.TEXT)
        middle, third = self.visualRect(index).center().y(), self.viewport().height() / 3
        if not third <= middle <= 2 * third:
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

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
