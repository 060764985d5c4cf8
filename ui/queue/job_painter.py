"""How a row of the queue looks: chip, number and words, below them how it stands and what it costs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import chips, fonts, icons
from ui.look import Look
from ui.queue.values import Job

JOB = Qt.ItemDataRole.UserRole
HEIGHT = 46
_BAR = 2
_LEFT, _MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter


class JobPainter(QStyledItemDelegate):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        job: Job = index.data(JOB)
        theme, box = self._look.theme, QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.selection)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.line)
        top = QRectF(box.left() + 44, box.top() + 4, box.width() - 56, 20)
        chips.paint_chip(painter, box.left() + 12, box.top() + 5, job.initials, job.colour, theme)
        painter.setFont(fonts.font(fonts.SECONDARY))
        painter.setPen(theme.text)
        metrics, elide = painter.fontMetrics(), Qt.TextElideMode.ElideRight
        words = metrics.elidedText(f"{job.number}  {job.text}", elide, int(top.width()))
        painter.drawText(top, _LEFT | _MIDDLE, words)
        foot = top.translated(0, 18)
        painter.setFont(fonts.font(fonts.HINT))
        metrics = painter.fontMetrics()
        room = foot.width() - metrics.horizontalAdvance(job.price) - 8
        painter.setPen(theme.text2)
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | _MIDDLE, job.price)
        painter.setPen(getattr(theme, job.token))
        painter.drawText(foot, _LEFT | _MIDDLE, metrics.elidedText(job.reason, elide, int(room)))
        ratio = painter.device().devicePixelRatio()
        glyph = icons.pixmap(job.icon, theme, getattr(theme, job.token), 14, ratio)
        painter.drawPixmap(round(box.left()) + 17, round(box.top()) + 26, glyph)
        if job.arrived is not None:
            bar = QRectF(foot.left(), box.bottom() - _BAR - 1, foot.width(), _BAR)
            painter.fillRect(bar, theme.line)
            bar.setWidth(bar.width() * job.arrived)
            painter.fillRect(bar, theme.accent)
        painter.restore()
