"""The ledger: what was spent, on what, what of it was thrown away, and what it was expected to cost."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.scheduling.ledger import Total
from studio.sentences import sentence
from ui import messages, money_words, quantities
from ui.dialogs import CLOSE
from ui.ledger.rows import Books, By, LedgerRow, rows_of
from ui.plain_table import PlainTable
from ui.plain_text import label, tip

TITLE = sentence("ui.ledger.title", "Ledger")
ROWS = sentence("ui.ledger.rows", "What was paid for")
HEADERS = (
    sentence("ui.ledger.header_name", "What for"),
    sentence("ui.ledger.header_takes", "Takes"),
    sentence("ui.ledger.header_length", "Length"),
    sentence("ui.ledger.header_kept", "Kept"),
    sentence("ui.ledger.header_discarded", "Discarded"),
    sentence("ui.ledger.header_auditions", "Auditions"),
    sentence("ui.ledger.header_total", "Total"),
    sentence("ui.ledger.header_expected", "Estimate"),
)
EXPECTED_HINT = sentence(
    "ui.ledger.expected_hint",
    "What one final take of these lines was expected to cost, from the length of the drafts. Compare"
    " it with what is kept.",
)
NOT_REPORTED = sentence("ui.ledger.not_reported", "not reported")
AND_NOT_REPORTED = sentence("ui.ledger.and_not_reported", "{money} + not reported")
AT_LEAST = sentence("ui.ledger.at_least", "≥ {money}")
ESTIMATE = sentence("ui.ledger.estimate", "~{money}")
PROJECT = sentence(
    "ui.ledger.project",
    "This project: {total}, of it {kept} kept, {discarded} discarded, {auditions} auditions.",
)
TODAY = sentence("ui.ledger.today", "Today, all projects: {total}.")
TODAY_OF = sentence("ui.ledger.today_of", "Today, all projects: {total} of {limit}.")
PROJECT_LIMIT = sentence("ui.ledger.project_limit", "Limit of this project: {limit}.")
EMPTY = sentence(
    "ui.ledger.empty",
    "Nothing was paid for yet. Local voices are free; what final voices cost stands here, line by"
    " line.",
)
SAVE = sentence("ui.ledger.save", "Save as a table…")

_SIZE = QSize(1000, 600)
_VALUE = int(Qt.ItemDataRole.UserRole)
_EXPECTED_COLUMN = 7
_WIDTHS = (56, 70, 106, 106, 100, 106, 84)


class LedgerDialog(QDialog):
    save_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.say(TITLE))
        self.setAccessibleName(messages.say(TITLE))
        self.resize(_SIZE)
        self._books: Books | None = None
        self._by = By.LINE
        self._table, self._sum, self._day = (
            PlainTable(ROWS, HEADERS, _WIDTHS),
            label("ledger_sum"),
            label("section_label"),
        )
        self._sum.setWordWrap(True)
        self._save, self._close = (QPushButton(messages.say(words)) for words in (SAVE, CLOSE))
        self._set_up_headers()
        self._lay_out()
        self._save.clicked.connect(self.save_wanted)
        self._close.clicked.connect(self.reject)
        self._table.setFocus()

    def show_books(
        self, books: Books, day: Total, day_limit: int | None, limit: int | None
    ) -> None:
        """What was spent; the limits are those of the day and of the project, if there are any."""
        self._books = books
        whole = books.whole
        self._save.setEnabled(bool(books.entries))
        if books.entries:
            said = messages.say(
                PROJECT,
                total=_money(whole.whole),
                kept=_money(whole.kept),
                discarded=_money(whole.discarded),
                auditions=_money(whole.auditions),
            )
        else:
            said = messages.say(EMPTY)
        self._sum.setText(said)
        currency = whole.whole.currency
        words = messages.say(TODAY, total=_money(day, currency))
        if day_limit is not None:
            shown = money_words.money(day_limit, currency)
            words = messages.say(TODAY_OF, total=_money(day, currency), limit=shown)
        if limit is not None:
            shown = money_words.money(limit, currency)
            words = f"{words} {messages.say(PROJECT_LIMIT, limit=shown)}"
        self._day.setText(words)
        self._fill()

    def _set_up_headers(self) -> None:
        """Numbers stand at the right."""
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column in range(1, len(HEADERS)):
            above = self._table.horizontalHeaderItem(column)
            if above is not None:
                above.setTextAlignment(right)
                if column == _EXPECTED_COLUMN:
                    above.setToolTip(tip(messages.say(EXPECTED_HINT)))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        group = QButtonGroup(self)
        for by in By:
            button = QToolButton()
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setText(messages.say(by.value))
            button.setAccessibleName(button.text())
            button.setChecked(by is self._by)
            button.clicked.connect(lambda _checked, by=by: self._choose(by))
            group.addButton(button)
            top.addWidget(button)
        top.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._day, 1)
        for each in (self._save, self._close):
            each.setAccessibleName(each.text().removesuffix("…"))
            each.setAutoDefault(False)
            foot.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._sum)
        column.addLayout(top)
        column.addWidget(self._table, 1)
        column.addLayout(foot)

    def _choose(self, by: By) -> None:
        self._by = by
        self._fill()

    def _fill(self) -> None:
        rows = [] if self._books is None else rows_of(self._books, self._by)
        self._table.setSortingEnabled(False)
        self._table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            self._show_row(at, row)
        header = self._table.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._table.setSortingEnabled(True)
        self._table.setColumnHidden(_EXPECTED_COLUMN, self._by is By.DAY)
        if rows:
            self._table.selectRow(0)

    def _show_row(self, at: int, row: LedgerRow) -> None:
        spent = row.spent
        cells = (
            _Cell(row.name, at, is_number=False),
            _Cell(str(spent.takes), spent.takes),
            _Cell(quantities.short_seconds(spent.whole.seconds), spent.whole.seconds),
            *map(_money_cell, (spent.kept, spent.discarded, spent.auditions, spent.whole)),
            _expected_cell(row.expected, spent.whole.currency),
        )
        for column, cell in enumerate(cells):
            self._table.setItem(at, column, cell)


class _Cell(QTableWidgetItem):
    """Sorts by what it is worth, not by its words."""

    def __init__(self, words: str, value: float, *, more: str = "", is_number: bool = True) -> None:
        super().__init__(words)
        self.setToolTip(tip(more or words))
        self.setData(_VALUE, value)
        if is_number:
            self.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def __lt__(self, other: QTableWidgetItem) -> bool:
        return bool(self.data(_VALUE) < other.data(_VALUE))


def _money(spent: Total, currency: str = "") -> str:
    """Nothing is a dash; a price nobody told is never 0."""
    words = money_words.money(spent.cost, spent.currency or currency)
    if spent.unpriced_seconds:
        unknown = messages.say(NOT_REPORTED)
        return messages.say(AND_NOT_REPORTED, money=words) if spent.cost else unknown
    return words if spent.seconds or spent.cost else "–"


def _money_cell(spent: Total) -> _Cell:
    words = _money(spent)
    short = words
    if spent.cost and spent.unpriced_seconds:
        short = messages.say(AT_LEAST, money=money_words.money(spent.cost, spent.currency))
    return _Cell(short, spent.cost, more=words)


def _expected_cell(expected: int | None, currency: str) -> _Cell:
    if expected is None:
        return _Cell("", -1)
    return _Cell(messages.say(ESTIMATE, money=money_words.money(expected, currency)), expected)
