"""The words of a row laid out, wrapped: of a Line the direction in italics, then the text; headings
bold, and what is never spoken in quiet italics.

Only what is seen is laid out, and remembered by words, width and theme; of the rest the height is
guessed from how many letters it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

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

_ABOVE, _BELOW = 5, 4
_USUAL = "There is nothing here that anybody would call a usual sentence, and yet."


def row_height(item: ScriptItem, width: int, theme: Theme) -> int:
    """How high the row of `item` is when its text may be `width` wide."""
    return _height(item, laid_out(item, width, theme).lineCount())


def likely_row_heights(items: Iterable[ScriptItem], width: int) -> list[int]:
    """The same of many, guessed from how many letters they have: nobody looks at them yet."""
    line, room = size.line_height(), _around()
    least, letters = size.least_height(), _fitting(width) / _letter_width(_letters())
    return [
        max(
            least if type(item) is Line else 0,
            room + line * (1 + int(len(item.text) / letters)),
        )
        for item in items
    ]


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


@lru_cache(maxsize=16)
def _letter_width(letters: int) -> float:
    """Of a usual letter in usual words."""
    return QFontMetricsF(fonts.font(letters)).horizontalAdvance(_USUAL) / len(_USUAL)


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
