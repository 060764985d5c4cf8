"""Paints the rows of the script, cell by cell, in the anatomy of the house."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.document.values import ScriptItem
from ui import chips, fonts, icons
from ui.look import Look
from ui.script import cue_tag, row_text
from ui.script.row_model import Column, RowModel, length_words, state_words
from ui.script.rows import Row, SilentRow
from ui.theme import Theme

TEXT_MARGIN = 8
_FIRST_LINE = QPointF(TEXT_MARGIN, 5)
_BAR, _GLYPH_LEFT = 3, 14
_NUMBER_MARGIN, _LENGTH_MARGIN = 8, 12
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowDelegate(QStyledItemDelegate):
    """One for the table; reads the theme when it paints."""

    def __init__(self, model: RowModel, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._look = look

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = self._model.rows[index.row()]
        if isinstance(row, SilentRow):
            silent = _Cell(painter, option, self._look.theme)
            silent.paint_ground(index.column())
            if index.column() == Column.TEXT:
                silent.paint_text(row.item)
            return
        cell = _LineCell(painter, option, row, self._look.theme)
        cell.paint_ground(index.column())
        match index.column():
            case Column.STATE:
                cell.paint_state()
            case Column.NUMBER:
                cell.paint_number()
            case Column.SPEAKER:
                cell.paint_speaker()
            case Column.TEXT:
                cell.paint_text(row.line, row.word)
            case Column.CUE:
                cell.paint_cue()
            case Column.LENGTH:
                cell.paint_length()


class _Cell:
    """One cell of any row while it is painted."""

    def __init__(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        theme: Theme,
        *,
        is_heard: bool = False,
    ) -> None:
        self._painter = painter
        self._box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        self._is_selected = bool(state & QStyle.StateFlag.State_Selected)
        self._is_heard = is_heard
        self._theme = theme

    def paint_ground(self, column: int) -> None:
        theme, box = self._theme, self._box
        ground = theme.panel if self._is_heard else theme.surface
        self._painter.fillRect(box, theme.selection if self._is_selected else ground)
        self._painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.line)
        if self._is_selected and theme.name == "contrast":
            for y in (box.top(), box.bottom()):
                self._painter.fillRect(box.left(), y, box.width(), 1, theme.accent)
        if self._is_selected and column == Column.STATE:
            self._painter.fillRect(box.left(), box.top(), _BAR, box.height(), theme.accent)

    def paint_text(self, item: ScriptItem, word: tuple[int, int] | None = None) -> None:
        layout = row_text.laid_out(item, self._box.width() - 2 * TEXT_MARGIN, self._theme)
        self._painter.setPen(self._theme.text)
        marked = [] if word is None else [row_text.marked_word(item, word, self._theme)]
        layout.draw(self._painter, QPointF(self._box.topLeft()) + _FIRST_LINE, marked)


class _LineCell(_Cell):
    """One cell of a Line."""

    def __init__(
        self, painter: QPainter, option: QStyleOptionViewItem, row: Row, theme: Theme
    ) -> None:
        super().__init__(painter, option, theme, is_heard=row.is_heard)
        self._row = row

    def paint_state(self) -> None:
        looks = self._row.look
        self._draw_icon(looks.glyph, looks.colour(self._theme), self._box.left() + _GLYPH_LEFT, 16)
        if self._row.is_heard:
            self._paint_play_mark()

    def paint_number(self) -> None:
        self._painter.setFont(
            fonts.font(fonts.BODY, fonts.SEMIBOLD if self._row.is_heard else fonts.REGULAR)
        )
        self._painter.setPen(self._theme.text if self._row.is_heard else self._theme.text3)
        self._painter.drawText(self._first_line(0, _NUMBER_MARGIN), _RIGHT, str(self._row.number))

    def paint_speaker(self) -> None:
        speaker = self._row.speaker
        left, top = self._box.left() + 6, self._box.top() + 6
        chips.paint_chip(self._painter, left, top, self._row.initials, speaker.colour, self._theme)
        line = self._first_line(6 + chips.WIDTH + 7, 4)
        self._painter.setFont(fonts.font(fonts.BODY, fonts.MEDIUM))
        self._painter.setPen(self._theme.speaker(speaker.colour).ink)
        metrics = self._painter.fontMetrics()
        name = metrics.elidedText(speaker.name, Qt.TextElideMode.ElideRight, line.width())
        self._painter.drawText(line, _LEFT, name)

    def paint_cue(self) -> None:
        if self._row.cue is not None:
            cue_tag.paint(self._painter, self._box, self._row.cue, self._theme)

    def paint_length(self) -> None:
        painter, looks = self._painter, self._row.look
        painter.setFont(fonts.font(fonts.SECONDARY))
        painter.setPen(self._theme.text2)
        painter.drawText(self._first_line(0, _LENGTH_MARGIN), _RIGHT, length_words(self._row))
        painter.setFont(fonts.font(fonts.HINT))
        painter.setPen(looks.colour(self._theme))
        below = self._first_line(0, _LENGTH_MARGIN).translated(0, 16)
        painter.drawText(below, _RIGHT, state_words(self._row))

    def _paint_play_mark(self) -> None:
        x, y = self._box.left() + 4, self._box.top() + 15
        mark = QPolygonF([QPointF(x, y - 5.5), QPointF(x + 8, y), QPointF(x, y + 5.5)])
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.playhead)
        self._painter.drawPolygon(mark)
        self._painter.restore()

    def _first_line(self, left: int, right: int) -> QRect:
        box = self._box
        return QRect(
            box.left() + left, box.top() + 5, box.width() - left - right, row_text.LINE_HEIGHT
        )

    def _draw_icon(self, name: str, colour: QColor, x: int, size: int) -> None:
        scale = self._painter.device().devicePixelRatio()
        drawn = icons.pixmap(name, self._theme, colour, size, scale)
        self._painter.drawPixmap(x, self._box.top() + 7, drawn)
