"""How the row of a Take looks: its key, its shape, length, remark, state and price."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.standing.takes import TakeState
from ui import fonts, icons
from ui.inspector.values import TakeShown, WaveOfTake
from ui.look import Look
from ui.wave_picture import wave_picture

TAKE = Qt.ItemDataRole.UserRole
HEIGHT, GAP = 32, 4
_KEY, _WAVE_MOST, _LENGTH, _WORDS_MOST = 18, 110, 46, 76

GLYPHS = {
    TakeState.READY: ("states/ready", "ready"),
    TakeState.COMING: ("states/coming", "coming"),
    TakeState.QUEUED: ("states/queued", "coming"),
    TakeState.PARTIAL: ("states/partial", "stale"),
    TakeState.END_NOT_CONFIRMED: ("states/partial", "stale"),
    TakeState.UNKNOWN: ("states/unknown", "stale"),
    TakeState.FAILED: ("states/failed", "failed"),
    TakeState.GONE: ("states/missing", "text3"),
}


class TakePainter(QStyledItemDelegate):
    """`colour` is the Speaker's."""

    def __init__(self, look: Look, wave_of: WaveOfTake) -> None:
        super().__init__()
        self._look, self._wave_of = look, wave_of
        self.colour = 0

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, HEIGHT + GAP)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        take: TakeShown = index.data(TAKE)
        theme = self._look.theme
        box = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -GAP - 0.5)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.accent if take.is_heard or is_current else theme.line
        painter.setPen(QPen(edge, 2 if is_current and option.state & _FOCUS else 1))
        painter.setBrush(theme.selection if take.is_heard else theme.panel)
        painter.drawRoundedRect(box, 4, 4)
        key = QRectF(box.left() + 6, box.top() + 6, _KEY, box.height() - 12)
        painter.setPen(QPen(theme.border, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(key, 3, 3)
        painter.setPen(theme.text2)
        painter.setFont(fonts.font(fonts.HINT, fonts.MEDIUM))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, str(take.number))
        right = self._paint_right(painter, box, take)
        left = key.right() + 8
        room = right - left - _LENGTH - 8
        self._paint_wave(painter, QRectF(left, box.top() + 5, room, box.height() - 10), take)
        painter.setPen(theme.text)
        painter.setFont(fonts.font(fonts.SECONDARY))
        length = QRectF(right - _LENGTH - 4, box.top(), _LENGTH, box.height())
        painter.drawText(length, _RIGHT, take.length)
        painter.restore()

    def _paint_right(self, painter: QPainter, box: QRectF, take: TakeShown) -> float:
        """Price, state and remark from the right end on; tells where they begin."""
        right = self._paint_words(painter, box, take.price, box.right() - 8)
        right = self._paint_icons(painter, box, take, right)
        return self._paint_words(painter, box, take.remark, right)

    def _paint_words(self, painter: QPainter, box: QRectF, words: str, right: float) -> float:
        if not words:
            return right
        painter.setFont(fonts.font(fonts.HINT))
        painter.setPen(self._look.theme.text2)
        metrics = painter.fontMetrics()
        width = min(metrics.horizontalAdvance(words) + 2, _WORDS_MOST)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
        place = QRectF(right - width - 1, box.top(), width + 1, box.height())
        painter.drawText(place, _RIGHT, shown)
        return right - width - 6

    def _paint_icons(self, painter: QPainter, box: QRectF, take: TakeShown, right: float) -> float:
        theme = self._look.theme
        shown = [GLYPHS[take.state]]
        if take.is_draft:
            shown = [("chip", "text2"), *shown[take.state is TakeState.READY :]]
        if take.is_pinned:
            shown.append(("pin", "accent"))
        for name, token in shown:
            ratio = painter.device().devicePixelRatio()
            picture = icons.pixmap(name, theme, getattr(theme, token), 14, ratio)
            painter.drawPixmap(round(right) - 14, round(box.center().y()) - 7, picture)
            right -= 18
        return right - 2

    def _paint_wave(self, painter: QPainter, room: QRectF, take: TakeShown) -> None:
        theme, width = self._look.theme, int(min(room.width(), _WAVE_MOST))
        wave = self._wave_of(take.key, width) if width > 8 and take.is_there else None
        if wave is not None:
            ink = theme.speaker(self.colour).ink
            picture = wave_picture(wave, int(room.height()), ink)
            painter.drawImage(int(room.left()), int(room.top()), picture)
        elif take.problem or not take.is_there:
            painter.setPen(theme.text3)
            painter.setFont(fonts.font(fonts.HINT))
            words = painter.fontMetrics().elidedText(
                take.problem, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


_FOCUS = QStyle.StateFlag.State_HasFocus
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
