"""A table that is looked at, row by row: nothing in it is edited, and Tab leaves it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget

from studio.sentences import Sentence
from ui import messages


class PlainTable(QTableWidget):
    """The columns share the width; with `widths`, the first has what those of the others leave."""

    def __init__(
        self, name: Sentence, headers: Sequence[Sentence], widths: Sequence[int] = ()
    ) -> None:
        super().__init__(0, len(headers))
        self.setObjectName("plain_table")
        self.setAccessibleName(messages.say(name))
        self.setHorizontalHeaderLabels([messages.say(each) for each in headers])
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(widths, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)
