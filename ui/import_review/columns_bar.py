"""The columns of a table and what each of them holds: a row of choices above what stands in them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.scripts.reading import Column, ColumnMapping, Reading
from studio.sentences import sentence
from ui import messages
from ui.elided_label import ElidedLabel
from ui.plain_text import label

TITLE = sentence("ui.import_review.columns", "What the columns hold")
COLUMN = sentence("ui.import_review.column", "Column {name} holds")
HAS_HEADER = sentence("ui.import_review.has_header", "The first row names the columns")
REMEMBERED = sentence("ui.import_review.remembered", "Remembered for tables with the same columns.")
NUMBERED = sentence("ui.import_review.numbered", "Column {number}")
LEAVE = sentence("ui.import_review.field_none", "Leave aside")
_FIELDS = (
    ("speaker", sentence("ui.import_review.field_speaker", "Speaker")),
    ("text", sentence("ui.import_review.field_text", "Line")),
    ("direction", sentence("ui.import_review.field_direction", "Direction")),
    ("id", sentence("ui.import_review.field_id", "Id")),
    ("scene", sentence("ui.import_review.field_scene", "Scene")),
    ("notes", sentence("ui.import_review.field_notes", "Notes")),
    ("spoken_text", sentence("ui.import_review.field_spoken_text", "Spoken text")),
    ("language", sentence("ui.import_review.field_language", "Language")),
    ("status", sentence("ui.import_review.field_status", "Status")),
    ("order", sentence("ui.import_review.field_order", "Order")),
    ("start", sentence("ui.import_review.field_start", "Start")),
    ("end", sentence("ui.import_review.field_end", "End")),
    ("duration", sentence("ui.import_review.field_duration", "Length")),
    ("target", sentence("ui.import_review.field_target", "Time limit")),
    ("pause_before_ms", sentence("ui.import_review.field_pause_before_ms", "Pause before (ms)")),
    ("overlap_ms", sentence("ui.import_review.field_overlap_ms", "Overlap (ms)")),
    ("filename", sentence("ui.import_review.field_filename", "File name")),
    ("take", sentence("ui.import_review.field_take", "Take")),
    ("engine", sentence("ui.import_review.field_engine", "Service")),
    ("voice", sentence("ui.import_review.field_voice", "Voice")),
    ("cost_cents", sentence("ui.import_review.field_cost_cents", "Cost (ct)")),
)
"""The likeliest first."""
_MOST_EXAMPLES, _WIDTH = 2, 150


class ColumnsBar(QFrame):
    """Hidden for what is no table. `changed` tells the ColumnMapping somebody chose."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("columns_bar")
        self._columns: Sequence[Column] = ()
        self._boxes: list[QComboBox] = []
        self._header = QCheckBox(messages.say(HAS_HEADER))
        self._header.setAccessibleName(self._header.text())
        self._header.toggled.connect(lambda _on: self._tell())
        self._is_filling = False
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        top = QHBoxLayout()
        top.addWidget(label("group_heading", messages.say(TITLE)))
        top.addStretch(1)
        top.addWidget(label("hint", messages.say(REMEMBERED)))
        top.addWidget(self._header)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._scroll)
        self.hide()

    def show_reading(self, reading: Reading) -> None:
        self.setVisible(bool(reading.columns))
        if reading.columns == self._columns and self._header.isChecked() == reading.has_header:
            return
        self._is_filling = True
        self._columns = reading.columns
        self._header.setChecked(reading.has_header)
        self._boxes = []
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 2)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for place, column in enumerate(reading.columns):
            self._add(grid, place, column, has_header=reading.has_header)
        grid.setColumnStretch(len(reading.columns), 1)
        self._scroll.setWidget(inside)
        self._scroll.setFixedHeight(inside.sizeHint().height() + 14)
        self._is_filling = False

    def _add(self, grid: QGridLayout, place: int, column: Column, *, has_header: bool) -> None:
        numbered = messages.say(NUMBERED, number=place + 1)
        name = column.header if has_header and column.header.strip() else numbered
        title = ElidedLabel("section_label")
        title.setText(name)
        box = QComboBox()
        box.setFixedWidth(_WIDTH)
        box.setAccessibleName(messages.say(COLUMN, name=name))
        box.addItem(messages.say(LEAVE), "")
        for field, words in _FIELDS:
            box.addItem(messages.say(words), field)
        box.setCurrentIndex(max(0, box.findData(column.field)))
        box.currentIndexChanged.connect(lambda _index: self._chosen(place))
        self._boxes.append(box)
        grid.addWidget(title, 0, place)
        grid.addWidget(box, 1, place)
        shown = [text for text in column.examples if text.strip()][:_MOST_EXAMPLES]
        for row, text in enumerate(shown, 2):
            example = ElidedLabel("hint")
            example.setText(text)
            example.setMaximumWidth(_WIDTH)
            grid.addWidget(example, row, place)

    def _chosen(self, place: int) -> None:
        """What one column holds, no other does."""
        field = self._boxes[place].currentData()
        if self._is_filling:
            return
        self._is_filling = True
        for other, box in enumerate(self._boxes):
            if other != place and field and box.currentData() == field:
                box.setCurrentIndex(0)
        self._is_filling = False
        self._tell()

    def _tell(self) -> None:
        if self._is_filling:
            return
        has_header = self._header.isChecked()
        fields = {
            column.header
            if has_header and column.header.strip()
            else str(number): box.currentData()
            for number, (column, box) in enumerate(zip(self._columns, self._boxes, strict=True), 1)
        }
        self.changed.emit(ColumnMapping(fields, has_header))
