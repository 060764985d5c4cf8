"""The silence before the next Line: after one's own and after another Speaker's. Rules of the project."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QWidget

from studio.sentences import sentence
from ui import messages
from ui.look import Look
from ui.plain_text import label
from ui.section import Section
from ui.speaker.values import SpeakerShown

PAUSES = sentence("ui.speaker.pauses", "Pauses")
FOR_ALL = sentence("ui.speaker.pauses_for_all", "for all speakers")
OWN = sentence("ui.speaker.pause_own", "After an own line")
OTHER = sentence("ui.speaker.pause_other", "After another speaker")
SECONDS = sentence("ui.speaker.pause_seconds", "seconds")

_LONGEST = 20.0


class PausesSection(Section):
    """In seconds."""

    own_wanted = Signal(float)
    other_wanted = Signal(float)

    def __init__(self, look: Look) -> None:
        super().__init__(PAUSES, look)
        self.set_remark(messages.say(FOR_ALL))
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        self._own, self._other = QDoubleSpinBox(), QDoubleSpinBox()
        for place, (field, words, signal) in enumerate(
            ((self._own, OWN, self.own_wanted), (self._other, OTHER, self.other_wanted))
        ):
            field.setRange(0.0, _LONGEST)
            field.setDecimals(2)
            field.setSingleStep(0.05)
            field.setKeyboardTracking(False)
            field.setFixedWidth(56)
            field.lineEdit().setTextMargins(4, 0, 4, 0)
            for each in (field, field.lineEdit()):
                each.setAccessibleName(f"{messages.say(words)}, {messages.say(SECONDS)}")
            field.valueChanged.connect(signal)
            grid.addWidget(label("section_label", messages.say(words)), place, 0)
            grid.addWidget(field, place, 1)
            grid.addWidget(label("section_label", "s"), place, 2)
        self.add(inside)

    def show_speaker(self, shown: SpeakerShown) -> None:
        for field, seconds in ((self._own, shown.own_pause), (self._other, shown.other_pause)):
            field.blockSignals(True)
            field.setValue(seconds)
            field.blockSignals(False)
