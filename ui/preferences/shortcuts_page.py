"""The page of keys: find a command, press its new keys; whoever has them already is named first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import Sentence, sentence
from ui import messages
from ui.command import Command
from ui.plain_text import label
from ui.shortcuts import Shortcuts

SHORTCUTS = sentence("ui.preferences.shortcuts", "Shortcuts")
FIND = sentence("ui.preferences.find_command", "Find a command or a key")
MENU = sentence("ui.preferences.menu", "Menu")
COMMAND = sentence("ui.preferences.command", "Command")
KEYS = sentence("ui.preferences.keys", "Keys")
PRESS = sentence("ui.preferences.press", "Press the new keys")
PRESS_FOR = sentence("ui.preferences.press_for", "New keys for “{command}”")
SET = sentence("ui.preferences.set_keys", "Use these")
ADD = sentence("ui.preferences.add_keys", "Use these too")
NO_KEYS = sentence("ui.preferences.no_keys", "No keys")
USUAL = sentence("ui.preferences.usual_keys", "Usual keys")
ALL_USUAL = sentence("ui.preferences.all_usual", "All usual keys")
TAKEN = sentence("ui.preferences.taken", "{keys} is “{others}” already.")
TAKE_IT = sentence("ui.preferences.take_it", "Take it")
KEEP_IT = sentence("ui.preferences.keep_it", "Keep it there")

_AND = " / "
_ROW_HEIGHT = 26


@dataclass(frozen=True, slots=True)
class CommandRow:
    """A command as it is listed: the menu it stands in, and what it is called."""

    command: Command
    menu: str
    words: str


class ShortcutsPage(QWidget):
    """Shows shortcuts; says which are wanted instead."""

    wanted = Signal(object)

    def __init__(self, rows: Sequence[CommandRow], shortcuts: Shortcuts) -> None:
        super().__init__()
        self._rows, self._shortcuts = list(rows), shortcuts
        self._asked: tuple[Command, str, bool] | None = None
        self._find = QLineEdit()
        self._find.setPlaceholderText(messages.say(FIND))
        self._find.setAccessibleName(messages.say(FIND))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._filter)
        self._table = self._made_table()
        self._press_for = label("section_label", messages.say(PRESS))
        self._keys = QKeySequenceEdit()
        self._keys.setMaximumSequenceLength(1)
        self._keys.setClearButtonEnabled(True)
        self._keys.setAccessibleName(messages.say(PRESS))
        for inside in self._keys.findChildren(QLineEdit):
            inside.setAccessibleName(messages.say(PRESS))
        self._conflict = QWidget()
        self._conflict.setObjectName("question_bar")
        self._conflict_words = label("conflict")
        self._conflict_words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 8)
        column.addWidget(self._find)
        column.addWidget(self._table, 1)
        column.addWidget(self._press_for)
        column.addLayout(self._press_row())
        column.addWidget(self._conflict_row())
        column.addLayout(self._reset_row())
        self._show_all()
        self._table.setCurrentCell(0, 1)

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(len(self._rows), 3)
        table.setAccessibleName(messages.say(SHORTCUTS))
        table.setHorizontalHeaderLabels([messages.say(each) for each in (MENU, COMMAND, KEYS)])
        table.setObjectName("shortcuts_table")
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, 96)
        table.setColumnWidth(2, 170)
        table.currentCellChanged.connect(lambda *_: self._chosen())
        return table

    def _press_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._keys, 1)
        row.addWidget(_button(SET, lambda: self._ask(is_more=False)))
        row.addWidget(_button(ADD, lambda: self._ask(is_more=True)))
        return row

    def _conflict_row(self) -> QWidget:
        row = QHBoxLayout(self._conflict)
        row.setContentsMargins(8, 6, 8, 6)
        row.addWidget(self._conflict_words, 1)
        row.addWidget(_button(TAKE_IT, self._take))
        row.addWidget(_button(KEEP_IT, self._leave))
        self._conflict.hide()
        return self._conflict

    def _reset_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(_button(NO_KEYS, lambda: self._use(self._with(()))))
        row.addWidget(_button(USUAL, lambda: self._use(self._with(self._current().keys))))
        row.addStretch(1)
        row.addWidget(_button(ALL_USUAL, lambda: self._use(Shortcuts(self._shortcuts.table, {}))))
        return row

    def _current(self) -> Command:
        return self._rows[max(0, self._table.currentRow())].command

    def _with(self, keys: tuple[str, ...]) -> Shortcuts:
        return self._shortcuts.with_keys(self._current(), keys)

    def _ask(self, *, is_more: bool) -> None:
        """What was pressed becomes the command's, unless another one has it."""
        key = self._keys.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if not key:
            self._keys.setFocus()
            return
        command = self._current()
        self._asked = (command, key, is_more)
        others = self._shortcuts.who_has(key, command)
        if not others:
            self._take()
            return
        names = {row.command: row.words for row in self._rows}
        said = ", ".join(names.get(each, each.words.english) for each in others)
        self._conflict_words.setText(messages.say(TAKEN, keys=_native(key), others=said))
        self._conflict.show()

    def _take(self) -> None:
        if self._asked is None:
            return
        command, key, is_more = self._asked
        free = self._shortcuts.taken_from(self._shortcuts.who_has(key, command), key)
        had = free.keys(command) if is_more else ()
        self._leave()
        self._use(free.with_keys(command, (*had, key)))

    def _leave(self) -> None:
        self._asked = None
        self._conflict.hide()
        self._keys.clear()

    def _use(self, shortcuts: Shortcuts) -> None:
        self._shortcuts = shortcuts
        self._show_all()
        self.wanted.emit(shortcuts)

    def _show_all(self) -> None:
        for place, row in enumerate(self._rows):
            keys = self._shortcuts.keys(row.command)
            for column, words in enumerate((row.menu, row.words, _AND.join(map(_native, keys)))):
                item = QTableWidgetItem(words)
                if column == 2 and row.command in self._shortcuts.changed:
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                self._table.setItem(place, column, item)

    def _filter(self, typed: str) -> None:
        wanted = typed.strip().casefold()
        for place, row in enumerate(self._rows):
            keys = " ".join(map(_native, self._shortcuts.keys(row.command)))
            found = wanted in f"{row.menu} {row.words} {keys}".casefold()
            self._table.setRowHidden(place, not found)

    def _chosen(self) -> None:
        self._leave()
        words = self._rows[max(0, self._table.currentRow())].words
        self._press_for.setText(messages.say(PRESS_FOR, command=words))


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _button(words: Sentence, do: object) -> QPushButton:
    button = QPushButton(messages.say(words))
    button.setAccessibleName(messages.say(words))
    button.setAutoDefault(False)
    button.clicked.connect(do)
    return button
