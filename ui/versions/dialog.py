"""Versions and backups side by side with the project as it is now: what differs, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from studio.document.comparison import Compared, as_text
from studio.sentences import sentence
from ui import messages
from ui.dialogs import CLOSE
from ui.plain_text import label

TITLE = sentence("ui.versions.title", "Versions and backups")
LIST = sentence("ui.versions.list", "Versions and backups, the latest first")
DIFFERENCES = sentence("ui.versions.differences", "What is different now")
NONE = sentence(
    "ui.versions.none", "No version yet. Ctrl+S keeps the project as it is now under a name."
)
NO_DIFFERENCE = sentence("ui.versions.no_difference", "The script is the same as now.")
CHOOSE = sentence("ui.versions.choose", "Choose a version to see what became of it since.")
BACKUP = sentence("ui.versions.backup", "Backup of {at}, {size} MB")
BACKUP_HINT = sentence(
    "ui.versions.backup_hint", "A backup is a project of its own. Open it to look at it."
)
VERSION = sentence("ui.versions.version", "{name}, {at}, {lines} {lines:line|lines}")
RESTORE = sentence("ui.versions.restore", "Restore this version")
REMOVE = sentence("ui.versions.remove", "Remove")
OPEN = sentence("ui.versions.open", "Open this backup")
CHANGED_OTHERWISE = sentence("ui.versions.changed_otherwise", "* Settings: {names}")
SPEAKERS = sentence("ui.versions.speakers", "* Speakers: {names}")

_SIZE = QSize(900, 560)
_MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """A version or, with `is_backup`, a backup; `key` is what its owner knows it by."""

    key: object
    words: str
    is_backup: bool


class VersionsDialog(QDialog):
    """Shows what it is given; says what is asked for."""

    chosen = Signal(object)
    restore_wanted = Signal(object)
    remove_wanted = Signal(object)
    open_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.say(TITLE))
        self.setAccessibleName(messages.say(TITLE))
        self._entries: Sequence[Entry] = ()
        self._list, self._differences = QListWidget(), QListWidget()
        self._list.setAccessibleName(messages.say(LIST))
        self._differences.setAccessibleName(messages.say(DIFFERENCES))
        self._differences.setWordWrap(True)
        self._differences.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self._hint = label("hint", messages.say(CHOOSE))
        self._hint.setWordWrap(True)
        self._restore, self._remove, self._open = (
            QPushButton(messages.say(words)) for words in (RESTORE, REMOVE, OPEN)
        )
        self._lay_out()
        self._list.currentRowChanged.connect(self._row_changed)
        for button, signal in (
            (self._restore, self.restore_wanted),
            (self._remove, self.remove_wanted),
            (self._open, self.open_wanted),
        ):
            button.setAccessibleName(button.text())
            button.clicked.connect(lambda _checked, signal=signal: self._say(signal))
        self.resize(_SIZE)
        self.show_entries(())

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._list.clear()
        self._list.addItems([entry.words for entry in entries])
        if not entries:
            nothing = QListWidgetItem(messages.say(NONE))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(nothing)
        self._show_buttons(None)

    def show_difference(self, compared: Compared) -> None:
        """What became of the chosen version since."""
        self._differences.clear()
        rows = list(as_text(compared))[:_MOST_ROWS]
        speakers = (
            *compared.speakers_added,
            *compared.speakers_removed,
            *compared.speakers_altered,
        )
        if speakers:
            rows.append(messages.say(SPEAKERS, names=", ".join(speakers)))
        if compared.settings:
            rows.append(messages.say(CHANGED_OTHERWISE, names=", ".join(compared.settings)))
        self._differences.addItems(rows)
        self._hint.setText(messages.say(DIFFERENCES if rows else NO_DIFFERENCE))

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._hint)
        column.addWidget(self._differences, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self._list)
        split.addWidget(right)
        split.setSizes([340, 540])
        row = QHBoxLayout()
        for button in (self._restore, self._open, self._remove):
            row.addWidget(button)
        row.addStretch(1)
        close = QDialogButtonBox()
        close.addButton(messages.say(CLOSE), QDialogButtonBox.ButtonRole.RejectRole)
        close.rejected.connect(self.reject)
        row.addWidget(close)
        rows = QVBoxLayout(self)
        rows.addWidget(split, 1)
        rows.addLayout(row)

    def _row_changed(self, row: int) -> None:
        entry = self._entries[row] if 0 <= row < len(self._entries) else None
        self._show_buttons(entry)
        self._differences.clear()
        if entry is not None and entry.is_backup:
            self._hint.setText(messages.say(BACKUP_HINT))
        elif entry is not None:
            self.chosen.emit(entry.key)

    def _show_buttons(self, entry: Entry | None) -> None:
        is_version = entry is not None and not entry.is_backup
        self._restore.setEnabled(is_version)
        self._remove.setEnabled(is_version)
        self._open.setEnabled(entry is not None and entry.is_backup)

    def _say(self, signal: Signal) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._entries):
            signal.emit(self._entries[row].key)  # type: ignore[attr-defined]
