"""Paints one card: who speaks by its edge, how it stands in its first row, and the words below."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from studio.takes.line_state import LineState
from ui import fonts, icons
from ui.script import cue_tag, foot, row_text, size
from ui.script.lanes.measure import EDGE, PADDING, head
from ui.script.row_model import length_words, state_words
from ui.script.rows import Row, SilentRow
from ui.theme import Theme

_RADIUS, _GLYPH, _ROW_TOP = 3, 14, 3
_MUTED = 0.6
_DASHED = frozenset({LineState.DRAFT, LineState.UNDERSTUDY, LineState.QUEUED, LineState.MISSING})
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def paint_card(
    painter: QPainter, box: QRect, row: Row, width: int, theme: Theme, *, is_selected: bool
) -> None:
    """`width` is what the words were laid out for."""
    is_muted = row.line.is_muted or row.speaker.lane.is_muted
    _paint_ground(painter, box, row, theme, is_selected=is_selected)
    if is_muted:
        painter.setOpacity(_MUTED)
    _paint_head(painter, box, row, theme)
    layout = row_text.laid_out(row.line, width, theme)
    painter.setPen(theme.text)
    marked = [] if row.word is None else [row_text.marked_word(row.line, row.word, theme)]
    layout.draw(painter, QPointF(box.left() + EDGE + PADDING, box.top() + head() - 2), marked)
    if is_muted:
        painter.setOpacity(1.0)
    if row.foot is not None:
        foot.paint(painter, foot.box_in(box, *_words_in(box)), row.foot, theme)


def foot_action(box: QRect, row: Row) -> QRect:
    """Where a press on the card tries again what failed."""
    return (
        QRect()
        if row.foot is None
        else foot.action_box(foot.box_in(box, *_words_in(box)), row.foot)
    )


def _words_in(box: QRect) -> tuple[int, int]:
    return box.left() + EDGE, box.width() - EDGE - PADDING


def paint_silent(
    painter: QPainter, box: QRect, row: SilentRow, width: int, theme: Theme, *, is_selected: bool
) -> None:
    """A heading, or what is only read: across all columns, on the bare ground."""
    if is_selected:
        painter.fillRect(box, theme.selection)
        painter.fillRect(box.left(), box.top(), EDGE - 1, box.height(), theme.accent)
    layout = row_text.laid_out(row.item, width, theme)
    painter.setPen(theme.text)
    layout.draw(painter, QPointF(box.left() + EDGE + PADDING, box.top() + 2), [])


def _paint_ground(
    painter: QPainter, box: QRect, row: Row, theme: Theme, *, is_selected: bool
) -> None:
    speaker = theme.speaker(row.speaker.colour)
    ground = theme.selection if is_selected else theme.raised if row.is_heard else theme.panel
    pen = QPen(theme.accent if is_selected else speaker.ink if row.is_heard else theme.border, 1)
    if not is_selected and not row.is_heard and row.state not in _DASHED:
        pen.setColor(theme.line)
    if row.state in _DASHED:
        pen.setStyle(Qt.PenStyle.DashLine)
    if is_selected and theme.name == "contrast":
        pen.setWidth(2)
    painter.setPen(pen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.fillRect(box.left(), box.top(), EDGE, box.height(), speaker.fill)


def _paint_head(painter: QPainter, box: QRect, row: Row, theme: Theme) -> None:
    line = QRect(
        box.left() + EDGE + PADDING,
        box.top() + _ROW_TOP,
        box.width() - EDGE - 2 * PADDING,
        size.line_height(),
    )
    length = length_words(row)
    painter.setFont(fonts.font(fonts.zoomed(fonts.HINT)))
    metrics = painter.fontMetrics()
    painter.setPen(theme.text2)
    painter.drawText(line, _RIGHT, length)
    end = line.right() - metrics.horizontalAdvance(length) - PADDING
    painter.setFont(fonts.font(fonts.zoomed(fonts.HINT), fonts.SEMIBOLD))
    painter.setPen(theme.speaker(row.speaker.colour).ink)
    number = str(row.number)
    painter.drawText(line, _LEFT, number)
    x = line.left() + painter.fontMetrics().horizontalAdvance(number) + 6
    colour = row.look.colour(theme)
    scale = painter.device().devicePixelRatio()
    glyph = icons.pixmap(row.look.glyph, theme, colour, _GLYPH, scale)
    painter.drawPixmap(x, line.top() + (line.height() - _GLYPH) // 2, glyph)
    x += _GLYPH + 5
    tag = cue_tag.narrow_width(row.cue) if row.cue is not None else 0
    painter.setFont(fonts.font(fonts.zoomed(fonts.HINT)))
    painter.setPen(colour)
    word = metrics.elidedText(state_words(row), Qt.TextElideMode.ElideRight, end - x - tag)
    painter.drawText(QRect(x, line.top(), end - x, line.height()), _LEFT, word)
    if row.cue is not None:
        x += metrics.horizontalAdvance(word) + 6
        top = line.top() + (line.height() - cue_tag.height()) // 2
        cue_tag.paint_narrow(painter, x, top, row.cue, theme)
