"""What numbers a Document may hold: nothing that a project file would not give back.

`project.document_forms` reads with the same limits.
"""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from typing import Any

from studio.document.edits.grasp import EditError
from studio.sentences import sentence

LONGEST_FRAMES = 1000 * 3600 * 48_000
"""A thousand hours; also of samples within a Take."""
MOST_DB = 200.0
MOST_COUNT = 1_000_000_000
DEEPEST_LEVEL = 20

_negative = sentence(
    "edit.negative-time", "A time cannot be less than nothing. Choose 0 s or more."
)
_impossible = sentence(
    "edit.out-of-range", "{value} is not possible there. Choose a value between {least} and {most}."
)
_no_number = sentence("edit.no-number", "That is not a number. Choose one.")

_DECIBELS = ("lufs", "gain_db", "true_peak_db")
_COUNTS = ("colour", "index", "retake")
_TIMES = ("_frames", "_frame", "_sample")


def refuse_out_of_range(value: Any) -> None:
    """Look through `value` and the values in it; raises EditError for a number that cannot be."""
    for field in fields(value):
        each = getattr(value, field.name)
        if is_dataclass(each):
            refuse_out_of_range(each)
        elif type(each) is float or type(each) is int:
            refuse_number(field.name, each)


def refuse_negative(*frames: int) -> None:
    for each in frames:
        refuse_number("time_frames", each)


def refuse_number(name: str, number: float) -> None:
    """The same for one number, by the name of its field."""
    if not math.isfinite(number):
        raise EditError(_no_number())
    if name.endswith(_TIMES) or name in ("sample", "frame"):
        if number < 0:
            raise EditError(_negative())
        _refuse_beyond(number, 0, LONGEST_FRAMES)
    elif name in _DECIBELS:
        _refuse_beyond(number, -MOST_DB, MOST_DB)
    elif name in _COUNTS:
        _refuse_beyond(number, 0, MOST_COUNT)
    elif name == "pan":
        _refuse_beyond(number, -1, 1)
    elif name == "level":
        _refuse_beyond(number, 1, DEEPEST_LEVEL)


def _refuse_beyond(number: float, least: float, most: float) -> None:
    if not least <= number <= most:
        raise EditError(_impossible(value=number, least=least, most=most))
