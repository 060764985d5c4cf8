"""A row below the words of a Line: why it was not spoken with a way to try again, or why it is not
written."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from studio.sentences import sentence
from ui import fonts, messages
from ui.script import size
from ui.script.rows import Foot
from ui.theme import Theme

TRY_AGAIN = sentence("ui.script.try_again", "Try again")

_LEFT_MARGIN, _GAP = 8, 10
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def height(foot: Foot | None) -> int:
    return 0 if foot is None else size.line_height()


def box_in(row: QRect, left: int, width: int) -> QRect:
    """Where it lies in a row whose words begin at `left` and may be so wide."""
    high = size.line_height()
    return QRect(left + _LEFT_MARGIN, row.bottom() - high - 2, width - _LEFT_MARGIN, high)


def paint(painter: QPainter, box: QRect, foot: Foot, theme: Theme) -> None:
    words, action = _shared(box, foot)
    painter.setFont(fonts.font(fonts.zoomed(fonts.SECONDARY)))
    painter.setPen(theme.failed if foot.is_failure else theme.stale)
    metrics = painter.fontMetrics()
    said = metrics.elidedText(foot.words, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, _LEFT, said)
    if foot.is_failure:
        painter.setFont(fonts.font(fonts.zoomed(fonts.SECONDARY), fonts.SEMIBOLD))
        painter.setPen(theme.accent)
        painter.drawText(action, _LEFT, messages.say(TRY_AGAIN))


def action_box(box: QRect, foot: Foot) -> QRect:
    """Where a press tries again; empty where there is nothing to try."""
    return _shared(box, foot)[1] if foot.is_failure else QRect()


def _shared(box: QRect, foot: Foot) -> tuple[QRect, QRect]:
    """The room of the words, and of the action behind them."""
    pixels = fonts.zoomed(fonts.SECONDARY)
    plain = QFontMetrics(fonts.font(pixels)).horizontalAdvance(foot.words) + 2
    bold = QFontMetrics(fonts.font(pixels, fonts.SEMIBOLD))
    wanted = bold.horizontalAdvance(messages.say(TRY_AGAIN)) + 2 if foot.is_failure else 0
    room = max(0, min(plain, box.width() - wanted - _GAP))
    words = QRect(box.left(), box.top(), room, box.height())
    return words, QRect(words.right() + _GAP, box.top(), wanted, box.height())
