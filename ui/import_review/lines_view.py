"""Every Line of a review, one below the other, each with its tick."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from studio.document.values import LineId
from studio.sentences import sentence
from ui import messages
from ui.import_review.line_painter import LINE_HEIGHT, PAD, LinePainter, row_height
from ui.import_review.lines_model import (
    NUMBER,
    RESULT,
    SPEAKER,
    TAKES,
    TEXT,
    LinesModel,
    is_decidable,
)
from ui.look import Look

LINES = sentence(
    "ui.import_review.lines", "Lines of the script; Space ticks a line or leaves it out"
)

_WIDTHS = {RESULT: 116, NUMBER: 44, SPEAKER: 128, TAKES: 148}
_LEAST = 2 * PAD + LINE_HEIGHT
_MOST_LAID_OUT = 1_500
"""Of more rows than this only the first are as high as their words; the others show two rows of them."""


class LinesView(QTableView):
    """Space ticks every selected row as the first of them is to be."""

    def __init__(self, look: Look, takes_of: Callable[[LineId], int]) -> None:
        super().__init__()
        self._look = look
        self.lines = LinesModel(takes_of)
        self.setModel(self.lines)
        self.setItemDelegate(LinePainter(look))
        self.setObjectName("review_lines")
        self.setAccessibleName(messages.say(LINES))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(_LEAST)
        self.verticalHeader().setDefaultSectionSize(_LEAST + LINE_HEIGHT)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self._fit_rows)
        self.lines.modelReset.connect(self._fitting.start)
        header.sectionResized.connect(lambda *_: self._fitting.start())
        look.changed.connect(self.viewport().update)

    def show_row(self, row: int) -> None:
        """Bring the Line into view that stands on this row of the file, or follows it."""
        after = [at for at, each in enumerate(self.lines.rows) if each.row >= row]
        if after:
            self.selectRow(after[0])
            centre = QAbstractItemView.ScrollHint.PositionAtCenter
            self.scrollTo(self.lines.index(after[0], TEXT), centre)

    def tick_shown(self, is_ticked: bool) -> None:
        """All Lines that are shown."""
        self.lines.tick(list(range(len(self.lines.rows))), is_ticked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._tick_selected()
        else:
            super().keyPressEvent(event)

    def _tick_selected(self) -> None:
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = [row for row in rows if is_decidable(self.lines.rows[row])]
        if rows:
            role = Qt.ItemDataRole.CheckStateRole
            state = self.lines.data(self.lines.index(rows[0], RESULT), role)
            self.lines.tick(rows, state is Qt.CheckState.Unchecked)

    def _fit_rows(self) -> None:
        header, width = self.verticalHeader(), self.columnWidth(TEXT)
        for at, row in enumerate(self.lines.rows[:_MOST_LAID_OUT]):
            height = row_height(row, width, self._look.theme)
            if header.sectionSize(at) != height:
                header.resizeSection(at, height)
