"""How a row of the review is painted: its sign and word, the chip, old words struck, new ones lined."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.document.values import Speaker
from studio.scripts.merge import MergeRow, Result
from studio.scripts.word_changes import Change, WordRun, word_changes
from ui import chips, fonts
from ui.import_review.lines_model import MERGE_ROW, RESULT, SPEAKER, SPEAKER_ROLE, TEXT
from ui.import_review.words import INKS
from ui.look import Look
from ui.theme import Theme

LINE_HEIGHT = 20
PAD = 7
SIDE = 8
_TICK, _BOX = 24, 16
_LEFT_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class LinePainter(QStyledItemDelegate):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: MergeRow = index.data(MERGE_ROW)
        theme, box = self._look.theme, QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.selection)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.line)
        words = box.adjusted(SIDE, PAD, -SIDE, -PAD)
        match index.column():
            case _ if index.column() == RESULT:
                self._paint_result(painter, option, index, row)
            case _ if index.column() == SPEAKER:
                self._paint_speaker(painter, words, index)
            case _ if index.column() == TEXT:
                layout = laid_out(row, int(words.width()), theme)
                painter.setPen(theme.text)
                layout.draw(painter, words.topLeft())
            case _:
                painter.setFont(fonts.font(fonts.SECONDARY))
                painter.setPen(theme.text2)
                wrap = _LEFT_TOP | Qt.TextFlag.TextWordWrap
                painter.drawText(words.adjusted(0, 1, 0, PAD), wrap, str(index.data()))
        painter.restore()

    def _paint_result(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        row: MergeRow,
    ) -> None:
        theme, box = self._look.theme, QRectF(option.rect)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            tick = QStyleOptionViewItem(option)
            tick.rect = QRect(option.rect.left() + SIDE, option.rect.top() + PAD + 2, _BOX, _BOX)
            tick.state &= ~QStyle.StateFlag.State_HasFocus
            is_on = Qt.CheckState(state) is Qt.CheckState.Checked
            tick.state |= QStyle.StateFlag.State_On if is_on else QStyle.StateFlag.State_Off
            style = QApplication.style()
            primitive = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
            style.drawPrimitive(primitive, tick, painter, option.widget)
        painter.setPen(getattr(theme, INKS[row.result]))
        weight = fonts.REGULAR if row.result is Result.SAME else fonts.SEMIBOLD
        painter.setFont(fonts.font(fonts.SECONDARY, weight))
        words = box.adjusted(SIDE + _TICK, PAD + 2, 0, 0)
        sign, _, word = str(index.data()).partition(" ")
        painter.drawText(words, _LEFT_TOP, sign)
        painter.drawText(words.adjusted(14, 0, 0, 0), _LEFT_TOP, word)

    def _paint_speaker(
        self, painter: QPainter, words: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._look.theme
        who: tuple[Speaker, str] = index.data(SPEAKER_ROLE)
        speaker, initials = who
        chips.paint_chip(painter, words.left(), words.top(), initials, speaker.colour, theme)
        painter.setPen(theme.speaker(speaker.colour).ink)
        painter.setFont(fonts.font(fonts.BODY))
        room = words.adjusted(chips.WIDTH + 6, 1, 0, 0)
        metrics, right = painter.fontMetrics(), Qt.TextElideMode.ElideRight
        shown = metrics.elidedText(speaker.name, right, int(room.width()))
        painter.drawText(room, _LEFT_TOP, shown)


def row_height(row: MergeRow, width: int, theme: Theme) -> int:
    """How high a row is when its text may be `width` wide."""
    lines = laid_out(row, width - 2 * SIDE, theme).lineCount()
    return max(1, lines) * LINE_HEIGHT + 2 * PAD


def laid_out(row: MergeRow, width: int, theme: Theme) -> QTextLayout:
    """The words of the row: both where they differ."""
    old = "" if row.ours is None else row.ours.text
    new = "" if row.new is None else row.new.text
    return _layout(old, new, row.result, width, theme)


@lru_cache(maxsize=4_000)
def _layout(old: str, new: str, result: Result, width: int, theme: Theme) -> QTextLayout:
    runs = _runs(old, new, result)
    layout = QTextLayout("".join(run.text for run in runs), fonts.font(fonts.SCRIPT))
    layout.setFormats(list(_formats(runs, theme)))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    top = 0.0
    while (part := layout.createLine()).isValid():
        part.setLineWidth(max(40, width))
        part.setPosition(QPointF(0, top + (LINE_HEIGHT - part.height()) / 2))
        top += LINE_HEIGHT
    layout.endLayout()
    return layout


def _runs(old: str, new: str, result: Result) -> tuple[WordRun, ...]:
    if result is Result.ADDED:
        return (WordRun(Change.SAME, new),)
    if result is Result.GONE:
        return (WordRun(Change.OLD, old),)
    return word_changes(old, new)


def _formats(runs: tuple[WordRun, ...], theme: Theme) -> list[QTextLayout.FormatRange]:
    looks = {
        Change.SAME: _look(theme.text),
        Change.OLD: _look(theme.failed, is_struck=True),
        Change.NEW: _look(theme.ready, is_lined=True),
    }
    made, start = [], 0
    for run in runs:
        each = QTextLayout.FormatRange()
        each.start, each.length, each.format = start, len(run.text), looks[run.change]
        made.append(each)
        start += len(run.text)
    return made


def _look(ink: QColor, *, is_struck: bool = False, is_lined: bool = False) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(ink)
    look.setFontStrikeOut(is_struck)
    look.setFontUnderline(is_lined)
    return look
