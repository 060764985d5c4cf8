"""The values of a Clip as fields: when it starts, trims, gain, fades."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import sentence
from ui import messages
from ui.plain_text import label
from ui.timeline.gestures.shape import LEAST_GAIN, MOST_GAIN
from ui.timeline.gestures.values import Start, Values
from ui.timeline.number_field import number_field, seconds_field, typed_frames

TITLE = sentence("ui.timeline.values.title", "Values of line {number}, {name}")
STARTS = sentence("ui.timeline.values.starts", "Starts")
BY = sentence("ui.timeline.values.by", "By")
TRIM_START = sentence("ui.timeline.values.trim_start", "Take from")
TRIM_END = sentence("ui.timeline.values.trim_end", "Take to")
GAIN = sentence("ui.timeline.values.gain", "Gain")
FADE_IN = sentence("ui.timeline.values.fade_in", "Fade in")
FADE_OUT = sentence("ui.timeline.values.fade_out", "Fade out")
SET = sentence("ui.timeline.values.apply", "Set the values")
CANCEL = sentence("ui.timeline.values.cancel", "Cancel")
_STARTS = {
    Start.AFTER: sentence("ui.timeline.values.after", "After the line before"),
    Start.CUT_IN: sentence("ui.timeline.values.cut_in", "Cuts in before it ends"),
    Start.OVER: sentence("ui.timeline.values.over", "Talks over its end"),
    Start.WITH: sentence("ui.timeline.values.with", "Together with it"),
    Start.AT: sentence("ui.timeline.values.at", "Pinned to a time"),
}


class ValuesDialog(QDialog):
    """Open it with `open()`; `values` is what was typed once it was accepted."""

    def __init__(
        self, values: Values, number: int, name: str, parent: QWidget, *, at_gain: bool = False
    ) -> None:
        super().__init__(parent)
        self._was = values
        title = messages.say(TITLE, number=number, name=name)
        self.setWindowTitle(title)
        self._start = QComboBox()
        for start, said in _STARTS.items():
            self._start.addItem(messages.say(said), start)
        self._start.setCurrentIndex(list(_STARTS).index(values.start))
        self._start.setAccessibleName(messages.say(STARTS))
        self._by = seconds_field(BY, values.start_frames)
        self._trim_start = seconds_field(TRIM_START, values.trim_start_frames)
        self._trim_end = seconds_field(TRIM_END, values.trim_end_frames)
        self._gain = number_field(GAIN, values.gain_db, LEAST_GAIN, MOST_GAIN, 0.5, 1, " dB")
        self._fade_in = seconds_field(FADE_IN, values.fade_in_frames)
        self._fade_out = seconds_field(FADE_OUT, values.fade_out_frames)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.addRow(messages.say(STARTS), self._start)
        for said, field in (
            (BY, self._by),
            (TRIM_START, self._trim_start),
            (TRIM_END, self._trim_end),
            (GAIN, self._gain),
            (FADE_IN, self._fade_in),
            (FADE_OUT, self._fade_out),
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
        self._start.currentIndexChanged.connect(self._let_by)
        self._let_by()
        first = self._gain if at_gain else self._by
        first.setFocus()
        first.selectAll()

    @property
    def values(self) -> Values:
        """What was left alone is exactly as it was, beyond what a field can show."""
        was = self._was
        return Values(
            self._start.currentData(),
            typed_frames(self._by, was.start_frames),
            typed_frames(self._trim_start, was.trim_start_frames),
            typed_frames(self._trim_end, was.trim_end_frames),
            round(self._gain.value(), 1),
            typed_frames(self._fade_in, was.fade_in_frames),
            typed_frames(self._fade_out, was.fade_out_frames),
        )

    def _let_by(self) -> None:
        self._by.setEnabled(self._start.currentData() is not Start.WITH)
