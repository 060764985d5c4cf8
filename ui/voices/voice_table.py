"""The table of voices: name, language, who, description, rights, a sample to hear, a star."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from studio.sentences import sentence
from studio.standing.service import VoiceInfo
from studio.takes.recipe import EMBEDDED
from ui import icons, messages
from ui.look import Look
from ui.plain_text import tip
from ui.voice_rights import rights_words

VOICES = sentence("ui.voices.voices", "Voices")
HEADERS = (
    sentence("ui.voices.header_name", "Name"),
    sentence("ui.voices.header_language", "Language"),
    sentence("ui.voices.header_who", "Who"),
    sentence("ui.voices.header_description", "Description"),
    sentence("ui.voices.header_rights", "Rights"),
    sentence("ui.voices.header_sample", "Sample"),
    sentence("ui.voices.header_favourite", "Favourite"),
)
HEAR_SAMPLE = sentence("ui.voices.hear_sample", "Hear {name} (Space)")
STAR_IT = sentence("ui.voices.star_it", "Make {name} a favourite (F)")
UNSTAR_IT = sentence("ui.voices.unstar_it", "{name} is a favourite; press F to take the star away")
LOADING_ROW = sentence("ui.voices.loading_row", "A voice of the service is being loaded")

_INFO = int(Qt.ItemDataRole.UserRole)
_NAME, _DESCRIPTION, _RIGHTS, _SAMPLE, _STAR = 0, 3, 4, 5, 6
_GREY_ROWS = 8


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """One Voice, and what the user noted of it."""

    info: VoiceInfo
    is_favourite: bool = False
    remark: str = ""


class VoiceTable(QTableWidget):
    """Space hears the current voice, Enter takes it, F stars it, L compares it."""

    hear_wanted = Signal(object)
    take_wanted = Signal()
    star_wanted = Signal(object)
    compare_wanted = Signal(object)
    current_changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(0, len(HEADERS))
        self._look = look
        self.setAccessibleName(messages.say(VOICES))
        self.setHorizontalHeaderLabels([messages.say(each) for each in HEADERS])
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_GreyWhileLoading(look, self))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(len(HEADERS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column in (_DESCRIPTION, _RIGHTS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.cellClicked.connect(self._clicked)
        self.cellDoubleClicked.connect(lambda _row, _column: self.take_wanted.emit())
        self.currentCellChanged.connect(lambda *_cells: self.current_changed.emit())
        self.installEventFilter(self)

    def show_rows(self, rows: Sequence[VoiceRow], *, is_loading: bool) -> None:
        """While more are on their way, grey rows keep the place for them, behind those there are."""
        kept = self.current()
        self.blockSignals(True)
        self.setRowCount(len(rows) + (_GREY_ROWS if is_loading else 0))
        for at, row in enumerate(rows):
            self._show_row(at, row)
        for at in range(len(rows), self.rowCount()):
            self._show_grey(at)
        self.blockSignals(False)
        if rows:
            voices = [row.info.voice for row in rows]
            there = kept is not None and kept.voice in voices
            self.selectRow(voices.index(kept.voice) if kept is not None and there else 0)
        self.current_changed.emit()

    def select(self, info: VoiceInfo) -> None:
        for row in range(self.rowCount()):
            if self.info_at(row) == info:
                self.selectRow(row)

    def current(self) -> VoiceInfo | None:
        return self.info_at(self.currentRow())

    def info_at(self, row: int) -> VoiceInfo | None:
        item = self.item(row, _NAME)
        info = None if item is None else item.data(_INFO)
        return info if isinstance(info, VoiceInfo) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            info = self.current()
            signal = {Qt.Key.Key_Space: self.hear_wanted, Qt.Key.Key_F: self.star_wanted,
                      Qt.Key.Key_L: self.compare_wanted}.get(Qt.Key(event.key()))  # fmt: skip
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take_wanted.emit()
                return True
            if signal is not None and info is not None and not event.modifiers():
                signal.emit(info)
                return True
        return super().eventFilter(watched, event)

    def _clicked(self, row: int, column: int) -> None:
        info = self.info_at(row)
        if info is not None and column == _SAMPLE:
            self.hear_wanted.emit(info)
        elif info is not None and column == _STAR:
            self.star_wanted.emit(info)

    def _show_row(self, at: int, row: VoiceRow) -> None:
        info, theme = row.info, self._look.theme
        is_local = info.voice.service == EMBEDDED
        rights = rights_words(info, row.remark)
        cells = (
            info.voice.name,
            ", ".join(info.languages),
            ", ".join(each.replace("_", " ") for each in (info.sex, info.age) if each),
            info.description,
            rights,
            "",
            "",
        )
        items = [QTableWidgetItem(words) for words in cells]
        for column, item in enumerate(items):
            item.setToolTip(tip(cells[column]))
            self.setItem(at, column, item)
        items[_NAME].setIcon(icons.icon("chip" if is_local else "cloud", theme, theme.text2))
        items[_NAME].setData(_INFO, info)
        star = UNSTAR_IT if row.is_favourite else STAR_IT
        starred = ("starfull", theme.draft) if row.is_favourite else ("star", theme.text3)
        for column, (icon, colour), said in (
            (_SAMPLE, ("play", theme.text2), HEAR_SAMPLE),
            (_STAR, starred, star),
        ):
            items[column].setIcon(icons.icon(icon, theme, colour))
            words = messages.say(said, name=info.voice.name)
            items[column].setData(Qt.ItemDataRole.AccessibleTextRole, words)
            items[column].setToolTip(tip(words))

    def _show_grey(self, at: int) -> None:
        for column in range(self.columnCount()):
            item = QTableWidgetItem()
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, messages.say(LOADING_ROW))
            self.setItem(at, column, item)


class _GreyWhileLoading(QStyledItemDelegate):
    """Draws a grey bar where the words of a voice will stand."""

    def __init__(self, look: Look, table: VoiceTable) -> None:
        super().__init__(table)
        self._look, self._table = look, table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if self._table.info_at(index.row()) is not None:
            super().paint(painter, option, index)
        elif index.column() <= _RIGHTS:
            box = QRect(option.rect)
            share = (70, 50, 60, 85, 40)[index.column()]
            width = box.width() * share // 100
            bar = QRect(box.left() + 8, box.center().y() - 4, max(12, width - 8), 8)
            painter.fillRect(bar, self._look.theme.line)
