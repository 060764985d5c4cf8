"""Paints one row of the script, in the anatomy of the house."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui import chips, fonts, icons
from ui.script import cue_tag, deliveries, foot, row_text, size
from ui.script.row_model import (
    Column,
    length_words,
    price_words,
    state_words,
    takes_words,
)
from ui.script.rows import Row, SilentRow
from ui.theme import Theme

TEXT_MARGIN = 8
_TOP = 5
_BAR, _GLYPH, _GLYPH_LEFT, _GLYPH_TOP = 3, 16, 14, 7
_MARGIN, _LENGTH_MARGIN = 8, 12
_CHIP_LEFT, _CHIP_TOP, _NAME_GAP = 6, 6, 7
_NOTE = 14
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Place = tuple[int, int]
"""Left edge and width of a column; the width of one that is hidden is nought."""


def paint_row(
    painter: QPainter,
    box: QRect,
    row: Row | SilentRow,
    places: Sequence[Place],
    theme: Theme,
    *,
    is_selected: bool,
) -> None:
    """`places` are those of the columns, in their order."""
    is_heard = isinstance(row, Row) and row.is_heard
    _paint_ground(painter, box, theme, is_selected=is_selected, is_heard=is_heard)
    left, width = places[Column.TEXT]
    item = row.line if isinstance(row, Row) else row.item
    layout = row_text.laid_out(item, width - 2 * TEXT_MARGIN, theme)
    at = QPointF(left + TEXT_MARGIN, box.top() + fonts.zoomed(_TOP))
    painter.setPen(theme.text)
    if not isinstance(row, Row):
        layout.draw(painter, at, [])
        return
    marked = [] if row.word is None else [row_text.marked_word(row.line, row.word, theme)]
    layout.draw(painter, at, marked)
    cell = _Cells(painter, box, places, row, theme)
    cell.paint_state()
    cell.paint_number()
    cell.paint_speaker()
    cell.paint_figures()
    if row.cue is not None:
        left, width = places[Column.CUE]
        cue_tag.paint(painter, QRect(left, box.top(), width, box.height()), row.cue, theme)
    if row.line.notes:
        end = layout.lineAt(layout.lineCount() - 1)
        x = round(at.x() + end.naturalTextWidth()) + 6
        y = round(at.y() + end.y() + (end.height() - _NOTE) / 2)
        _draw_icon(painter, "note", theme, theme.text2, x, y, _NOTE)
    if row.foot is not None:
        foot.paint(painter, foot.box_in(box, *places[Column.TEXT]), row.foot, theme)


def _paint_ground(
    painter: QPainter, box: QRect, theme: Theme, *, is_selected: bool, is_heard: bool
) -> None:
    ground = theme.panel if is_heard else theme.surface
    painter.fillRect(box, theme.selection if is_selected else ground)
    painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.line)
    if not is_selected:
        return
    if theme.name == "contrast":
        for y in (box.top(), box.bottom()):
            painter.fillRect(box.left(), y, box.width(), 1, theme.accent)
    painter.fillRect(box.left(), box.top(), _BAR, box.height(), theme.accent)


def _draw_icon(
    painter: QPainter, name: str, theme: Theme, colour: QColor, x: int, y: int, pixels: int
) -> None:
    scale = painter.device().devicePixelRatio()
    painter.drawPixmap(x, y, icons.pixmap(name, theme, colour, pixels, scale))


class _Cells:
    """What stands beside the words of a Line while its row is painted."""

    def __init__(
        self, painter: QPainter, box: QRect, places: Sequence[Place], row: Row, theme: Theme
    ) -> None:
        self._painter, self._box, self._places = painter, box, places
        self._row, self._theme = row, theme

    def paint_state(self) -> None:
        look, left = self._row.look, self._places[Column.STATE][0]
        middle = self._box.top() + fonts.zoomed(_TOP) + size.line_height() // 2
        colour = look.colour(self._theme)
        y = middle - _GLYPH // 2
        _draw_icon(self._painter, look.glyph, self._theme, colour, left + _GLYPH_LEFT, y, _GLYPH)
        if self._row.is_heard:
            self._paint_play_mark(left + 4, middle)

    def paint_number(self) -> None:
        is_heard = self._row.is_heard
        weight = fonts.SEMIBOLD if is_heard else fonts.REGULAR
        colour = self._theme.text if is_heard else self._theme.text3
        self._write(Column.NUMBER, str(self._row.number), fonts.BODY, colour, weight=weight)

    def paint_speaker(self) -> None:
        painter, speaker = self._painter, self._row.speaker
        left, width = self._places[Column.SPEAKER]
        line = self._line(left, width)
        chip_top = line.top() + (line.height() - chips.HEIGHT) // 2
        chips.paint_chip(
            painter, left + _CHIP_LEFT, chip_top, self._row.initials, speaker.colour, self._theme
        )
        line.setLeft(left + _CHIP_LEFT + chips.WIDTH + _NAME_GAP)
        line.setRight(left + width - 10)
        painter.setFont(fonts.font(fonts.zoomed(fonts.BODY), fonts.MEDIUM))
        ink = self._theme.speaker(speaker.colour).ink
        painter.setPen(ink)
        metrics = painter.fontMetrics()
        name = metrics.elidedText(speaker.name, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, _LEFT, name)
        end = line.left() + metrics.horizontalAdvance(name)
        if self._row.near is not None:
            painter.setPen(QPen(self._theme.stale, 2, Qt.PenStyle.DotLine))
            painter.drawLine(line.left(), line.bottom() - 1, end, line.bottom() - 1)
        if deliveries.is_changed(self._row.line):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawEllipse(QPointF(end + 5.5, line.center().y() + 0.5), 2, 2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def paint_figures(self) -> None:
        row, theme = self._row, self._theme
        margin = _LENGTH_MARGIN
        self._write(Column.LENGTH, length_words(row), fonts.SECONDARY, theme.text2, margin=margin)
        if not size.is_compact():
            below, colour = fonts.zoomed(16), row.look.colour(theme)
            words = state_words(row)
            self._write(Column.LENGTH, words, fonts.HINT, colour, margin=margin, below=below)
        if self._places[Column.TAKES][1]:
            self._write(Column.TAKES, takes_words(row), fonts.SECONDARY, theme.text2)
        if self._places[Column.PRICE][1]:
            self._write(Column.PRICE, price_words(row), fonts.SECONDARY, theme.text2)

    def _write(
        self,
        column: Column,
        words: str,
        pixels: int,
        colour: QColor,
        *,
        margin: int = _MARGIN,
        below: int = 0,
        weight: int = fonts.REGULAR,
    ) -> None:
        left, width = self._places[column]
        painter = self._painter
        painter.setFont(fonts.font(fonts.zoomed(pixels), weight))
        painter.setPen(colour)
        line = self._line(left, width - margin).translated(0, below)
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, _RIGHT, fitting)

    def _line(self, left: int, width: int) -> QRect:
        top = self._box.top() + fonts.zoomed(_TOP)
        return QRect(left, top, width, size.line_height())

    def _paint_play_mark(self, x: int, middle: int) -> None:
        y = middle + 0.0
        mark = QPolygonF([QPointF(x, y - 5.5), QPointF(x + 8, y), QPointF(x, y + 5.5)])
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.playhead)
        self._painter.drawPolygon(mark)
        self._painter.restore()
