"""The corner over the heads: what they are, and the time zoom."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from studio.sentences import Sentence
from ui import icons, messages
from ui.look import Look
from ui.plain_text import label
from ui.slim_slider import SlimSlider
from ui.timeline import brushes, words
from ui.timeline.ruler import HEIGHT
from ui.timeline.shown import Shown
from ui.timeline.steering import ZOOM_STEP, Steering
from ui.timeline.view import scale_at, slider_part

_STEPS = 1_000
_BUTTON, _ICON, _SLIDER = 20, 14, 64


class ZoomBar(QWidget):
    def __init__(self, shown: Shown, steering: Steering, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown, self._steering, self._look = shown, steering, look
        self._shown_scale = 0.0
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 0, 8, 0)
        row.setSpacing(4)
        self._title = label("timeline_lanes", messages.say(words.LANES))
        self._slider = SlimSlider(look, parent=self)
        self._slider.setRange(0, _STEPS)
        self._slider.setSingleStep(_STEPS // 50)
        self._slider.setFixedWidth(_SLIDER)
        self._slider.setAccessibleName(messages.say(words.ZOOM))
        self._slider.valueChanged.connect(self._slid)
        self._out = self._button(words.ZOOM_OUT, 1 / ZOOM_STEP)
        self._in = self._button(words.ZOOM_IN, ZOOM_STEP)
        row.addWidget(self._title, 1)
        for each in (self._out, self._slider, self._in):
            row.addWidget(each)
        shown.view_changed.connect(self._show_scale)
        look.changed.connect(self._show_icons)
        self._show_icons()
        self._show_scale()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._look.theme
        painter.fillRect(self.rect(), theme.panel)
        brushes.across(painter, 0, self.height() - 1, self.width(), theme.line)
        brushes.down(painter, self.width() - 1, 0, self.height(), theme.line)

    def _button(self, said: Sentence, factor: float) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "flat")
        button.setFixedSize(_BUTTON, _BUTTON)
        button.setIconSize(QSize(_ICON, _ICON))
        button.setAutoRepeat(True)
        button.setAccessibleName(messages.say(said))
        button.setToolTip(messages.say(said))
        button.clicked.connect(lambda: self._steering.zoom_by(factor))
        return button

    def _slid(self, value: int) -> None:
        self._steering.zoom_to(scale_at(value / _STEPS))

    def _show_scale(self) -> None:
        scale = self._shown.view.pixels_per_second
        if scale == self._shown_scale:
            return
        self._shown_scale = scale
        said = words.scale_words(scale)
        self._slider.blockSignals(True)
        self._slider.setValue(round(slider_part(scale) * _STEPS))
        self._slider.blockSignals(False)
        self._slider.setAccessibleDescription(said)
        self._slider.setToolTip(said)

    def _show_icons(self) -> None:
        theme = self._look.theme
        self._out.setIcon(icons.icon("minus", theme, theme.text2, size=_ICON))
        self._in.setIcon(icons.icon("plus", theme, theme.text2, size=_ICON))
