"""The number and words over a Clip as a picture, cut short to the room there is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap

from ui import fonts
from ui.theme import Theme

HEIGHT = 15
_BASELINE = 11.5
_GAP = 4
_MOST_LETTERS = 400  # Nobody sees more of a Line on one row.


def words_picture(number: int, words: str, width: int, theme: Theme, scale: float) -> QPixmap:
    """At most `width` logical pixels wide; the number alone when `words` is empty."""
    bold = fonts.font(fonts.HINT, fonts.BOLD)
    plain = fonts.font(fonts.HINT, fonts.MEDIUM)
    figures = str(number)
    after_number = QFontMetrics(bold).horizontalAdvance(figures) + _GAP
    metrics = QFontMetrics(plain)
    room = width - after_number
    shown = ""
    if words and room > 8:
        line = words[:_MOST_LETTERS].replace("\n", " ")
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
    needed = min(width, after_number + metrics.horizontalAdvance(shown) + 2)
    picture = QPixmap(max(1, round(needed * scale)), round(HEIGHT * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(theme.text)
    painter.setFont(bold)
    painter.drawText(QPointF(0, _BASELINE), figures)
    if shown:
        painter.setFont(plain)
        painter.drawText(QPointF(after_number, _BASELINE), shown)
    painter.end()
    return picture
