"""The type of the window: the system's own face at the sizes of the house, figures that line up."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QGuiApplication

HINT, SECONDARY, BODY, SCRIPT, TITLE, POSITION = 11, 12, 13, 14, 15, 19
"""Pixels, by what the words are for."""

REGULAR, MEDIUM, SEMIBOLD, BOLD = (
    QFont.Weight.Normal,
    QFont.Weight.Medium,
    QFont.Weight.DemiBold,
    QFont.Weight.Bold,
)


class _Zoom:
    percent = 100


def zoom_text(percent: int) -> None:
    """Write what is zoomed at this size from now on; `look` calls it and tells everybody."""
    _Zoom.percent = percent


def zoomed(pixels: int) -> int:
    """What a size in script and panels becomes with the zoom of the text: letters and room for them."""
    return round(pixels * _Zoom.percent / 100)


@cache
def font(pixels: int, weight: QFont.Weight = REGULAR, *, italic: bool = False) -> QFont:
    made = QFont(QGuiApplication.font())
    made.setPixelSize(pixels)
    made.setWeight(weight)
    made.setItalic(italic)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
