"""A Cue's tag: an icon and the Cue in words, or only its figures where the words do not fit."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from studio.document.cues import Cue
from ui import fonts, icons, messages
from ui.script.cue_words import CueWords, cue_words
from ui.theme import Theme

MARGIN = 8
_TOP, _HEIGHT = 6, 18
_ICON, _GAP, _RADIUS = 14, 5, 3
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def widest(cues: Iterable[tuple[Cue, str]]) -> int:
    """How wide a cell is that has room for the words of each Cue after the Speaker named with it."""
    language = messages.language()
    letters = fonts.zoomed(fonts.HINT)
    return max((_cell_width(cue, earlier, language, letters) for cue, earlier in cues), default=0)


def paint(painter: QPainter, cell: QRect, cue: CueWords, theme: Theme) -> None:
    """The tag at the upper left of `cell`."""
    painter.setFont(fonts.font(fonts.zoomed(fonts.HINT)))
    words = messages.text(cue.words)
    if _tag_width(words, painter.fontMetrics()) + 2 * MARGIN > cell.width():
        words = cue.figures
    _paint(painter, cell.left() + MARGIN, cell.top() + fonts.zoomed(_TOP), (cue.icon, words), theme)


def paint_narrow(painter: QPainter, x: int, y: int, cue: CueWords, theme: Theme) -> None:
    """Only icon and figures, with their upper left corner at `x`, `y`."""
    painter.setFont(fonts.font(fonts.zoomed(fonts.HINT)))
    _paint(painter, x, y, (cue.icon, cue.figures), theme)


def narrow_width(cue: CueWords) -> int:
    """What icon and figures take, with the room beside them."""
    return _tag_width(cue.figures, QFontMetrics(fonts.font(fonts.zoomed(fonts.HINT)))) + MARGIN


def height() -> int:
    return fonts.zoomed(_HEIGHT)


def _paint(painter: QPainter, x: int, y: int, says: tuple[str, str], theme: Theme) -> None:
    icon, words = says
    tag = QRect(x, y, _tag_width(words, painter.fontMetrics()), height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(0.5, 0.5)
    painter.setPen(theme.border)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(tag.adjusted(0, 0, -1, -1), _RADIUS, _RADIUS)
    painter.restore()
    scale = painter.device().devicePixelRatio()
    drawn = icons.pixmap(icon, theme, theme.text2, _ICON, scale)
    painter.drawPixmap(tag.left() + _GAP, tag.top() + (tag.height() - _ICON) // 2, drawn)
    painter.setPen(theme.text2)
    painter.drawText(tag.adjusted(_ICON + 2 * _GAP, 0, 0, 0), _LEFT, words)


@lru_cache(maxsize=20_000)
def _cell_width(cue: Cue, earlier: str, _language: str, letters: int) -> int:
    said = cue_words(cue, earlier)
    if said is None:
        return 0
    metrics = QFontMetrics(fonts.font(letters))
    return _tag_width(messages.text(said.words), metrics) + 2 * MARGIN


def _tag_width(words: str, metrics: QFontMetrics) -> int:
    said = metrics.horizontalAdvance(words) + _GAP if words else 0
    return _GAP + _ICON + _GAP + said
