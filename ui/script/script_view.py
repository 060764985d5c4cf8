"""The table of the script: widths, row heights, what is selected, and keeping the heard row in view."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from studio.document.values import LineId
from studio.sentences import sentence
from studio.studio import Studio
from ui import messages
from ui.look import Look
from ui.script import cue_tag, row_text
from ui.script.row_delegate import TEXT_MARGIN, RowDelegate
from ui.script.row_model import Column, RowModel

SCRIPT = sentence("ui.script.name", "Script")

_WIDTHS = {Column.STATE: 36, Column.NUMBER: 36, Column.SPEAKER: 124, Column.LENGTH: 104}
_CUE_TAG, _CUE_WORDS = 88, 300
_LEAST_TEXT = 400
"""So much of the width is for the Lines before Cues are written out."""

_HEADER_HEIGHT = 24


class ScriptView(QTableView):
    """The rows of a Studio's Document; `rows` is to be told what changed."""

    def __init__(self, studio: Studio, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._follows = True
        self._widest_cue = 0
        self.rows = RowModel(studio, self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self.rows, look, self))
        self.setAccessibleName(messages.say(SCRIPT))
        self._set_up_table()
        self._set_up_headers()
        self.rows.modelReset.connect(self._rows_replaced)
        self.verticalScrollBar().actionTriggered.connect(self._stop_following)

    def current_line(self) -> LineId | None:
        """The Line of the row that keys act on; of a heading, the first Line after it."""
        index = self.currentIndex()
        return self.rows.rows.line_from(index.row()) if index.isValid() else None

    def set_heard(self, lines: frozenset[LineId]) -> None:
        """Mark what is heard, and keep it in the middle third until the person scrolls."""
        is_news = bool(lines - self.rows.rows.heard)
        self.rows.set_heard(lines)
        if is_news and self._follows:
            places = [place for line in lines if (place := self.rows.rows.place(line)) is not None]
            self._bring_to_the_middle(max(places, default=0))

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self.set_heights()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._stop_following()
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            event.ignore()  # the window's: play and stop
        else:
            super().keyPressEvent(event)

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
            item = self.rows.rows.items[index]
            height = row_text.row_height(item, self._text_width(), self._look.theme)
            self._set_height(index, height)
            index += 1

    def _set_height(self, index: int, height: int) -> None:
        if self.rowHeight(index) != height:
            self.verticalHeader().resizeSection(index, height)

    def _text_width(self) -> int:
        return self.columnWidth(Column.TEXT) - 2 * TEXT_MARGIN

    def _rows_replaced(self) -> None:
        self._widest_cue = cue_tag.widest(self.rows.rows.cues())
        self._share_width()
        self.set_heights()
        if len(self.rows.rows):
            self._select_first_line()

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
