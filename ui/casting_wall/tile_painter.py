"""The parts of a tile, painted: head, waveform, state and price."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.sentences import sentence
from ui import fonts, icons, messages
from ui.casting_wall.values import TileShown, TileState, WaveOfTake
from ui.hatching import hatch_picture
from ui.theme import Theme
from ui.wave_picture import wave_picture

KEPT = sentence("ui.casting_wall.kept", "Kept")
REJECTED = sentence("ui.casting_wall.rejected", "Rejected")
PLAYING = sentence("ui.casting_wall.playing", "Playing")

GLYPHS = {
    TileState.READY: ("states/ready", "ready"),
    TileState.COMING: ("states/coming", "coming"),
    TileState.WAITING: ("states/queued", "coming"),
    TileState.STOPPED: ("states/missing", "text3"),
    TileState.NEEDS_A_WORD: ("states/unknown", "stale"),
    TileState.FAILED: ("states/failed", "failed"),
}
"""By state the glyph and the name of its colour."""

_LEFT, _KEY = 14, 24
_NARROW = 236


def paint_head(painter: QPainter, tile: TileShown, theme: Theme, width: int, scale: float) -> None:
    box = QRectF(_LEFT, 11, _KEY, _KEY)
    painter.setPen(QPen(theme.border, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(theme.text)
    painter.setFont(fonts.font(fonts.BODY, fonts.SEMIBOLD))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tile.key)
    right = float(width - _LEFT - 16)
    icon = "chip" if tile.is_local else "cloud"
    painter.drawPixmap(round(right), 15, icons.pixmap(icon, theme, theme.text2, 16, scale))
    tag = _tag(tile)
    if tag is not None:
        words, icon_of_tag, token = tag
        if width < _NARROW:
            words = ""  # the mark alone; the name needs the room
        right = _paint_tag(painter, words, icon_of_tag, token, theme, right - 8, scale)
    painter.setFont(fonts.font(fonts.BODY, fonts.SEMIBOLD))
    painter.setPen(theme.text)
    room = QRectF(_LEFT + _KEY + 9, 11, right - _LEFT - _KEY - 17, _KEY)
    name = painter.fontMetrics().elidedText(
        tile.name, Qt.TextElideMode.ElideRight, round(room.width())
    )
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)


def paint_wave(
    painter: QPainter,
    tile: TileShown,
    theme: Theme,
    box: QRectF,
    wave_of: WaveOfTake,
    colour: int,
) -> None:
    """As long as it will be next to the others; what has not come yet is hatched."""
    middle = box.center().y()
    if tile.state not in (TileState.READY, TileState.COMING):
        painter.setPen(QPen(theme.text3, 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(box.left(), middle, box.right(), middle))
        return
    whole = box.width() * tile.part
    there = whole * tile.arrived
    ink = _ink(tile, theme, colour)
    scale = painter.device().devicePixelRatio()
    columns = round(there * scale)
    wave = wave_of(tile.take, columns) if columns > 0 else None
    if wave is not None:
        image = wave_picture(wave, round(box.height() * scale), ink)
        image.setDevicePixelRatio(scale)
        painter.drawImage(QPoint(round(box.left()), round(box.top())), image)
    if tile.arrived < 1:
        rest = QRectF(box.left() + there, box.top() + 8, whole - there, box.height() - 16)
        hatch = hatch_picture(
            round(rest.width() * scale), round(rest.height() * scale), theme.coming
        )
        hatch.setDevicePixelRatio(scale)
        painter.drawImage(QPoint(round(rest.left()), round(rest.top())), hatch)


def paint_state(
    painter: QPainter, tile: TileShown, theme: Theme, width: int, top: int, scale: float
) -> None:
    glyph, token = GLYPHS[tile.state]
    colour: QColor = getattr(theme, token)
    painter.drawPixmap(_LEFT, top + 2, icons.pixmap(glyph, theme, colour, 14, scale))
    painter.setFont(fonts.font(fonts.SECONDARY))
    metrics = painter.fontMetrics()
    price = metrics.horizontalAdvance(tile.price)
    painter.setPen(theme.text2 if tile.state in (TileState.READY, TileState.STOPPED) else colour)
    room = QRectF(_LEFT + 20, top, width - 2 * _LEFT - 28 - price, 18)
    words = metrics.elidedText(tile.state_words, Qt.TextElideMode.ElideRight, round(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
    painter.setPen(theme.text2)
    box = QRectF(width - _LEFT - price - 1, top, price + 1, 18)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, tile.price)


def _tag(tile: TileShown) -> tuple[str, str, str] | None:
    """Words, icon and the name of the colour."""
    if tile.is_playing:
        return messages.say(PLAYING), "play", "accent"
    if tile.is_kept:
        return messages.say(KEPT), "check", "ready"
    return (messages.say(REJECTED), "close", "text2") if tile.is_rejected else None


def _paint_tag(
    painter: QPainter, words: str, icon: str, token: str, theme: Theme, right: float, scale: float
) -> float:
    """Ends at `right`; gives where it begins."""
    colour: QColor = getattr(theme, token)
    painter.setFont(fonts.font(fonts.HINT, fonts.MEDIUM))
    width = painter.fontMetrics().horizontalAdvance(words) + (26 if words else 22)
    box = QRectF(right - width, 13.5, width - 0.5, 19)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    at = round(box.left()) + 5
    painter.drawPixmap(at, 17, icons.pixmap(icon, theme, colour, 12, scale))
    painter.drawText(box.adjusted(20, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
    return box.left() - 6


def _ink(tile: TileShown, theme: Theme, colour: int) -> QColor:
    if tile.state is TileState.COMING:
        return theme.coming
    return theme.speaker(colour).ink if tile.is_playing or tile.is_current else theme.text3
