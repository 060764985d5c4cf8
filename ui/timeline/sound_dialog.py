"""The values of a piece of music or an effect as fields: where it lies, fades, gain, giving way."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from studio.document.sounds import Duck, SoundClip
from studio.sentences import sentence
from ui import messages
from ui.plain_text import label
from ui.timeline.gestures.shape import LEAST_GAIN, MOST_GAIN
from ui.timeline.number_field import number_field, seconds_field, typed_frames

TITLE = sentence("ui.timeline.sound.title", "Values of {name}")
START = sentence("ui.timeline.sound.start", "Starts at")
FROM = sentence("ui.timeline.sound.from", "File from")
GAIN = sentence("ui.timeline.sound.gain", "Gain")
FADE_IN = sentence("ui.timeline.sound.fade_in", "Fade in")
FADE_OUT = sentence("ui.timeline.sound.fade_out", "Fade out")
DUCKS = sentence("ui.timeline.sound.ducks", "Gives way while somebody speaks")
AMOUNT = sentence("ui.timeline.sound.amount", "By")
ATTACK = sentence("ui.timeline.sound.attack", "Down within")
RELEASE = sentence("ui.timeline.sound.release", "Back within")
SET = sentence("ui.timeline.sound.set", "Set the values")
CANCEL = sentence("ui.timeline.sound.cancel", "Cancel")
_MOST_DUCK = 24.0


class SoundDialog(QDialog):
    """Open it with `open()`; `clip` is what was typed once it was accepted."""

    def __init__(self, clip: SoundClip, parent: QWidget) -> None:
        super().__init__(parent)
        self._was = clip
        duck = self._duck_was = clip.duck or Duck()
        title = messages.say(TITLE, name=clip.source.name)
        self.setWindowTitle(title)
        self._start = seconds_field(START, clip.start_frame)
        self._from = seconds_field(FROM, clip.trim_start_frames)
        self._gain = number_field(GAIN, clip.gain_db, LEAST_GAIN, MOST_GAIN, 0.5, 1, " dB")
        self._fade_in = seconds_field(FADE_IN, clip.fade_in_frames)
        self._fade_out = seconds_field(FADE_OUT, clip.fade_out_frames)
        self._ducks = QCheckBox(messages.say(DUCKS))
        self._ducks.setChecked(clip.duck is not None)
        self._amount = number_field(AMOUNT, -duck.gain_db, 0.0, _MOST_DUCK, 0.5, 1, " dB")
        self._attack = seconds_field(ATTACK, duck.attack_frames)
        self._release = seconds_field(RELEASE, duck.release_frames)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        for said, field in (
            (START, self._start),
            (FROM, self._from),
            (GAIN, self._gain),
            (FADE_IN, self._fade_in),
            (FADE_OUT, self._fade_out),
        ):
            form.addRow(messages.say(said), field)
        form.addRow(self._ducks)
        for said, field in (
            (AMOUNT, self._amount),
            (ATTACK, self._attack),
            (RELEASE, self._release),
        ):
            form.addRow(messages.say(said), field)
        buttons = QDialogButtonBox()
        accept = buttons.addButton(messages.say(SET), QDialogButtonBox.ButtonRole.AcceptRole)
        accept.setDefault(True)
        buttons.addButton(messages.say(CANCEL), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rooms = QVBoxLayout(self)
        rooms.setContentsMargins(16, 16, 16, 12)
        rooms.setSpacing(12)
        rooms.addWidget(label("question", title))
        rooms.addLayout(form)
        rooms.addWidget(buttons)
        self._ducks.toggled.connect(self._let_duck)
        self._let_duck(self._ducks.isChecked())
        self._start.setFocus()
        self._start.selectAll()

    @property
    def clip(self) -> SoundClip:
        was, duck = self._was, self._duck_was
        wanted = Duck(
            -round(self._amount.value(), 1),
            typed_frames(self._attack, duck.attack_frames),
            typed_frames(self._release, duck.release_frames),
        )
        return replace(
            was,
            start_frame=typed_frames(self._start, was.start_frame),
            trim_start_frames=typed_frames(self._from, was.trim_start_frames),
            gain_db=round(self._gain.value(), 1),
            fade_in_frames=typed_frames(self._fade_in, was.fade_in_frames),
            fade_out_frames=typed_frames(self._fade_out, was.fade_out_frames),
            duck=wanted if self._ducks.isChecked() else None,
        )

    def _let_duck(self, ducks: bool) -> None:
        for field in (self._amount, self._attack, self._release):
            field.setEnabled(ducks)
