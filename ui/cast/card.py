"""One Speaker's card: name, voices, gain and pan, and how far ahead they are ready.

It says what a person asks for; who shows it sees to that.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
)

from studio.document.lanes import LaneSettings
from studio.sentences import sentence
from ui import chips, icons, messages
from ui.cast.buttons import voice_button
from ui.cast.card_menu import speaker_menu
from ui.cast.name_field import NameField
from ui.cast.pan_field import PanField
from ui.cast.runway_strip import RunwayStrip
from ui.cast.switches import Switches
from ui.cast.values import Card
from ui.cast.words import FINAL_VOICE, NO_FINAL, card_words, ready_words, runway_words
from ui.cast_commands import Deed
from ui.context_looks import CONTEXT_LOOKS
from ui.elided_label import ElidedLabel
from ui.look import Look
from ui.plain_text import label, tip
from ui.slim_slider import SlimSlider

GAIN = sentence("ui.cast.gain", "Gain of {name}: {gain} dB")
DRAFT_VOICE = sentence("ui.cast.draft_voice", "Draft voice of {name}: {voice}")
NO_DRAFT = sentence("ui.cast.no_draft", "Choose a draft voice")
CHOOSE_FINAL = sentence("ui.cast.choose_final", "Choose a final voice")
NOT_REACHED = sentence("ui.cast.not_reached", "{voice} is not reachable, the draft is used: {why}")

_HEIGHT, _STEPS_PER_DB, _LEAST_DB, _MOST_DB = 96, 10, -24, 12


class SpeakerCard(QFrame):
    """`show_card` says what is true; the signals what is wanted."""

    lane_wanted = Signal(object)
    draft_voice_wanted = Signal()
    final_voice_wanted = Signal()
    audition_wanted = Signal()
    chosen = Signal()
    deed_wanted = Signal(object)
    colour_wanted = Signal(int)
    name_wanted = Signal(str)
    dragged = Signal(int)
    """To this height of the screen, by the mouse."""
    dropped = Signal(bool)
    """Whether it stays there."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("speaker_card")
        self.setFixedHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        self._card: Card | None = None
        self._pressed_at: QPoint | None = None
        self._is_dragged = False
        self._name, self._gain = ElidedLabel("speaker_name"), label("gain")
        self._switches = Switches(look)
        self._final, self._draft = voice_button("final_voice"), voice_button("draft_voice")
        self._slider = SlimSlider(look, resting=0)
        self._slider.setRange(_LEAST_DB * _STEPS_PER_DB, _MOST_DB * _STEPS_PER_DB)
        self._slider.setSingleStep(5)
        self._pan = PanField()
        self._runway = RunwayStrip(look)
        self._dot, self._context, self._ready = (
            label("context_dot"),
            label("context"),
            label("ready_ahead"),
        )
        self._lay_out()
        self._connect()
        look.changed.connect(self._show_icons)

    def show_card(self, card: Card) -> None:
        if card == self._card:
            return
        self._card = card
        speaker, lane = card.speaker, card.speaker.lane
        self._name.setText(speaker.name)
        self._switches.show_speaker(speaker)
        self._show_voices(card)
        self._show_lane(speaker.name, lane)
        self._show_readiness(card)
        self._show_icons()
        self.update()

    def set_selected(self, is_selected: bool) -> None:
        """Marked as the Speaker of the current Line."""
        if self.property("selected") != is_selected:
            self.setProperty("selected", is_selected)
            self.style().polish(self)

    def sizeHint(self) -> QSize:
        return QSize(264, _HEIGHT)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._open_menu(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed_at = event.position().toPoint()
        self.chosen.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._pressed_at is None:
            return
        far = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if self._is_dragged or far >= QApplication.startDragDistance():
            self._is_dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(event.globalPosition().toPoint().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._end_drag(stays=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On the name it is written over; elsewhere it is but two clicks."""
        if event.position().y() <= self._name.geometry().bottom() + 4:
            self.begin_renaming()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        match event.key():
            case Qt.Key.Key_Menu:
                self._open_menu(self.mapToGlobal(QPoint(20, 30)))
            case Qt.Key.Key_F2:
                self.begin_renaming()
            case Qt.Key.Key_Up if is_alt:
                self.deed_wanted.emit(Deed.UP)
            case Qt.Key.Key_Down if is_alt:
                self.deed_wanted.emit(Deed.DOWN)
            case Qt.Key.Key_Escape if self._is_dragged:
                self._end_drag(stays=False)
            case _:
                super().keyPressEvent(event)

    def begin_renaming(self) -> None:
        """Write over the name: Enter or leaving takes it, Esc leaves it as it was."""
        if self._card is None:
            return
        field = NameField(self._card.speaker.name, self)
        box = self._name.geometry()
        field.setGeometry(box.left() - 6, box.top() - 2, max(120, box.width() + 40), 24)
        field.done.connect(self.name_wanted)
        field.show()
        field.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._card is None:
            return
        painter, theme, colour = QPainter(self), self._look.theme, self._card.speaker.colour
        painter.fillRect(0, 0, 4, self.height(), theme.speaker(colour).fill)
        chips.paint_chip(painter, 12, 9, self._card.initials, colour, theme)

    def _end_drag(self, *, stays: bool) -> None:
        was_dragged, self._is_dragged, self._pressed_at = self._is_dragged, False, None
        self.unsetCursor()
        if was_dragged:
            self.dropped.emit(stays)

    def _open_menu(self, at: QPoint) -> None:
        if self._card is not None:
            theme = self._look.theme
            menu = speaker_menu(
                self, theme, self._card, self.deed_wanted.emit, self.colour_wanted.emit
            )
            menu.popup(at)

    def _lay_out(self) -> None:
        top, voices, levels, foot = (QHBoxLayout() for _ in range(4))
        top.addSpacing(32)
        top.addWidget(self._name)
        top.addStretch(1)
        top.setSpacing(2)
        top.addWidget(self._switches)
        voices.setSpacing(6)
        voices.addWidget(self._final)
        voices.addStretch(1)
        voices.addWidget(self._draft)
        levels.setSpacing(8)
        levels.addWidget(self._slider, 1)
        levels.addWidget(self._gain)
        levels.addWidget(self._pan)
        self._gain.setMinimumWidth(52)
        self._gain.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot.setSpacing(6)
        foot.addWidget(self._dot)
        foot.addWidget(self._context)
        foot.addStretch(1)
        foot.addWidget(self._ready)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 5, 8, 5)
        column.setSpacing(1)
        for each in (top, voices, levels):
            column.addLayout(each)
        column.addWidget(self._runway)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._switches.mute_wanted.connect(lambda is_on: self._ask(is_muted=is_on))
        self._switches.solo_wanted.connect(lambda is_on: self._ask(is_solo=is_on))
        self._slider.valueChanged.connect(lambda value: self._ask(gain_db=value / _STEPS_PER_DB))
        self._pan.pan_wanted.connect(lambda pan: self._ask(pan=pan))
        self._switches.audition_wanted.connect(self.audition_wanted)
        self._final.clicked.connect(self.final_voice_wanted)
        self._draft.clicked.connect(self.draft_voice_wanted)

    def _ask(self, **changed: float | bool) -> None:
        if self._card is not None:
            lane = replace(self._card.speaker.lane, **changed)  # type: ignore[arg-type]
            if lane != self._card.speaker.lane:
                self.lane_wanted.emit(lane)

    def _show_voices(self, card: Card) -> None:
        speaker = card.speaker
        no_final = CHOOSE_FINAL if card.can_have_final else NO_FINAL
        for button, voice, none, words in (
            (self._final, speaker.final_voice, no_final, FINAL_VOICE),
            (self._draft, speaker.draft_voice, NO_DRAFT, DRAFT_VOICE),
        ):
            name = messages.say(none) if voice is None else voice.name
            said = messages.say(words, name=speaker.name, voice=name)
            button.setText(name)
            button.setAccessibleName(said)
            if button is self._final and voice is not None and card.trouble:
                said = messages.say(NOT_REACHED, voice=voice.name, why=card.trouble)
            button.setToolTip(tip(said))
            is_none = voice is None
            if button.property("is_none") != is_none:
                button.setProperty("is_none", is_none)
                button.style().polish(button)

    def _show_lane(self, name: str, lane: LaneSettings) -> None:
        digits = f"{lane.gain_db:+.1f}" if round(lane.gain_db, 1) else "0.0"
        gain = messages.with_decimal_point(digits.replace("-", "−"))
        self._gain.setText(f"{gain} dB")
        self._slider.blockSignals(True)
        self._slider.setValue(round(lane.gain_db * _STEPS_PER_DB))
        self._slider.blockSignals(False)
        self._slider.setAccessibleName(messages.say(GAIN, name=name, gain=gain))
        self._slider.setToolTip(tip(messages.say(GAIN, name=name, gain=gain)))
        self._pan.show_pan(name, lane.pan)

    def _show_readiness(self, card: Card) -> None:
        look = CONTEXT_LOOKS[card.context]
        context = messages.say(look.word)
        self._runway.show_runway(card.runway)
        self._runway.setToolTip(tip(runway_words(card)))
        ready = ready_words(card)
        self._context.setText(context)
        for each in (self._context, self._dot):
            each.setToolTip(tip(card.context_words))
        warned = f"▲ {ready}" if card.is_short else ready
        self._ready.setText(f"{warned} · {card.cost}" if card.cost else warned)
        if self._ready.property("short") != card.is_short:
            self._ready.setProperty("short", card.is_short)
            self._ready.style().polish(self._ready)
        self.setAccessibleName(card_words(card, context))

    def _show_icons(self) -> None:
        theme = self._look.theme
        self._final.setIcon(icons.icon("cloud", theme, theme.text2, size=14))
        self._draft.setIcon(icons.icon("chip", theme, theme.text2, size=14))
        if self._card is not None:
            look = CONTEXT_LOOKS[self._card.context]
            scale = self.devicePixelRatio()
            self._dot.setPixmap(icons.pixmap(look.icon, theme, look.colour(theme), 12, scale))
