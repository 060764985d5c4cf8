"""The palette over the window: a field, and below it what fits the letters in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import sentence
from ui import fonts, messages
from ui.look import Look
from ui.palette.finding import Entry, Kind, found

PALETTE = sentence("ui.palette.name", "Commands")
FIELD = sentence("ui.palette.field", "Find a command, line, speaker or scene")
HINT = sentence("ui.palette.hint", "Commands, line number or words, @speaker, #scene")
NOTHING = sentence("ui.palette.nothing", "Nothing fits these letters.")
LINE = sentence("ui.palette.line", "Line {number}")
SPEAKER = sentence("ui.palette.speaker", "Speaker")
SCENE = sentence("ui.palette.scene", "Scene")

_WIDTH, _ROW, _MOST_ROWS, _TOP = 560, 30, 11, 56
_ENTRY = int(Qt.ItemDataRole.UserRole)


class Palette(QFrame):
    """`open_with` shows it; choosing or leaving hides it and gives the focus back."""

    chosen = Signal(object)

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAccessibleName(messages.say(PALETTE))
        self._entries: Sequence[Entry] = ()
        self._focus_before: QWidget | None = None
        self._field, self._list = QLineEdit(), QListWidget()
        self._field.setAccessibleName(messages.say(FIELD))
        self._field.setPlaceholderText(messages.say(HINT))
        self._field.textChanged.connect(self._show_found)
        self._field.installEventFilter(self)
        self._list.setAccessibleName(messages.say(PALETTE))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(_EntryDelegate(look, self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(lambda _item: self._choose())
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(6)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self.hide()

    def open_with(self, entries: Sequence[Entry], typed: str = "") -> None:
        self._entries = entries
        self._focus_before = self.window().focusWidget()
        self._field.setText(typed)
        self._show_found(typed)
        self.show()
        self.raise_()
        self._field.setFocus()
        self._field.selectAll()

    def leave(self) -> None:
        if self.isVisible():
            self.hide()
            if self._focus_before is not None:
                self._focus_before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._did(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def _did(self, event: QKeyEvent) -> bool:
        step = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        key = Qt.Key(event.key())
        if key in step:
            row = self._list.currentRow() + step[key]
            self._list.setCurrentRow(min(max(row, 0), self._list.count() - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True

    def _choose(self) -> None:
        item = self._list.currentItem()
        entry = item.data(_ENTRY)
        if isinstance(entry, Entry) and entry.is_possible:
            self.leave()
            self.chosen.emit(entry.key)

    def _show_found(self, typed: str) -> None:
        self._list.clear()
        for entry in found(self._entries, typed):
            item = QListWidgetItem(entry.words)
            item.setData(_ENTRY, entry)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{entry.words}, {hint_of(entry)}".rstrip(", ")
            )
            self._list.addItem(item)
        if not self._list.count():
            nothing = QListWidgetItem(messages.say(NOTHING))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(nothing)
        self._list.setCurrentRow(0)
        self._fit()

    def _fit(self) -> None:
        rows = min(self._list.count(), _MOST_ROWS)
        self._list.setFixedHeight(rows * _ROW + 2)
        self.setFixedWidth(_WIDTH)
        self.adjustSize()
        self.move((self.window().width() - _WIDTH) // 2, _TOP)


def hint_of(entry: Entry) -> str:
    """What stands at the right of an entry."""
    match entry.kind:
        case Kind.LINE:
            return messages.say(LINE, number=entry.number)
        case Kind.SPEAKER:
            return messages.say(SPEAKER)
        case Kind.SCENE:
            return messages.say(SCENE)
        case _:
            return entry.hint


class _EntryDelegate(QStyledItemDelegate):
    """Words at the left, the hint at the right; what is not possible is grey."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        theme = self._look.theme
        entry = index.data(_ENTRY)  # type: ignore[attr-defined]
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        words, hint, is_possible = index.data(), "", False  # type: ignore[attr-defined]
        if isinstance(entry, Entry):
            words, hint, is_possible = entry.words, hint_of(entry), entry.is_possible
        painter.save()
        if state & QStyle.StateFlag.State_Selected and is_possible:
            painter.fillRect(box, theme.selection)
        inner = box.adjusted(8, 0, -8, 0)
        painter.setFont(fonts.font(fonts.SECONDARY))
        painter.setPen(theme.text3)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        elided = Qt.TextElideMode.ElideRight
        hint = painter.fontMetrics().elidedText(hint, elided, inner.width() * 3 // 5)
        painter.drawText(inner, right, hint)
        room = inner.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(hint) - 12, 0)
        painter.setFont(fonts.font(fonts.BODY))
        painter.setPen(theme.text if is_possible else theme.text3)
        words = painter.fontMetrics().elidedText(words, elided, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
