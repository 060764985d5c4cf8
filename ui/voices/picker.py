"""Several voices at once: the same list as when one is chosen, with ticks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.document.values import Voice
from studio.sentences import sentence
from studio.standing.service import VoiceInfo
from ui import messages
from ui.dialogs import CANCEL
from ui.look import Look
from ui.plain_text import label
from ui.voice_filters import fitting
from ui.voices.filters import VoiceFilters
from ui.voices.voice_table import VoiceRow, VoiceTable
from ui.voices.words import CLEAR, NOTHING_FITS

TITLE = sentence("ui.voices.pick_title", "Add voices to the casting wall")
CHOSEN = sentence(
    "ui.voices.chosen", "{chosen} of {most} chosen; Enter or a double click ticks one"
)
TICK_SHOWN = sentence("ui.voices.tick_shown", "Tick the first {count}")
UNTICK = sentence("ui.voices.untick", "Tick none")
ADD = sentence("ui.voices.add_chosen", "Add {count} {count:voice|voices}")

_SIZE = QSize(900, 640)


class VoicePicker(QDialog):
    """`chosen` are those that are ticked, in the order in which they were."""

    hear_wanted = Signal(object)
    star_wanted = Signal(object)

    def __init__(self, most: int, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.say(TITLE))
        self.setAccessibleName(messages.say(TITLE))
        self.resize(_SIZE)
        self.chosen: tuple[VoiceInfo, ...] = ()
        self._most = most
        self._rows: Sequence[VoiceRow] = ()
        self._is_loading = False
        self._filters, self.table = VoiceFilters(), VoiceTable(look)
        self._hint = label("hint")
        self._clear = QPushButton(messages.say(CLEAR))
        self._tick, self._untick, self._add = QPushButton(), QPushButton(), QPushButton()
        self._untick.setText(messages.say(UNTICK))
        self._add.setProperty("kind", "filled")
        for button in (self._clear, self._tick, self._untick, self._add):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        buttons.addButton(self._tick, role.ActionRole)
        buttons.addButton(self._untick, role.ActionRole)
        buttons.addButton(self._add, role.AcceptRole)
        buttons.addButton(messages.say(CANCEL), role.RejectRole).setAutoDefault(False)
        said = QHBoxLayout()
        said.addWidget(self._hint, 1)
        said.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.addWidget(self._filters)
        column.addLayout(said)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._filters.changed.connect(self._show)
        self._clear.clicked.connect(self._filters.clear)
        self._tick.clicked.connect(self._tick_shown)
        self._untick.clicked.connect(lambda: self._choose(()))
        self.table.take_wanted.connect(self._toggle)
        self.table.hear_wanted.connect(self.hear_wanted)
        self.table.star_wanted.connect(self.star_wanted)
        self.table.itemChanged.connect(self._ticked)

    def show_voices(self, rows: Sequence[VoiceRow], *, is_loading: bool, words: str = "") -> None:
        self._rows, self._is_loading = rows, is_loading
        self._filters.offer([row.info for row in rows])
        self._show()
        if words:
            self._hint.setText(words)

    def begin_with(self, language: str) -> None:
        self._filters.begin_with(language)
        self.table.setFocus()

    def _show(self) -> None:
        favourites = [row.info.voice for row in self._rows if row.is_favourite]
        wanted = self._filters.wanted(favourites)
        found = {info.voice for info in fitting([row.info for row in self._rows], wanted)}
        shown = [row for row in self._rows if row.info.voice in found]
        self.table.show_rows(shown, is_loading=self._is_loading)
        self.table.blockSignals(True)
        ticked = self._voices
        for row in range(len(shown)):
            item = self.table.item(row, 0)
            assert item is not None
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_on = shown[row].info.voice in ticked
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        self.table.blockSignals(False)
        self._clear.setVisible(not shown and bool(self._rows))
        self._say(nothing=not shown and not self._is_loading)

    def _say(self, *, nothing: bool = False) -> None:
        count, shown = len(self.chosen), self.table.rowCount()
        words = messages.say(CHOSEN, chosen=count, most=self._most)
        self._hint.setText(messages.say(NOTHING_FITS) if nothing else words)
        self._tick.setText(messages.say(TICK_SHOWN, count=min(self._most, shown)))
        self._tick.setAccessibleName(self._tick.text())
        self._tick.setEnabled(bool(shown))
        self._add.setText(messages.say(ADD, count=count))
        self._add.setAccessibleName(self._add.text())
        self._add.setEnabled(count > 0)

    @property
    def _voices(self) -> set[Voice]:
        return {info.voice for info in self.chosen}

    def _toggle(self) -> None:
        item = self.table.item(self.table.currentRow(), 0)
        if item is not None and self.table.current() is not None:
            is_on = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)

    def _ticked(self, item: QTableWidgetItem) -> None:
        info = self.table.info_at(item.row())
        if info is None or item.column() != 0:
            return
        if item.checkState() is not Qt.CheckState.Checked:
            self.chosen = tuple(each for each in self.chosen if each.voice != info.voice)
        elif info.voice not in self._voices:
            if len(self.chosen) >= self._most:
                item.setCheckState(Qt.CheckState.Unchecked)
                return
            self.chosen = (*self.chosen, info)
        self._say()

    def _tick_shown(self) -> None:
        rows = (self.table.info_at(row) for row in range(self.table.rowCount()))
        self._choose(tuple(info for info in rows if info is not None)[: self._most])

    def _choose(self, chosen: tuple[VoiceInfo, ...]) -> None:
        self.chosen = chosen
        self._show()
