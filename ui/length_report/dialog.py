"""The length report: which Lines are much longer or shorter than before, and how far the rest moved."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.document.values import Document
from studio.sentences import sentence
from studio.timeline.length_report import MUCH, LengthReport, LengthRow
from ui import messages, quantities
from ui.dialogs import CLOSE
from ui.look import Look
from ui.plain_table import PlainTable
from ui.plain_text import label, tip

TITLE = sentence("ui.length_report.title", "Length report")
ROWS = sentence("ui.length_report.rows", "Lines that were made or moved; Enter shows one")
HEADERS = (
    sentence("ui.length_report.header_line", "Line"),
    sentence("ui.length_report.header_before", "Before"),
    sentence("ui.length_report.header_now", "Now"),
    sentence("ui.length_report.header_change", "Change"),
    sentence("ui.length_report.header_moved", "Starts"),
)
SUMMARY = sentence(
    "ui.length_report.summary",
    "{made} {made:line was|lines were} made; {much} of them changed by more than {percent} %."
    " {moved} {moved:line|lines} moved."
    " The scene went from {before} to {after}.",
)
LINE = sentence("ui.length_report.line", "{number}  {name}: {text}")
CHANGE = sentence("ui.length_report.change", "{sign}{percent} %")
MUCH_CHANGE = sentence("ui.length_report.much_change", "▲ {sign}{percent} %")
MUCH_LESS = sentence("ui.length_report.much_less", "▼ {sign}{percent} %")
LATER = sentence("ui.length_report.later", "{seconds} later")
EARLIER = sentence("ui.length_report.earlier", "{seconds} earlier")
STAYED = sentence("ui.length_report.stayed", "where it was")
ONLY_MUCH = sentence("ui.length_report.only_much", "Only lines that changed much")
SHOW_LINE = sentence("ui.length_report.show_line", "Show the line")

_SIZE = QSize(820, 540)
_WIDTHS = (84, 84, 92, 120)
_ROW = int(Qt.ItemDataRole.UserRole)


class LengthReportDialog(QDialog):
    """`line_wanted` tells the Line somebody wants to see."""

    line_wanted = Signal(str)

    def __init__(
        self, report: LengthReport, document: Document, look: Look, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.say(TITLE))
        self.setAccessibleName(messages.say(TITLE))
        self.resize(_SIZE)
        self._report, self._document, self._look = report, document, look
        self._table = PlainTable(ROWS, HEADERS, _WIDTHS)
        self._only = QCheckBox(messages.say(ONLY_MUCH))
        self._show, self._close = (QPushButton(messages.say(words)) for words in (SHOW_LINE, CLOSE))
        self._lay_out()
        self._only.setChecked(report.much > 0)
        self._fill()
        self._only.toggled.connect(lambda _on: self._fill())
        self._show.clicked.connect(self._ask)
        self._close.clicked.connect(self.reject)
        self._table.cellActivated.connect(lambda *_: self._ask())
        self._table.setFocus()

    def _lay_out(self) -> None:
        report = self._report
        words = messages.say(
            SUMMARY,
            made=report.made,
            much=report.much,
            percent=round(MUCH * 100),
            moved=report.moved,
            before=quantities.position(report.end_before),
            after=quantities.position(report.end_after),
        )
        said = label("ledger_sum", words)
        said.setWordWrap(True)
        self._only.setAccessibleName(self._only.text())
        foot = QHBoxLayout()
        foot.addWidget(self._only)
        foot.addStretch(1)
        for button in (self._show, self._close):
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(said)
        column.addWidget(self._table, 1)
        column.addLayout(foot)

    def _fill(self) -> None:
        only = self._only.isChecked()
        rows = [row for row in self._report.rows if row.is_much or not only]
        self._table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            self._show_row(at, row)
        if rows:
            self._table.selectRow(0)
        self._show.setEnabled(bool(rows))

    def _show_row(self, at: int, row: LengthRow) -> None:
        before = quantities.seconds(row.before.frames, is_estimated=row.before.is_estimated)
        after = quantities.seconds(row.after.frames, is_estimated=row.after.is_estimated)
        cells = (self._line_words(row), before, after, _change_words(row), _moved_words(row))
        for column, words in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setToolTip(tip(words))
            if column == 0:
                item.setData(_ROW, row)
            elif column == _CHANGE_COLUMN and row.is_much:
                item.setForeground(self._look.theme.stale)
            self._table.setItem(at, column, item)

    def _line_words(self, row: LengthRow) -> str:
        place = self._document.lines.place(row.line)
        if place is None:
            return ""
        line = self._document.lines[place]
        name = self._document.speaker(line.speaker).name
        return messages.say(LINE, number=place + 1, name=name, text=line.text)

    def _ask(self) -> None:
        item = self._table.item(self._table.currentRow(), 0)
        row = None if item is None else item.data(_ROW)
        if isinstance(row, LengthRow):
            self.line_wanted.emit(row.line)


_CHANGE_COLUMN = 3


def _change_words(row: LengthRow) -> str:
    """The sign says which way, the arrow that it is much."""
    if not row.is_made:
        return ""
    sign = "+" if row.change > 0 else "−" if row.change < 0 else ""
    words = CHANGE
    if row.is_much:
        words = MUCH_CHANGE if row.change > 0 else MUCH_LESS
    return messages.say(words, sign=sign, percent=round(abs(row.change) * 100))


def _moved_words(row: LengthRow) -> str:
    if not row.is_moved:
        return messages.say(STAYED)
    seconds = quantities.exact_seconds(abs(row.moved_frames))
    return messages.say(LATER if row.moved_frames > 0 else EARLIER, seconds=seconds)
