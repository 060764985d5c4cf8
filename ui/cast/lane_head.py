"""The head of a Speaker's column in the script: the Lane with its switches, Voice and runway."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studio.sentences import sentence
from ui import chips, fonts, icons, messages, quantities
from ui.cast.buttons import voice_button
from ui.cast.card_menu import speaker_menu
from ui.cast.runway_strip import RunwayStrip
from ui.cast.switches import Switches
from ui.cast.values import Card
from ui.cast.words import FINAL_VOICE, NO_FINAL, card_words, ready_words, runway_words
from ui.cast_commands import Deed
from ui.context_looks import CONTEXT_LOOKS
from ui.elided_label import ElidedLabel
from ui.look import Look
from ui.plain_text import label, tip

MUTED = sentence("ui.cast.lane_muted", "Muted")
NOT_HEARD = sentence("ui.cast.lane_not_heard", "Not heard")

_NAME_WIDTH = 84
"""So much of a name is seen before anything of the context's word."""


class LaneHead(QFrame):
    """`show_card` says whose it is and what is true; the signals what is wanted, as of a card."""

    lane_wanted = Signal(object)
    final_voice_wanted = Signal()
    audition_wanted = Signal()
    chosen = Signal()
    deed_wanted = Signal(object)
    colour_wanted = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lane_head")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        self.card: Card | None = None
        self._others_are_solo = False
        self._name, self._context = ElidedLabel("speaker_name"), ElidedLabel("context")
        self._dot, self._ready = label("context_dot"), label("ready_ahead")
        self._switches, self._voice = Switches(look), voice_button("final_voice")
        self._runway = RunwayStrip(look)
        self._lay_out()
        self._switches.mute_wanted.connect(lambda is_on: self._ask(is_muted=is_on))
        self._switches.solo_wanted.connect(lambda is_on: self._ask(is_solo=is_on))
        self._switches.audition_wanted.connect(self.audition_wanted)
        self._voice.clicked.connect(self.final_voice_wanted)
        look.changed.connect(self._show_icons)

    def show_card(self, card: Card, *, others_are_solo: bool) -> None:
        if card == self.card and others_are_solo == self._others_are_solo:
            return
        self.card, self._others_are_solo = card, others_are_solo
        name = card.speaker.name
        self._name.setText(name)
        self._name.setMinimumWidth(min(_NAME_WIDTH, self._name.sizeHint().width()))
        self._switches.show_speaker(card.speaker)
        voice = card.speaker.final_voice or card.speaker.draft_voice
        said = messages.say(NO_FINAL) if voice is None else voice.name
        self._voice.setText(said)
        self._voice.setAccessibleName(messages.say(FINAL_VOICE, name=name, voice=said))
        self._voice.setToolTip(tip(messages.say(FINAL_VOICE, name=name, voice=said)))
        self._show_readiness(card)
        self._show_icons()
        self.update()

    def set_selected(self, is_selected: bool) -> None:
        """Marked as the Speaker of the current Line."""
        if self.property("selected") != is_selected:
            self.setProperty("selected", is_selected)
            self.style().polish(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._open_menu(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Menu:
                self._open_menu(self.mapToGlobal(QPoint(20, 30)))
            case Qt.Key.Key_F2:
                self.deed_wanted.emit(Deed.RENAME)
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.card is not None:
            colour = self.card.speaker.colour
            painter = QPainter(self)
            chips.paint_chip(painter, 8, 8, self.card.initials, colour, self._look.theme)

    def _open_menu(self, at: QPoint) -> None:
        if self.card is not None:
            theme = self._look.theme
            menu = speaker_menu(
                self, theme, self.card, self.deed_wanted.emit, self.colour_wanted.emit
            )
            menu.popup(at)

    def _lay_out(self) -> None:
        top, below = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(2)
        top.addSpacing(31)
        top.addWidget(self._name)
        top.addSpacing(6)
        top.addWidget(self._dot)
        top.addSpacing(2)
        top.addWidget(self._context)
        top.addStretch(1)
        top.addWidget(self._switches)
        below.setSpacing(8)
        below.addWidget(self._voice)
        below.addWidget(self._runway, 1)
        below.addWidget(self._ready)
        self._voice.setMaximumWidth(110)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.setSpacing(2)
        column.addLayout(top)
        column.addLayout(below)

    def _ask(self, **changed: bool) -> None:
        if self.card is not None:
            lane = replace(self.card.speaker.lane, **changed)  # type: ignore[arg-type]
            self.lane_wanted.emit(lane)

    def _show_readiness(self, card: Card) -> None:
        lane = card.speaker.lane
        context = messages.say(CONTEXT_LOOKS[card.context].word)
        if lane.is_muted:
            context = messages.say(MUTED)
        elif self._others_are_solo and not lane.is_solo:
            context = messages.say(NOT_HEARD)
        seconds = card.ready_seconds
        short = "–" if seconds is None else quantities.short_seconds(seconds)
        self._context.setText(context)
        self._runway.show_runway(card.runway)
        self._runway.setToolTip(tip(runway_words(card)))
        self._ready.setText(short)
        self._ready.setToolTip(tip(ready_words(card)))
        if self._ready.property("short") != card.is_short:
            self._ready.setProperty("short", card.is_short)
            self._ready.style().polish(self._ready)
        self.setAccessibleName(card_words(card, context))

    def _show_icons(self) -> None:
        if self.card is None:
            return
        theme = self._look.theme
        is_final = self.card.speaker.final_voice is not None
        self._voice.setIcon(
            icons.icon("cloud" if is_final else "chip", theme, theme.text2, size=14)
        )
        look, scale = CONTEXT_LOOKS[self.card.context], self.devicePixelRatio()
        self._dot.setPixmap(icons.pixmap(look.icon, theme, look.colour(theme), 12, scale))
        self._name.setFont(fonts.font(fonts.zoomed(fonts.BODY), fonts.SEMIBOLD))
        palette = self._name.palette()
        palette.setColor(self._name.foregroundRole(), theme.speaker(self.card.speaker.colour).ink)
        self._name.setPalette(palette)
