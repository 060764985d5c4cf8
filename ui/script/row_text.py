"""The words of a row laid out, wrapped: of a Line the direction in italics, then the text; headings
bold, and what is never spoken in quiet italics.

Only what is seen is laid out, and remembered by words, width and theme; of the rest the height is
guessed from its length in one line.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from studio.document.script_items import Heading
from studio.document.spoken_text import without_cut_mark
from studio.document.values import Line, ScriptItem
from ui import fonts
from ui.script import size
from ui.theme import Theme

WIDEST = 760
"""Longer rows than this are hard to read, however wide the window is."""

_WIDE = "m"
"""No text has letters as wide as this on the whole: so short a one is not measured."""

_ABOVE, _BELOW = 5, 4


def row_height(item: ScriptItem, width: int, theme: Theme) -> int:
    """How high the row of `item` is when its text may be `width` wide."""
    return _height(item, laid_out(item, width, theme).lineCount())


def likely_row_heights(items: Iterable[ScriptItem], width: int) -> list[int]:
    """The same of many without laying the words out: right for one line of words, a good guess for
    more. What is the same for all of them is asked once, for there may be ten thousand."""
    letters, fitting = _letters(), _fitting(width)
    surely_fitting = fitting / _advance(_WIDE, letters)
    line_height, around, least = size.line_height(), _around(), size.least_height()
    heights = []
    for item in items:
        at_least, words = 0, item.text
        if isinstance(item, Line):
            at_least = least
            if item.direction:
                words = _before(item.direction) + words
        is_short = len(words) < surely_fitting and words.isascii()
        lines = 1 if is_short else max(1, ceil(_advance(words, letters) / fitting))
        heights.append(max(at_least, around + lines * line_height))
    return heights


def laid_out(item: ScriptItem, width: int, theme: Theme) -> QTextLayout:
    """The words of `item`, to be drawn at the upper left corner of its text."""
    match item:
        case Line():
            return _layout(item.direction, item.text, _fitting(width), theme, _letters())
        case Heading():
            return _silent(item.text, _fitting(width), theme, _letters(), is_heading=True)
        case _:
            return _silent(item.text, _fitting(width), theme, _letters(), is_heading=False)


def marked_word(item: ScriptItem, word: tuple[int, int], theme: Theme) -> QTextLayout.FormatRange:
    """How the word that is heard looks: on a raised ground, underlined."""
    looks = QTextCharFormat()
    looks.setBackground(theme.raised)
    looks.setForeground(theme.text)
    looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    looks.setUnderlineColor(theme.playhead)
    before = len(_before(item.direction)) if isinstance(item, Line) else 0
    return _range(before + word[0], word[1] - word[0], looks)


def _before(direction: str) -> str:
    return f"({direction}) " if direction else ""


def _height(item: ScriptItem, lines: int) -> int:
    least = size.least_height() if isinstance(item, Line) else 0
    return max(least, _around() + max(1, lines) * size.line_height())


def _around() -> int:
    return fonts.zoomed(_ABOVE + _BELOW)


def _letters() -> int:
    return fonts.zoomed(fonts.SCRIPT)


def _fitting(width: int) -> int:
    return max(1, min(width, fonts.zoomed(WIDEST)))


@lru_cache(maxsize=200_000)
def _advance(words: str, letters: int) -> float:
    return _metrics(letters).horizontalAdvance(words)


@lru_cache(maxsize=16)
def _metrics(letters: int) -> QFontMetricsF:
    return QFontMetricsF(fonts.font(letters))


@lru_cache(maxsize=4_000)
def _layout(direction: str, text: str, width: int, theme: Theme, letters: int) -> QTextLayout:
    before = _before(direction)
    layout = QTextLayout(before + text, fonts.font(letters))
    layout.setFormats(list(_formats(len(before), text, theme)))
    return _wrapped(layout, width)


@lru_cache(maxsize=1_000)
def _silent(text: str, width: int, theme: Theme, letters: int, *, is_heading: bool) -> QTextLayout:
    weight = fonts.BOLD if is_heading else fonts.REGULAR
    layout = QTextLayout(text, fonts.font(letters, weight, italic=not is_heading))
    looks = QTextCharFormat()
    looks.setForeground(theme.text if is_heading else theme.text3)
    layout.setFormats([_range(0, len(text), looks)])
    return _wrapped(layout, width)


def _wrapped(layout: QTextLayout, width: int) -> QTextLayout:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    top, height = 0.0, size.line_height()
    while (part := layout.createLine()).isValid():
        part.setLineWidth(width)
        part.setPosition(QPointF(0, top + (height - part.height()) / 2))
        top += height
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
