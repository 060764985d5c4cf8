"""What of a Line's Delivery is its own, in words."""

from __future__ import annotations

from studio.document.values import AS_USUAL, Delivery, Line, Speaker
from studio.sentences import sentence
from ui import messages

SPEED = sentence("ui.script.delivery.speed", "Speed {here} here, {usual} for {name}")
EXPRESSIVENESS = sentence(
    "ui.script.delivery.expressiveness", "Expressiveness {here} here, {usual} for {name}"
)
VARIATION = sentence("ui.script.delivery.variation", "Variation {here} here, {usual} for {name}")
OTHER = sentence("ui.script.delivery.other", "This line is spoken differently from {name}’s others")

_SCALES = (
    ("speed", SPEED, 1.0),
    ("expressiveness", EXPRESSIVENESS, 2.0),
    ("variation", VARIATION, 0.4),
)


def is_changed(line: Line) -> bool:
    return line.delivery != AS_USUAL


def words(line: Line, speaker: Speaker) -> str:
    """Each number that differs, a row each; empty when none does."""
    if not is_changed(line):
        return ""
    said = [
        messages.say(scale, here=_number(here), usual=_number(usual), name=speaker.name)
        for field, scale, default in _SCALES
        if (here := getattr(line.delivery, field)) is not None
        for usual in (_usual(speaker.delivery, field, default),)
    ]
    return "\n".join(said) or messages.say(OTHER, name=speaker.name)


def _usual(delivery: Delivery, field: str, default: float) -> float:
    value: float | None = getattr(delivery, field)
    return default if value is None else value


def _number(value: float) -> str:
    return messages.with_decimal_point(f"{value:.2f}")
