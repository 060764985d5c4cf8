"""The numbers of a Delivery: what each is called, what it may be, and what voices take when nobody says."""

from __future__ import annotations

from dataclasses import dataclass

from studio.sentences import Sentence, sentence


@dataclass(frozen=True, slots=True)
class Scale:
    """What a value may be, and what the voices take when nobody says."""

    words: Sentence
    least: float
    most: float
    usual: float


SCALES = {
    "speed": Scale(sentence("ui.delivery_scales.speed", "Speed"), 0.8, 1.2, 1.0),
    "expressiveness": Scale(
        sentence("ui.delivery_scales.expressiveness", "Expressiveness"), 1.2, 2.5, 2.0
    ),
    "variation": Scale(sentence("ui.delivery_scales.variation", "Variation"), 0.0, 1.0, 0.4),
}

FURTHER_SCALES = {
    "stability": Scale(sentence("ui.delivery_scales.stability", "Stability"), 0.0, 1.0, 0.5),
    "similarity": Scale(sentence("ui.delivery_scales.similarity", "Similarity"), 0.0, 1.0, 0.75),
    "style": Scale(sentence("ui.delivery_scales.style", "Style"), 0.0, 1.0, 0.0),
}
"""What local voices follow and the voice service takes without heeding it."""
