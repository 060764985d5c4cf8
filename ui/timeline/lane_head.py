"""The head of one Lane: who is on it, how their context stands, mute, solo and gain."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from studio.document.lanes import LaneSettings
from studio.sentences import Sentence
from studio.standing.contexts import ContextState
from ui import chips, fonts, icons, messages, quantities
from ui.context_looks import CONTEXT_LOOKS
from ui.letter_toggle import LetterToggle
from ui.look import Look
from ui.plain_text import tip
from ui.slim_slider import SlimSlider
from ui.timeline import brushes, words
from ui.timeline.lanes import ONE_ROW_BELOW, Lane

WIDTH, SMALL_WIDTH = 208, 176
LEAST_GAIN, MOST_GAIN = -24.0, 12.0
_TENTHS = 10
_STEP_TENTHS = 5
_EDGE, _LEFT, _RIGHT, _DOT, _DECIBELS_WIDTH = 4, 11, 8, 12, 46
_ROW = 22


class LaneHead(QWidget):
    """Shows one Lane after another as they are scrolled into view."""

    settings_wanted = Signal(str, object)
    duck_wanted = Signal(str, bool)
    menu_wanted = Signal(str, object, QPoint)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._lane: Lane | None = None
        self._context: ContextState | None = None
        self._mute = LetterToggle("M", "draft", look, self)
        self._solo = LetterToggle("S", "accent", look, self)
        self._gain = SlimSlider(look, 0, self)
        self._gain.setRange(round(LEAST_GAIN * _TENTHS), round(MOST_GAIN * _TENTHS))
        self._gain.setSingleStep(_STEP_TENTHS)
        self._duck = LetterToggle(messages.say(words.DUCK), "accent", look, self)
        self._mute.clicked.connect(self._mute_clicked)
        self._solo.clicked.connect(self._solo_clicked)
        self._duck.clicked.connect(self._duck_clicked)
        self._gain.valueChanged.connect(self._gain_moved)

    @property
    def lane(self) -> Lane | None:
        return self._lane

    def show_lane(self, lane: Lane, context: ContextState | None, *, is_ducking: bool) -> None:
        """Show this one from now on; its controls say its name."""
        if (lane, context, is_ducking) == (self._lane, self._context, self._duck.isChecked()):
            return
        is_other = self._lane is None or self._lane.name != lane.name
        self._lane, self._context = lane, context
        settings = lane.settings
        self._mute.setChecked(settings.is_muted)
        self._solo.setChecked(settings.is_solo)
        self._duck.setChecked(is_ducking)
        self._gain.blockSignals(True)
        self._gain.setValue(round(settings.gain_db * _TENTHS))
        self._gain.blockSignals(False)
        if is_other:
            self.setAccessibleName(lane.name)
            _name(self._mute, words.MUTE, words.MUTE_KEY, lane.name)
            _name(self._solo, words.SOLO_LANE, words.SOLO_KEY, lane.name)
            _name(self._duck, words.DUCK_LANE, words.DUCK_LANE, lane.name)
        self._show_gain()
        self._place_controls()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        lane, theme = self._lane, self._look.theme
        if lane is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        brushes.across(painter, 0, self.height() - 1, self.width(), theme.line)
        row = QRect(0, 0, self.width(), self._first_row_height())
        left = _LEFT
        if lane.colour is None:
            drawn = icons.pixmap("music", theme, theme.text2, 14, self.devicePixelRatio())
            painter.drawPixmap(left, row.center().y() - 6, drawn)
            left += 14 + 8
        else:
            painter.fillRect(0, 0, _EDGE, self.height(), theme.speaker(lane.colour).fill)
            y = row.center().y() - chips.HEIGHT // 2 + 1
            chips.paint_chip(painter, left, y, lane.initials, lane.colour, theme)
            left += chips.WIDTH + 6
        self._paint_name(painter, row, left)
        self._paint_context(painter, row)
        if self._has_two_rows():
            self._paint_gain_words(painter)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._lane is not None:
            self.menu_wanted.emit(self._lane.id, self._lane.settings, event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_controls()

    def _paint_name(self, painter: QPainter, row: QRect, left: int) -> None:
        lane, theme = self._lane, self._look.theme
        if lane is None:
            return
        right = self._dot_left() if self._context is not None else self._first_control_left()
        room = row.adjusted(left, 0, right - 4 - row.width(), 0)
        painter.setFont(fonts.font(fonts.SECONDARY, fonts.MEDIUM))
        painter.setPen(theme.text)
        name = painter.fontMetrics().elidedText(
            lane.name, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_context(self, painter: QPainter, row: QRect) -> None:
        if self._context is None:
            return
        looks, theme = CONTEXT_LOOKS[self._context], self._look.theme
        scale = self.devicePixelRatio()
        drawn = icons.pixmap(looks.icon, theme, looks.colour(theme), _DOT, scale)
        painter.drawPixmap(self._dot_left(), row.center().y() - _DOT // 2 + 1, drawn)

    def _paint_gain_words(self, painter: QPainter) -> None:
        """The gain, or what makes it of no matter."""
        lane, theme = self._lane, self._look.theme
        if lane is None:
            return
        said, colour = quantities.decibels(lane.settings.gain_db), theme.text2
        if lane.settings.is_muted:
            said, colour = messages.say(words.MUTED), theme.draft
        elif lane.settings.is_solo:
            said, colour = messages.say(words.SOLO), theme.accent
        painter.setFont(fonts.font(fonts.HINT))
        painter.setPen(colour)
        place = self._gain.geometry()
        room = QRect(0, place.top(), self.width() - _RIGHT, place.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, flags, said)

    def _place_controls(self) -> None:
        lane = self._lane
        if lane is None:
            return
        middle = self._first_row_height() // 2
        size = self._mute.sizeHint()
        right = self.width() - _RIGHT + 2
        for each in (self._solo, self._mute):
            right -= size.width()
            each.setGeometry(right, middle - size.height() // 2, size.width(), size.height())
        self._duck.setVisible(lane.is_sound)
        duck = self._duck.sizeHint()
        self._duck.setGeometry(
            right - duck.width(), middle - duck.height() // 2, duck.width(), duck.height()
        )
        self._gain.setVisible(self._has_two_rows())
        width = self.width() - _LEFT - _RIGHT - _DECIBELS_WIDTH
        self._gain.setGeometry(_LEFT, self._first_row_height(), width, 16)

    def _has_two_rows(self) -> bool:
        return self._lane is not None and self._lane.height >= ONE_ROW_BELOW

    def _first_row_height(self) -> int:
        return _ROW + 2 if self._has_two_rows() else self.height()

    def _first_control_left(self) -> int:
        is_sound = self._lane is not None and self._lane.is_sound
        return self._duck.x() if is_sound else self._mute.x()

    def _dot_left(self) -> int:
        return self._mute.x() - _DOT - 3

    def _show_gain(self) -> None:
        lane = self._lane
        if lane is None:
            return
        gain = quantities.decibels(lane.settings.gain_db)
        self._gain.setAccessibleName(messages.say(words.GAIN, name=lane.name))
        self._gain.setAccessibleDescription(gain)
        self._gain.setToolTip(tip(messages.say(words.GAIN_IS, name=lane.name, gain=gain)))

    def _want(self, settings: LaneSettings) -> None:
        if self._lane is not None:
            self.settings_wanted.emit(self._lane.id, settings)

    def _mute_clicked(self, is_on: bool) -> None:
        if self._lane is not None:
            self._want(replace(self._lane.settings, is_muted=is_on))

    def _solo_clicked(self, is_on: bool) -> None:
        if self._lane is not None:
            self._want(replace(self._lane.settings, is_solo=is_on))

    def _duck_clicked(self, is_on: bool) -> None:
        if self._lane is not None:
            self.duck_wanted.emit(self._lane.id, is_on)

    def _gain_moved(self, tenths: int) -> None:
        if self._lane is not None:
            self._want(replace(self._lane.settings, gain_db=tenths / _TENTHS))


def _name(control: QAbstractButton, full: Sentence, hint: Sentence, name: str) -> None:
    control.setAccessibleName(messages.say(full, name=name))
    control.setToolTip(tip(messages.say(hint, name=name)))
