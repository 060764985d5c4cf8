"""Mute, solo and audition of a Speaker, side by side."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.document.values import Speaker
from studio.sentences import sentence
from ui import icons, messages
from ui.cast.buttons import flat_button
from ui.letter_toggle import LetterToggle
from ui.look import Look
from ui.plain_text import tip

MUTE = sentence("ui.cast.mute", "Mute {name}")
SOLO = sentence("ui.cast.solo", "Hear only {name}")
AUDITION = sentence("ui.cast.audition", "Hear {name}")


class Switches(QWidget):
    """`show_speaker` says what is on; the signals what is wanted."""

    mute_wanted = Signal(bool)
    solo_wanted = Signal(bool)
    audition_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._mute, self._solo = LetterToggle("M", "draft", look), LetterToggle("S", "accent", look)
        self._audition = flat_button()
        self._mute.clicked.connect(self.mute_wanted)
        self._solo.clicked.connect(self.solo_wanted)
        self._audition.clicked.connect(self.audition_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in (self._mute, self._solo, self._audition):
            button.setFixedSize(button.sizeHint())
            row.addWidget(button)
        look.changed.connect(self._show_icon)
        self._show_icon()

    def show_speaker(self, speaker: Speaker) -> None:
        self._mute.setChecked(speaker.lane.is_muted)
        self._solo.setChecked(speaker.lane.is_solo)
        for button, words in (
            (self._mute, MUTE),
            (self._solo, SOLO),
            (self._audition, AUDITION),
        ):
            button.setAccessibleName(messages.say(words, name=speaker.name))
            button.setToolTip(tip(messages.say(words, name=speaker.name)))

    def _show_icon(self) -> None:
        theme = self._look.theme
        self._audition.setIcon(icons.icon("headphones", theme, theme.text2))
