"""The words of a Line laid out for its row: direction in italics, then the text, wrapped.

Only what is seen is laid out, and remembered by words, width and theme; of the rest the height is
guessed from its length in one line.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from studio.document.spoken_text import without_cut_mark
from studio.document.values import Line
from ui import fonts
from ui.theme import Theme

LINE_HEIGHT = 20
WIDEST = 760
"""Longer rows than this are hard to read, however wide the window is."""

LEAST_HEIGHT = 42
_ABOVE, _BELOW = 5, 4


def row_height(line: Line, width: int, theme: Theme) -> int:
    """How high the row of `line` is when its text may be `width` wide."""
    return _height(laid_out(line, width, theme).lineCount())


def likely_row_height(line: Line, width: int) -> int:
    """The same without laying the words out: right for one line of words, a good guess for more."""
    return _height(ceil(_advance(_before(line.direction) + line.text) / min(width, WIDEST)))


def laid_out(line: Line, width: int, theme: Theme) -> QTextLayout:
    """The words of `line`, to be drawn at the upper left corner of its text."""
    return _layout(line.direction, line.text, min(width, WIDEST), theme)


def _before(direction: str) -> str:
    return f"({direction}) " if direction else ""


def _height(lines: int) -> int:
    return max(LEAST_HEIGHT, _ABOVE + lines * LINE_HEIGHT + _BELOW)


@lru_cache(maxsize=200_000)
def _advance(words: str) -> float:
    return QFontMetricsF(fonts.font(fonts.SCRIPT)).horizontalAdvance(words)


@lru_cache(maxsize=4_000)
def _layout(direction: str, text: str, width: int, theme: Theme) -> QTextLayout:
    before = _before(direction)
    layout = QTextLayout(before + text, fonts.font(fonts.SCRIPT))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.setFormats(list(_formats(len(before), text, theme)))
    layout.beginLayout()
    top = 0.0
    while (part := layout.createLine()).isValid():
        part.setLineWidth(width)
        part.setPosition(QPointF(0, top + (LINE_HEIGHT - part.height()) / 2))
        top += LINE_HEIGHT
    layout.endLayout()
    return layout


def _formats(before: int, text: str, theme: Theme) -> list[QTextLayout.FormatRange]:
    words, may_be_cut = without_cut_mark(text)
    plain, direction, mark = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
    plain.setForeground(theme.text)
    direction.setForeground(theme.text3)
    direction.setFontItalic(True)
    mark.setForeground(theme.accent)
    mark.setFontWeight(QFont.Weight.DemiBold)
    ranges = [(0, before, direction), (before, len(words), plain)]
    if may_be_cut:
        ranges.append((before + len(words), len(text) - len(words), mark))
    return [_range(*each) for each in ranges]


def _range(start: int, length: int, looks: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, looks
    return made
