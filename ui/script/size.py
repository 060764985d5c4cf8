"""The measures of rows and cards, at the size of the text and the density a person chose."""

from __future__ import annotations

from ui import fonts

_LINE, _LEAST, _COMPACT = 20, 42, 28


class _Density:
    is_compact = False


def set_compact(is_compact: bool) -> None:
    """Rows as low as their words allow, from now on; whoever shows rows is to measure them again."""
    _Density.is_compact = is_compact


def is_compact() -> bool:
    """Then the word of a state is left out; its glyph and the tooltip stay."""
    return _Density.is_compact


def line_height() -> int:
    """Of one line of words in a row."""
    return fonts.zoomed(_LINE)


def least_height() -> int:
    """Of a Line's row: its state stands below its length, unless rows are compact."""
    return fonts.zoomed(_COMPACT if _Density.is_compact else _LEAST)
