"""What of a script was not understood, what is worth knowing, and what is kept aside: row by row."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from studio.scripts.reading import Finding
from studio.scripts.review import Review
from studio.sentences import sentence
from ui import messages
from ui.plain_text import label, tip

NOT_UNDERSTOOD = sentence(
    "ui.import_review.not_understood", "{count} {count:place|places} not understood"
)
ALL_UNDERSTOOD = sentence("ui.import_review.all_understood", "Everything was understood")
PLACES = sentence(
    "ui.import_review.places", "Places of the file worth a look; Enter shows the line there"
)
FOUND_IN_ROW = sentence("ui.import_review.found_in_row", "Row {row}: {reason}")
FOUND_IN_CELL = sentence("ui.import_review.found_in_cell", "Row {row}, column {column}: {reason}")
FOUND_IN_PART = sentence("ui.import_review.found_in_part", "{part}: {reason}")
KEPT_ASIDE = sentence(
    "ui.import_review.kept_aside",
    "Kept for writing the format back: {name}, {count} {count:time|times}",
)

_ROW = int(Qt.ItemDataRole.UserRole)
_MOST = 500


class Findings(QWidget):
    """`row_wanted` tells the row of the file somebody wants to see."""

    row_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._title, self._list = label("group_heading"), QListWidget()
        self._list.setObjectName("findings")
        self._list.setAccessibleName(messages.say(PLACES))
        self._list.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._list, 1)
        self._list.itemClicked.connect(self._ask)
        self._list.itemActivated.connect(self._ask)

    def show_review(self, review: Review) -> None:
        missed = len(review.reading.not_understood)
        if missed:
            self._title.setText(messages.say(NOT_UNDERSTOOD, count=missed))
        else:
            self._title.setText(messages.say(ALL_UNDERSTOOD))
        self._list.clear()
        for words, row, text in _rows(review):
            item = QListWidgetItem(words)
            item.setData(_ROW, row)
            item.setToolTip(tip(text))
            self._list.addItem(item)
            if self._list.count() >= _MOST:
                break
        self._list.setVisible(self._list.count() > 0)

    def _ask(self, item: QListWidgetItem) -> None:
        row = item.data(_ROW)
        if row:
            self.row_wanted.emit(row)


def finding_words(finding: Finding) -> str:
    """Where it stands and what is the matter, in the language in use."""
    said = messages.text(finding.reason)
    if finding.column:
        said = messages.say(FOUND_IN_CELL, row=finding.row, column=finding.column, reason=said)
    elif finding.row:
        said = messages.say(FOUND_IN_ROW, row=finding.row, reason=said)
    return messages.say(FOUND_IN_PART, part=finding.part, reason=said) if finding.part else said


def _rows(review: Review) -> Iterator[tuple[str, int, str]]:
    for finding in (*review.reading.not_understood, *review.reading.remarks):
        yield finding_words(finding), finding.row, finding.text
    for name, count in review.kept_aside.items():
        yield messages.say(KEPT_ASIDE, name=name, count=count), 0, ""
