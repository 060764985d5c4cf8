"""Every entry of the pronunciation dictionary, with how often it holds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.document.dictionary import DictionaryEntry, EntryId
from studio.document.values import Document
from studio.sentences import sentence
from ui import messages
from ui.dialogs import CLOSE
from ui.dictionary.words import how_words, scope_words
from ui.plain_table import PlainTable
from ui.plain_text import label, tip

TITLE = sentence("ui.dictionary.title", "Pronunciation dictionary")
FIND = sentence("ui.dictionary.find", "Find a word")
EVERY_SCOPE = sentence("ui.dictionary.every_scope", "For anybody")
ENTRIES = sentence("ui.dictionary.entries", "Words and how they are said")
HEADERS = (
    sentence("ui.dictionary.header_written", "Written"),
    sentence("ui.dictionary.header_said", "Said"),
    sentence("ui.dictionary.header_how", "How"),
    sentence("ui.dictionary.header_scope", "Holds for"),
    sentence("ui.dictionary.header_lines", "Lines"),
)
ADD = sentence("ui.dictionary.add", "Add…")
EDIT = sentence("ui.dictionary.edit", "Edit…")
REMOVE = sentence("ui.dictionary.remove", "Remove")
HEAR_ENTRY = sentence("ui.dictionary.hear_entry", "Hear it")
BRING_IN = sentence("ui.dictionary.bring_in", "Read a table…")
TAKE_OUT = sentence("ui.dictionary.take_out", "Save as a table…")
EMPTY = sentence(
    "ui.dictionary.empty",
    "No word is said otherwise yet. Add one here, or select a word in a line and press {keys}.",
)
NONE_FITS = sentence("ui.dictionary.none_fits", "No entry fits.")
COUNT = sentence("ui.dictionary.count", "{count} {count:entry|entries}")

_SIZE = QSize(860, 560)
_ENTRY = int(Qt.ItemDataRole.UserRole)
_SCOPE_COLUMN, _LINES_COLUMN = 3, 4


class DictionaryDialog(QDialog):
    """Shows what it is given; says what is asked for."""

    add_wanted = Signal()
    edit_wanted = Signal(object)
    remove_wanted = Signal(object)
    hear_wanted = Signal(object)
    bring_in_wanted = Signal()
    take_out_wanted = Signal()

    def __init__(self, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.say(TITLE))
        self.setAccessibleName(messages.say(TITLE))
        self.resize(_SIZE)
        self._keys = keys
        self._document = Document()
        self._counts: Mapping[EntryId, int] = {}
        self._find, self._scope = QLineEdit(), QComboBox()
        self._find.setPlaceholderText(messages.say(FIND))
        self._find.setAccessibleName(messages.say(FIND))
        self._find.setClearButtonEnabled(True)
        self._scope.setAccessibleName(messages.say(HEADERS[_SCOPE_COLUMN]))
        self._table, self._said = PlainTable(ENTRIES, HEADERS), label("hint")
        self._buttons = {
            words: QPushButton(messages.say(words))
            for words in (ADD, EDIT, REMOVE, HEAR_ENTRY, BRING_IN, TAKE_OUT, CLOSE)
        }
        self._set_up_table()
        self._lay_out()
        self._connect()
        self._table.setFocus()

    def show_document(self, document: Document) -> None:
        """Its dictionary, as it is now."""
        self._document = document
        kept = self._scope.currentData()
        scopes = dict.fromkeys(entry.scope for entry in document.dictionary)
        self._scope.blockSignals(True)
        self._scope.clear()
        self._scope.addItem(messages.say(EVERY_SCOPE), None)
        for scope in scopes:
            self._scope.addItem(scope_words(document, scope), scope)
        self._scope.setCurrentIndex(max(0, self._scope.findData(kept)))
        self._scope.blockSignals(False)
        self._show_fitting()

    def show_counts(self, counts: Mapping[EntryId, int]) -> None:
        """In how many Lines each entry holds."""
        self._counts = counts
        for row in range(self._table.rowCount()):
            entry = self._entry_at(row)
            item = self._table.item(row, _LINES_COLUMN)
            if entry is not None and item is not None:
                item.setText(str(counts.get(entry.id, 0)))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        words = {
            Qt.Key.Key_Return: EDIT,
            Qt.Key.Key_Enter: EDIT,
            Qt.Key.Key_Delete: REMOVE,
            Qt.Key.Key_Space: HEAR_ENTRY,
            Qt.Key.Key_Insert: ADD,
        }.get(Qt.Key(event.key()))
        if words is None or event.modifiers():
            return False
        self._buttons[words].click()
        return True

    # --- how it is made ----------------------------------------------------------------------

    def _set_up_table(self) -> None:
        table = self._table
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        fitting = QHeaderView.ResizeMode.ResizeToContents
        table.horizontalHeader().setSectionResizeMode(_LINES_COLUMN, fitting)
        table.installEventFilter(self)

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.addWidget(self._find, 1)
        filters.addWidget(self._scope)
        row = QHBoxLayout()
        for words in (ADD, EDIT, REMOVE, HEAR_ENTRY):
            row.addWidget(self._buttons[words])
        row.addStretch(1)
        foot = QHBoxLayout()
        for words in (BRING_IN, TAKE_OUT):
            foot.addWidget(self._buttons[words])
        foot.addStretch(1)
        foot.addWidget(self._buttons[CLOSE])
        for button in self._buttons.values():
            button.setAccessibleName(button.text().removesuffix("…"))
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(filters)
        column.addWidget(self._said)
        column.addWidget(self._table, 1)
        column.addLayout(row)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._find.textChanged.connect(lambda _text: self._show_fitting())
        self._scope.currentIndexChanged.connect(lambda _index: self._show_fitting())
        self._table.currentCellChanged.connect(lambda *_: self._let())
        self._table.cellDoubleClicked.connect(lambda *_: self._buttons[EDIT].click())
        for words, signal in (
            (ADD, self.add_wanted),
            (BRING_IN, self.bring_in_wanted),
            (TAKE_OUT, self.take_out_wanted),
        ):
            self._buttons[words].clicked.connect(lambda _checked, signal=signal: signal.emit())
        for words, with_entry in (
            (EDIT, self.edit_wanted),
            (REMOVE, self.remove_wanted),
            (HEAR_ENTRY, self.hear_wanted),
        ):
            self._buttons[words].clicked.connect(
                lambda _checked, signal=with_entry: signal.emit(self._current())
            )
        self._buttons[CLOSE].clicked.connect(self.reject)

    # --- what is shown -----------------------------------------------------------------------

    def _show_fitting(self) -> None:
        words, scope = self._find.text().casefold().strip(), self._scope.currentData()
        fitting = [
            entry
            for entry in self._document.dictionary
            if (scope is None or entry.scope == scope)
            and words in f"{entry.written}\n{entry.said}".casefold()
        ]
        kept = max(0, self._table.currentRow())
        self._table.setRowCount(len(fitting))
        for row, entry in enumerate(fitting):
            self._show_entry(row, entry)
        if fitting:
            self._table.selectRow(min(kept, len(fitting) - 1))
        count = len(fitting)
        said = messages.say(COUNT, count=count)
        if not count:
            has_any = bool(self._document.dictionary)
            said = messages.say(NONE_FITS) if has_any else messages.say(EMPTY, keys=self._keys)
        self._said.setText(said)
        self._let()

    def _show_entry(self, row: int, entry: DictionaryEntry) -> None:
        cells = (
            entry.written,
            entry.said,
            how_words(entry),
            scope_words(self._document, entry.scope),
            str(self._counts.get(entry.id, "")),
        )
        for column, words in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setToolTip(tip(words))
            if column == 0:
                item.setData(_ENTRY, entry)
            self._table.setItem(row, column, item)

    def _let(self) -> None:
        has_entry = self._current() is not None
        for words in (EDIT, REMOVE, HEAR_ENTRY):
            self._buttons[words].setEnabled(has_entry)
        self._buttons[TAKE_OUT].setEnabled(bool(self._document.dictionary))

    def _entry_at(self, row: int) -> DictionaryEntry | None:
        item = self._table.item(row, 0)
        entry = None if item is None else item.data(_ENTRY)
        return entry if isinstance(entry, DictionaryEntry) else None

    def _current(self) -> DictionaryEntry | None:
        return self._entry_at(self._table.currentRow())
