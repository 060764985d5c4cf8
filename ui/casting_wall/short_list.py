"""The Voices that were kept, in the order somebody gives them: by dragging, or with Alt and arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDropEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from studio.document.values import Voice
from studio.sentences import sentence
from ui import fonts, icons, messages
from ui.casting_wall.values import ListedShown, WaveOfTake
from ui.look import Look
from ui.plain_text import tip
from ui.wave_picture import wave_picture

NAME = sentence("ui.casting_wall.short_list_name", "Short list, in your order")
ROW = sentence("ui.casting_wall.short_list_row", "{name}, key {key}")
HOW = sentence(
    "ui.casting_wall.short_list_how",
    "Drag, or Alt with the arrows, to put it in order; Space plays, Del takes it off",
)

_ROW_HEIGHT, _CROSS = 34, 26
_LISTED = int(Qt.ItemDataRole.UserRole)


class ShortList(QListWidget):
    order_wanted = Signal(object)
    unlist_wanted = Signal(object)
    hear_wanted = Signal(object)

    def __init__(self, look: Look, wave_of: WaveOfTake) -> None:
        super().__init__()
        self.setObjectName("wall_short_list")
        self.setAccessibleName(messages.say(NAME))
        self.setToolTip(tip(messages.say(HOW)))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Painter(look, wave_of, self))
        self._listed: tuple[ListedShown, ...] = ()
        self._colour = 0
        look.changed.connect(self.viewport().update)

    @property
    def colour(self) -> int:
        return self._colour

    def show_listed(self, listed: Sequence[ListedShown], colour: int) -> None:
        self._colour = colour
        if tuple(listed) == self._listed:
            self.viewport().update()
            return
        self._listed = tuple(listed)
        row = self.currentRow()
        self.clear()
        for each in listed:
            item = QListWidgetItem(messages.say(ROW, name=each.name, key=each.key))
            item.setData(_LISTED, each)
            self.addItem(item)
        self.setCurrentRow(min(max(row, 0), len(listed) - 1))
        self.setFixedHeight(len(listed) * _ROW_HEIGHT + 2)

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self._tell_order()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        match event.key():
            case Qt.Key.Key_Up if is_alt:
                self._move(-1)
            case Qt.Key.Key_Down if is_alt:
                self._move(1)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self._tell(self.unlist_wanted.emit)
            case Qt.Key.Key_Space:
                self._tell(self.hear_wanted.emit)
            case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_Home | Qt.Key.Key_End:
                super().keyPressEvent(event)
            case _:
                event.ignore()  # the keys of the wall, and no search for a name

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        item: QListWidgetItem | None = self.itemAt(event.position().toPoint())
        if item is not None and event.position().x() > self.viewport().width() - _CROSS:
            self.setCurrentItem(item)
            self._tell(self.unlist_wanted.emit)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._tell(self.hear_wanted.emit)

    def _tell(self, tell: Callable[[Voice], object]) -> None:
        item: QListWidgetItem | None = self.currentItem()
        listed = None if item is None else item.data(_LISTED)
        if isinstance(listed, ListedShown):
            tell(listed.voice)

    def _move(self, step: int) -> None:
        row = self.currentRow()
        if 0 <= row + step < self.count():
            self.insertItem(row + step, self.takeItem(row))
            self.setCurrentRow(row + step)
            self._tell_order()

    def _tell_order(self) -> None:
        rows = (self.item(row).data(_LISTED) for row in range(self.count()))
        self._listed = tuple(rows)
        self.order_wanted.emit(tuple(each.voice for each in self._listed))


class _Painter(QStyledItemDelegate):
    def __init__(self, look: Look, wave_of: WaveOfTake, parent: ShortList) -> None:
        super().__init__(parent)
        self._look, self._wave_of, self._list = look, wave_of, parent

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, _ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        listed, theme = index.data(_LISTED), self._look.theme
        if not isinstance(listed, ListedShown):
            return
        box = QRect(option.rect).adjusted(0, 0, -1, -4)
        state = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected) and self._list.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.accent if is_chosen else theme.line, 1))
        painter.setBrush(theme.selection if is_chosen else theme.panel)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        scale = self._list.devicePixelRatio()
        top = box.top() + (box.height() - 14) // 2
        painter.drawPixmap(box.left() + 8, top, icons.pixmap("grip", theme, theme.text3, 14, scale))
        key = QRectF(box.left() + 30, box.top() + 6, 22, 18)
        painter.setPen(QPen(theme.line, 1))
        painter.drawRoundedRect(key.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(fonts.font(fonts.HINT))
        painter.setPen(theme.text2)
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, listed.key)
        painter.setFont(fonts.font(fonts.SECONDARY, fonts.MEDIUM))
        painter.setPen(theme.text)
        name = QRectF(box.left() + 60, box.top(), box.width() - 60 - 104, box.height())
        words = painter.fontMetrics().elidedText(
            listed.name, Qt.TextElideMode.ElideRight, round(name.width())
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, words)
        wave = self._wave_of(listed.take, 64)
        if wave is not None:
            ink = theme.speaker(self._list.colour).ink
            painter.drawImage(QPoint(box.right() - 96, box.top() + 6), wave_picture(wave, 18, ink))
        painter.drawPixmap(
            box.right() - 21, top, icons.pixmap("close", theme, theme.text2, 14, scale)
        )
        painter.restore()
