"""One Speaker's card: name, voices, gain and pan, and how far ahead they are ready.

It says what a person asks for; who shows it sees to that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from studio.document.lanes import LaneSettings
from studio.sentences import Sentence, sentence
from ui import chips, fonts, icons, messages, quantities
from ui.cast.pan_field import PanField
from ui.cast.runway_strip import RunwayStrip
from ui.cast.values import Card, Pattern, seconds_of
from ui.context_looks import CONTEXT_LOOKS
from ui.elided_label import ElidedLabel
from ui.letter_toggle import LetterToggle
from ui.look import Look
from ui.plain_text import label, tip
from ui.slim_slider import SlimSlider

MUTE = sentence("ui.cast.mute", "Mute {name}")
SOLO = sentence("ui.cast.solo", "Hear only {name}")
AUDITION = sentence("ui.cast.audition", "Hear {name}")
GAIN = sentence("ui.cast.gain", "Gain of {name}: {gain} dB")
FINAL_VOICE = sentence("ui.cast.final_voice", "Final voice of {name}: {voice}")
DRAFT_VOICE = sentence("ui.cast.draft_voice", "Draft voice of {name}: {voice}")
NO_FINAL = sentence("ui.cast.no_final", "Draft only")
NO_DRAFT = sentence("ui.cast.no_draft", "Choose a draft voice")
READY = sentence("ui.cast.ready", "{seconds} ready")
NOTHING_AHEAD = sentence("ui.cast.nothing_ahead", "nothing ahead")
RUNWAY_TIP = sentence(
    "ui.cast.runway_tip",
    "{name}: {final} final, {draft} draft, {coming} coming, {nothing} without a take",
)
CARD = sentence("ui.cast.card", "{name}, {lines} lines, {context}, {ready}")

MENU: tuple[tuple[str, Sentence], ...] = (
    ("rename", sentence("ui.cast.menu.rename", "Rename…")),
    ("colour", sentence("ui.cast.menu.colour", "Next colour")),
    ("merge", sentence("ui.cast.menu.merge", "Merge into…")),
    ("up", sentence("ui.cast.menu.up", "Move up")),
    ("down", sentence("ui.cast.menu.down", "Move down")),
    ("select", sentence("ui.cast.menu.select", "Select all lines")),
    ("remove", sentence("ui.cast.menu.remove", "Remove")),
)

_HEIGHT, _STEPS_PER_DB, _LEAST_DB, _MOST_DB = 96, 10, -24, 12


class SpeakerCard(QFrame):
    """`show_card` says what is true; the signals what is wanted."""

    lane_wanted = Signal(object)
    draft_voice_wanted = Signal()
    final_voice_wanted = Signal()
    audition_wanted = Signal()
    chosen = Signal()
    menu_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("speaker_card")
        self.setFixedHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        self._card: Card | None = None
        self._name, self._gain = ElidedLabel("speaker_name"), label("gain")
        self._mute, self._solo = LetterToggle("M", "draft", look), LetterToggle("S", "accent", look)
        self._audition = flat_button()
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
        for toggle, is_on, words in (
            (self._mute, lane.is_muted, MUTE),
            (self._solo, lane.is_solo, SOLO),
        ):
            toggle.setChecked(is_on)
            toggle.setAccessibleName(messages.say(words, name=speaker.name))
            toggle.setToolTip(tip(messages.say(words, name=speaker.name)))
        self._audition.setAccessibleName(messages.say(AUDITION, name=speaker.name))
        self._audition.setToolTip(tip(messages.say(AUDITION, name=speaker.name)))
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
        open_menu(self, event.globalPos(), self.menu_chosen.emit)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Menu:
                open_menu(self, self.mapToGlobal(QPoint(20, 30)), self.menu_chosen.emit)
            case Qt.Key.Key_F2:
                self.menu_chosen.emit("rename")
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._card is None:
            return
        painter, theme, colour = QPainter(self), self._look.theme, self._card.speaker.colour
        painter.fillRect(0, 0, 4, self.height(), theme.speaker(colour).fill)
        chips.paint_chip(painter, 12, 9, self._card.initials, colour, theme)

    def _lay_out(self) -> None:
        top, voices, levels, foot = (QHBoxLayout() for _ in range(4))
        top.addSpacing(32)
        top.addWidget(self._name)
        top.addStretch(1)
        top.setSpacing(2)
        for button in (self._mute, self._solo, self._audition):
            button.setFixedSize(button.sizeHint())
            top.addWidget(button)
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
        self._mute.clicked.connect(lambda is_on: self._ask(is_muted=is_on))
        self._solo.clicked.connect(lambda is_on: self._ask(is_solo=is_on))
        self._slider.valueChanged.connect(lambda value: self._ask(gain_db=value / _STEPS_PER_DB))
        self._pan.pan_wanted.connect(lambda pan: self._ask(pan=pan))
        self._audition.clicked.connect(self.audition_wanted)
        self._final.clicked.connect(self.final_voice_wanted)
        self._draft.clicked.connect(self.draft_voice_wanted)

    def _ask(self, **changed: float | bool) -> None:
        if self._card is not None:
            lane = replace(self._card.speaker.lane, **changed)  # type: ignore[arg-type]
            if lane != self._card.speaker.lane:
                self.lane_wanted.emit(lane)

    def _show_voices(self, card: Card) -> None:
        speaker = card.speaker
        for button, voice, none, words in (
            (self._final, speaker.final_voice, NO_FINAL, FINAL_VOICE),
            (self._draft, speaker.draft_voice, NO_DRAFT, DRAFT_VOICE),
        ):
            name = messages.say(none) if voice is None else voice.name
            said = messages.say(words, name=speaker.name, voice=name)
            button.setText(name)
            button.setAccessibleName(said)
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
        ready = (
            messages.say(NOTHING_AHEAD)
            if card.ready_seconds is None
            else messages.say(READY, seconds=quantities.short_seconds(card.ready_seconds))
        )
        self._context.setText(context)
        self._ready.setText(f"{ready} · {card.cost}" if card.cost else ready)
        if self._ready.property("short") != card.is_short:
            self._ready.setProperty("short", card.is_short)
            self._ready.style().polish(self._ready)
        self.setAccessibleName(
            messages.say(
                CARD, name=card.speaker.name, lines=card.lines, context=context, ready=ready
            )
        )

    def _show_icons(self) -> None:
        theme = self._look.theme
        self._audition.setIcon(icons.icon("headphones", theme, theme.text2))
        self._final.setIcon(icons.icon("cloud", theme, theme.text2, size=14))
        self._draft.setIcon(icons.icon("chip", theme, theme.text2, size=14))
        if self._card is not None:
            look = CONTEXT_LOOKS[self._card.context]
            scale = self.devicePixelRatio()
            self._dot.setPixmap(icons.pixmap(look.icon, theme, look.colour(theme), 12, scale))


def open_menu(owner: QWidget, at: QPoint, choose: Callable[[str], object]) -> None:
    """What can be done with a Speaker, at a place of the screen."""
    menu = QMenu(owner)
    for key, words in MENU:
        menu.addAction(messages.say(words)).triggered.connect(lambda _checked, key=key: choose(key))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(at)


def runway_words(card: Card) -> str:
    parts = {
        name: quantities.short_seconds(seconds_of(card.runway, pattern))
        for name, pattern in (
            ("final", Pattern.FINAL),
            ("draft", Pattern.DRAFT),
            ("coming", Pattern.COMING),
            ("nothing", Pattern.NOTHING),
        )
    }
    return messages.say(RUNWAY_TIP, name=card.speaker.name, **parts)


def flat_button() -> QToolButton:
    button = QToolButton()
    button.setProperty("kind", "flat")
    button.setMinimumSize(26, 22)
    return button


def voice_button(name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setProperty("kind", "voice")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFont(fonts.font(fonts.SECONDARY))
    return button
