"""A field for a number with its unit, named for whoever cannot see the words beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QDoubleSpinBox

from studio.frames import PROJECT_RATE, frames_from_seconds, seconds_from_frames
from studio.sentences import Sentence
from ui import messages

_LONGEST_SECONDS = 1_000_000.0


def number_field(
    said: Sentence, value: float, least: float, most: float, step: float, decimals: int, unit: str
) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setAccessibleName(messages.say(said))
    field.setDecimals(decimals)
    field.setRange(least, most)
    field.setSingleStep(step)
    field.setSuffix(unit)
    field.setValue(value)
    return field


def seconds_field(said: Sentence, frames: int) -> QDoubleSpinBox:
    return number_field(said, seconds_from_frames(frames), 0.0, _LONGEST_SECONDS, 0.05, 3, " s")


def typed_frames(field: QDoubleSpinBox, was: int) -> int:
    """What the field says; what was left alone is exactly as it was."""
    typed = frames_from_seconds(field.value())
    return was if abs(typed - was) <= PROJECT_RATE // 1_000 else typed
