"""The review of a script on its way in: names at the left, every Line at the right, what to do below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from studio.document.values import LineId
from studio.scripts.intake import Intake
from studio.scripts.review import FoundName
from studio.sentences import sentence
from ui import messages
from ui.dialogs import CANCEL
from ui.elided_label import ElidedLabel
from ui.import_review.columns_bar import ColumnsBar
from ui.import_review.filter_bar import FilterBar
from ui.import_review.findings import Findings
from ui.import_review.how_to_read import HowToRead
from ui.import_review.lines_model import shown_rows
from ui.import_review.lines_view import LinesView
from ui.import_review.names_table import NAMES, NamesTable
from ui.import_review.words import NO_NAME
from ui.look import Look
from ui.plain_text import label
from ui.script_filters import format_names

TITLE = sentence("ui.import_review.title", "Review import")
READ_AS = sentence("ui.import_review.read_as", "Read as")
AS_FOUND = sentence("ui.import_review.as_found", "As found: {name}")
NEW = sentence("ui.import_review.is_new", "new lines for this project")
UPDATES = sentence("ui.import_review.is_update", "updates this project")
USED = sentence("ui.import_review.used", "{used} of {count} used")
SAYS = sentence("ui.import_review.says", "{name}: {examples}")
FILE_STAYS = sentence(
    "ui.import_review.file_stays", "The file itself is never changed. One step in Undo."
)
SAVE_REPORT = sentence("ui.import_review.save_report", "Save the report…")
AS_NEW = sentence("ui.import_review.as_new", "Open as a new project")
NOTHING = sentence("ui.import_review.nothing", "Nothing to import")
IMPORT = sentence("ui.import_review.import", "Import {count} {count:line|lines}")
UPDATE = sentence("ui.import_review.update", "Update {count} {count:line|lines}")

_SIZE, _LEAST = QSize(1180, 750), QSize(900, 560)
_LEFT, _RIGHT = 456, 724
_HEAD, _FOOT = 48, 54


class ImportReview(QDialog):
    """Shows an Intake; tells each choice on it, and what is to be done in the end."""

    options_changed = Signal(object)
    name_decided = Signal(str, object)
    rows_ticked = Signal(object, bool)
    report_wanted = Signal()
    as_new_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, look: Look, takes_of: Callable[[LineId], int], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("import_review")
        self.setWindowTitle(messages.say(TITLE))
        self.setAccessibleName(messages.say(TITLE))
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE.boundedTo(parent.size()).expandedTo(_LEAST))
        self._intake: Intake | None = None
        self._facts, self._format = ElidedLabel("section_label"), QComboBox()
        self._format.setAccessibleName(messages.say(READ_AS))
        self._doubt = label("review_doubt")
        self._doubt.setWordWrap(True)
        self._names, self._used, self._says = (
            NamesTable(look),
            label("section_label"),
            label("hint"),
        )
        self._says.setWordWrap(True)
        self._how, self._findings = HowToRead(), Findings()
        self._columns, self._filter, self._lines = (
            ColumnsBar(),
            FilterBar(),
            LinesView(look, takes_of),
        )
        self._report, self._as_new, self._cancel, self._go = (
            QPushButton(messages.say(SAVE_REPORT)),
            QPushButton(messages.say(AS_NEW)),
            QPushButton(messages.say(CANCEL)),
            QPushButton(),
        )
        self._lay_out()
        self._connect()
        self._lines.setFocus()

    def show_intake(self, intake: Intake) -> None:
        """As things stand after the latest choice."""
        is_read_anew = self._intake is None or self._intake.review is not intake.review
        self._intake = intake
        review = intake.review
        if is_read_anew:
            self._show_formats(intake)
            self._how.show_review(review)
            self._findings.show_review(review)
            self._columns.show_reading(review.reading)
            self._doubt.setText("" if review.doubt is None else messages.text(review.doubt))
            self._doubt.setVisible(review.doubt is not None)
        becomes = intake.becomes
        self._names.show_names(review.names, becomes, intake.comparison.current.cast)
        used = sum(to is not None for to in becomes.values())
        self._used.setText(messages.say(USED, used=used, count=len(review.names)))
        self._facts.setText(self._facts_of(intake))
        self._filter.show_rows(shown_rows(intake))
        self._lines.lines.show_intake(intake)
        self._show_buttons(intake)

    def set_busy(self, is_busy: bool) -> None:
        """While the file is read anew nothing else can be chosen."""
        for button in (self._go, self._as_new, self._report):
            button.setEnabled(not is_busy)
        if not is_busy and self._intake is not None:
            self._show_buttons(self._intake)

    def _facts_of(self, intake: Intake) -> str:
        review = intake.review
        name = format_names()[review.format]
        facts = [Path(review.path).name, name, review.encoding]
        if intake.current is not None:
            facts.append(messages.say(UPDATES if intake.comparison.is_update else NEW))
        return " · ".join(fact for fact in facts if fact)

    def _show_formats(self, intake: Intake) -> None:
        self._format.blockSignals(True)
        self._format.clear()
        names = format_names()
        found = messages.say(AS_FOUND, name=names[intake.review.format])
        self._format.addItem(found, "")
        for id, name in names.items():
            self._format.addItem(name, id)
        place = self._format.findData(intake.review.options.format)
        self._format.setCurrentIndex(max(0, place))
        self._format.blockSignals(False)

    def _show_buttons(self, intake: Intake) -> None:
        count = intake.updates
        words = messages.say(UPDATE if intake.comparison.is_update else IMPORT, count=count)
        if not count:
            words = messages.say(NOTHING)
        self._go.setText(words)
        self._go.setAccessibleName(words)
        self._go.setEnabled(count > 0)
        self._as_new.setVisible(intake.current is not None)
        self._as_new.setEnabled(any(row.new is not None for row in intake.comparison.rows))

    def _show_examples(self, found: FoundName) -> None:
        name = found.name or messages.say(NO_NAME)
        examples = " ".join(f"“{text}”" for text in found.examples[:2])
        self._says.setText(messages.say(SAYS, name=name, examples=examples))

    # --- how it is made ----------------------------------------------------------------------

    def _lay_out(self) -> None:
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setStretchFactor(1, 1)
        split.setSizes([_LEFT, _RIGHT])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head())
        rows.addWidget(self._doubt)
        rows.addWidget(split, 1)
        rows.addWidget(self._foot())

    def _head(self) -> QFrame:
        head, row = _strip("dialog_head", _HEAD)
        row.addWidget(label("question", messages.say(TITLE)))
        row.addWidget(self._facts)
        row.addStretch(1)
        row.addWidget(label("section_label", messages.say(READ_AS)))
        row.addWidget(self._format)
        return head

    def _left(self) -> QFrame:
        left = QFrame()
        left.setObjectName("review_left")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(label("group_heading", messages.say(NAMES)))
        top.addStretch(1)
        top.addWidget(self._used)
        column.addLayout(top)
        column.addWidget(self._names, 5)
        column.addWidget(self._says)
        column.addSpacing(4)
        column.addWidget(self._how)
        column.addSpacing(4)
        column.addWidget(self._findings, 2)
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._columns)
        column.addWidget(self._filter)
        column.addWidget(self._lines, 1)
        return right

    def _foot(self) -> QFrame:
        foot, row = _strip("dialog_foot", _FOOT)
        row.addWidget(label("section_label", messages.say(FILE_STAYS)))
        row.addStretch(1)
        self._go.setProperty("kind", "filled")
        for button in (self._report, self._cancel, self._as_new, self._go):
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
            row.addWidget(button)
        return foot

    def _connect(self) -> None:
        self._format.activated.connect(lambda _index: self._choose_format())
        self._how.changed.connect(self.options_changed)
        self._columns.changed.connect(lambda mapping: self._change_options(mapping=mapping))
        self._names.decided.connect(self.name_decided)
        self._names.asked.connect(self._show_examples)
        self._filter.wanted.connect(self._lines.lines.want)
        self._filter.all_wanted.connect(self._lines.tick_shown)
        self._lines.lines.ticked.connect(self.rows_ticked)
        self._findings.row_wanted.connect(self._lines.show_row)
        self._report.clicked.connect(self.report_wanted)
        self._as_new.clicked.connect(self.as_new_wanted)
        self._cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self.import_wanted)

    def _choose_format(self) -> None:
        self._change_options(format=self._format.currentData(), mapping=None)

    def _change_options(self, **values: object) -> None:
        if self._intake is not None:
            options = self._intake.review.options
            self.options_changed.emit(replace(options, **values))  # type: ignore[arg-type]


def _strip(name: str, height: int) -> tuple[QFrame, QHBoxLayout]:
    strip = QFrame()
    strip.setObjectName(name)
    strip.setFixedHeight(height)
    row = QHBoxLayout(strip)
    row.setContentsMargins(16, 0, 16, 0)
    row.setSpacing(10)
    return strip, row
