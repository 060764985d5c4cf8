"""One word and how it is said: heard before it is kept, and with every Line it changes in view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.document.dictionary import DictionaryEntry, EntryId, Spelling
from studio.sentences import Sentence, sentence
from ui import messages
from ui.dialogs import CANCEL
from ui.dictionary.words import SPELLINGS
from ui.plain_text import label, tip

NEW_TITLE = sentence("ui.dictionary.new_title", "Say a word otherwise")
EDIT_TITLE = sentence("ui.dictionary.edit_title", "How a word is said")
WRITTEN = sentence("ui.dictionary.written", "Written")
SAID = sentence("ui.dictionary.said", "Said")
SPELLING = sentence("ui.dictionary.spelling", "Spelled as")
SCOPE = sentence("ui.dictionary.scope", "Holds for")
WHOLE_WORD = sentence("ui.dictionary.whole_word", "Whole words only")
MATCH_CASE = sentence("ui.dictionary.match_case", "Capitals count")
IS_PATTERN = sentence("ui.dictionary.pattern", "Pattern (regular expression)")
HEAR = sentence("ui.dictionary.hear", "Hear the word")
HEAR_LINE = sentence("ui.dictionary.hear_line", "Hear it in a line")
SAVE = sentence("ui.dictionary.save", "Save")
CHANGES = sentence("ui.dictionary.changes", "This changes {count} {count:line|lines}")
CHANGES_NONE = sentence("ui.dictionary.changes_none", "This changes no line")
CHANGED_LINES = sentence("ui.dictionary.changed_lines", "Lines that would be said otherwise")
RESPELLED_HINT = sentence(
    "ui.dictionary.respelled_hint", "Write it as a reader would say it: Reading as “Redding”."
)
IPA_HINT = sentence(
    "ui.dictionary.ipa_hint",
    "Sounds of the international alphabet, such as ˈrɛdɪŋ, without slashes.",
)

_WAIT_MS = 150
_WIDTH, _HEIGHT = 600, 560


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """`text` is what would be sent."""

    words: str
    text: str


class EntryDialog(QDialog):
    """`wanted` tells the entry as it stands, a moment after the last change of it."""

    wanted = Signal(object)
    hear_wanted = Signal(object)
    hear_line_wanted = Signal(object, int)

    def __init__(
        self, entry: DictionaryEntry, scopes: Sequence[tuple[str, str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        title = messages.say(EDIT_TITLE if entry.written else NEW_TITLE)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(_WIDTH, _HEIGHT)
        self._id: EntryId = entry.id
        self._lines: Sequence[ChangedLine] = ()
        self._written, self._said = _field(WRITTEN, entry.written), _field(SAID, entry.said)
        self._spelling, self._scope = QComboBox(), QComboBox()
        for spelling, words in SPELLINGS.items():
            self._spelling.addItem(messages.say(words), spelling)
        self._spelling.setCurrentIndex(self._spelling.findData(entry.spelling))
        for scope, shown in scopes:
            self._scope.addItem(shown, scope)
        self._scope.setCurrentIndex(max(0, self._scope.findData(entry.scope)))
        self._whole, self._case, self._pattern = (
            QCheckBox(messages.say(words)) for words in (WHOLE_WORD, MATCH_CASE, IS_PATTERN)
        )
        self._whole.setChecked(entry.whole_word)
        self._case.setChecked(entry.match_case)
        self._pattern.setChecked(entry.is_pattern)
        self._hint, self._count, self._trouble = (
            label("hint"),
            label("group_heading"),
            label("trouble"),
        )
        self._list = QListWidget()
        self._hear, self._hear_line, self._cancel, self._save = (
            QPushButton(messages.say(words)) for words in (HEAR, HEAR_LINE, CANCEL, SAVE)
        )
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._lay_out()
        self._connect()
        self._changed()
        (self._said if entry.written else self._written).setFocus()

    @property
    def entry(self) -> DictionaryEntry:
        """As it stands in the fields."""
        return DictionaryEntry(
            self._id,
            self._written.text().strip(),
            self._said.text().strip(),
            self._spelling.currentData(),
            self._scope.currentData(),
            self._pattern.isChecked(),
            self._whole.isChecked(),
            self._case.isChecked(),
        )

    def show_changes(self, lines: Sequence[ChangedLine]) -> None:
        """What would be said otherwise, before anything is kept."""
        self._lines = lines
        count = len(lines)
        words = messages.say(CHANGES, count=count) if count else messages.say(CHANGES_NONE)
        self._count.setText(words)
        self._list.clear()
        self._list.addItems([each.words for each in lines])
        for row, each in enumerate(lines):
            self._list.item(row).setToolTip(tip(each.text))
        if lines:
            self._list.setCurrentRow(0)
        self.show_trouble("")

    def show_trouble(self, words: str) -> None:
        """Why the entry cannot be kept as it is."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        self._let(can_save=not words)

    def _let(self, *, can_save: bool) -> None:
        has_words = bool(self.entry.written)
        self._save.setEnabled(can_save and has_words)
        self._hear.setEnabled(bool(self.entry.said))
        self._hear_line.setEnabled(can_save and bool(self._lines))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        for field, words in ((self._spelling, SPELLING), (self._scope, SCOPE)):
            field.setAccessibleName(messages.say(words))
        form.addRow(messages.say(WRITTEN), self._written)
        form.addRow(messages.say(SAID), self._said)
        form.addRow("", self._hint)
        form.addRow(messages.say(SPELLING), self._spelling)
        form.addRow(messages.say(SCOPE), self._scope)
        ticks = QHBoxLayout()
        ticks.setSpacing(14)
        for box in (self._whole, self._case, self._pattern):
            box.setAccessibleName(box.text())
            ticks.addWidget(box)
        ticks.addStretch(1)
        form.addRow("", ticks)
        self._list.setObjectName("plain_list")
        self._list.setAccessibleName(messages.say(CHANGED_LINES))
        self._list.setWordWrap(True)
        for each in (self._hint, self._trouble):
            each.setWordWrap(True)
        buttons = QHBoxLayout()
        for button in (self._hear, self._hear_line):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self._cancel, self._save):
            buttons.addWidget(button)
        for button in (self._hear, self._hear_line, self._cancel, self._save):
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
        self._save.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self._trouble)
        column.addWidget(self._count)
        column.addWidget(self._list, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._wait.timeout.connect(lambda: self.wanted.emit(self.entry))
        for field in (self._written, self._said):
            field.textChanged.connect(lambda _text: self._changed())
        for choice in (self._spelling, self._scope):
            choice.currentIndexChanged.connect(lambda _index: self._changed())
        for box in (self._whole, self._case, self._pattern):
            box.toggled.connect(lambda _on: self._changed())
        self._hear.clicked.connect(lambda: self.hear_wanted.emit(self.entry))
        self._hear_line.clicked.connect(
            lambda: self.hear_line_wanted.emit(self.entry, self._list.currentRow())
        )
        self._cancel.clicked.connect(self.reject)
        self._save.clicked.connect(self.accept)

    def _changed(self) -> None:
        is_ipa = self._spelling.currentData() is Spelling.IPA
        self._hint.setText(messages.say(IPA_HINT if is_ipa else RESPELLED_HINT))
        self._whole.setEnabled(not self._pattern.isChecked())
        self._let(can_save=False)
        self._wait.start()


def _field(words: Sentence, text: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setAccessibleName(messages.say(words))
    return field
