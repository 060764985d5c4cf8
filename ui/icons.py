"""Icons: line drawings from `resources/icons`, rendered in the colour and at the scale asked for."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from studio.resource_files import resource_file
from ui.theme import Theme

_WRITTEN_STROKE = 'stroke-width="1.5"'


def icon(name: str, theme: Theme, colour: QColor, *, size: int = 16) -> QIcon:
    """An icon for a button or a menu, sharp on the screens there are now; greyed when disabled."""
    made = QIcon()
    scales = {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
    for scale in sorted(scales):
        made.addPixmap(pixmap(name, theme, colour, size, scale))
        greyed = pixmap(name, theme, theme.text3, size, scale)
        made.addPixmap(greyed, QIcon.Mode.Disabled)
    return made


def pixmap(name: str, theme: Theme, colour: QColor, size: int, scale: float) -> QPixmap:
    """`size` logical pixels square, for a device with `scale` pixels to each of them."""
    return _rendered(name, colour.name(), theme.icon_stroke, size, scale)


@cache
def _rendered(name: str, colour: str, stroke: float, size: int, scale: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # icons are drawn after the first paint

    drawing = resource_file(f"icons/{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", colour)
    drawing = drawing.replace(_WRITTEN_STROKE, f'stroke-width="{stroke:g}"')
    side = round(size * scale)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(scale)
    return made
