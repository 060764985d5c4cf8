"""The timeline as sentences: a row for each Clip that says all of it, with the same selection."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from studio.document.values import LineId
from studio.timeline.values import Clip
from ui import messages
from ui.plain_text import tip
from ui.timeline import words
from ui.timeline.shown import Shown

_ROOT = QModelIndex()


class Sentences(QAbstractListModel):
    """Rows are made when they are looked at."""

    def __init__(self, shown: Shown, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = shown
        self._places: dict[LineId, int] | None = None

    def reset(self) -> None:
        self.beginResetModel()
        self._places = None
        self.endResetModel()

    def clip(self, row: int) -> Clip:
        return self._shown.timeline.clips[row]

    def row(self, line: LineId) -> int | None:
        if self._places is None:
            clips = self._shown.timeline.clips
            self._places = {clip.line: place for place, clip in enumerate(clips)}
        return self._places.get(line)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown.timeline.clips)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if not index.isValid():
            return None
        shown_roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role in shown_roles:
            return words.clip_sentence(self._shown, self.clip(index.row()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(words.clip_sentence(self._shown, self.clip(index.row())))
        return None


class SentenceList(QListView):
    """Shown instead of the Lanes; the commands of the timeline act on its current row."""

    def __init__(self, shown: Shown, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = shown
        self._is_telling = False
        self._rows = Sentences(shown, self)
        self.setModel(self._rows)
        self.setObjectName("timeline_sentences")
        self.setAccessibleName(messages.say(words.SENTENCES))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setSpacing(1)
        shown.content_changed.connect(self._content_changed)
        shown.states_changed.connect(self.viewport().update)
        shown.selection_changed.connect(self._show_selection)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._is_telling and self.isVisible():
            self._tell()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._rows.reset()
        self._show_selection()

    def _tell(self) -> None:
        self._is_telling = True
        lines = [self._rows.clip(index.row()).line for index in self.selectedIndexes()]
        current = self.currentIndex()
        here = self._rows.clip(current.row()).line if current.isValid() else None
        self._shown.select(lines, here)
        self._is_telling = False

    def _content_changed(self) -> None:
        if self.isVisible():
            self._is_telling = True
            self._rows.reset()
            self._is_telling = False
            self._show_selection()

    def _show_selection(self) -> None:
        if self._is_telling or not self.isVisible():
            return
        self._is_telling = True
        flag = QItemSelectionModel.SelectionFlag
        selection = QItemSelection()
        for line in self._shown.selected:
            row = self._rows.row(line)
            if row is not None:
                index = self._rows.index(row)
                selection.select(index, index)
        self.selectionModel().select(selection, flag.ClearAndSelect)
        current = None if self._shown.current is None else self._rows.row(self._shown.current)
        if current is not None:
            index = self._rows.index(current)
            self.selectionModel().setCurrentIndex(index, flag.NoUpdate)
            self.scrollTo(index)
        self._is_telling = False
