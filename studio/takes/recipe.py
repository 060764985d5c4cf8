"""Everything that decides how a Take sounds, and the key made of it.

Two Lines with the same Recipe share one Take; no port, no API key and no project is part of it, so
that a Take is found again wherever the same words are wanted from the same voice.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import NewType

from studio.document.spoken_text import spoken_text
from studio.document.values import Delivery, Document, Line, Speaker, Voice
from studio.frames import TAKE_RATE

TakeKey = NewType("TakeKey", str)


@dataclass(frozen=True, slots=True)
class Recipe:
    text: str
    service: str
    voice_id: int
    model: str
    delivery: Delivery
    rate: int = TAKE_RATE
    retake: int = 0

    @property
    def key(self) -> TakeKey:
        """The same for the same inputs on every machine and in every version of this file."""
        inputs = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return TakeKey(hashlib.sha256(inputs.encode("utf-8", "surrogatepass")).hexdigest())


def draft_recipe(document: Document, line: Line) -> Recipe | None:
    """How the draft voice is to speak `line`; None without a draft voice or without words."""
    speaker = document.speaker(line.speaker)
    text = spoken_text(line)
    if speaker.draft_voice is None or not any(character.isalnum() for character in text):
        return None
    return recipe_with_voice(document, speaker, speaker.draft_voice, text)


def recipe_with_voice(document: Document, speaker: Speaker, voice: Voice, text: str) -> Recipe:
    delivery = speaker.delivery
    if delivery.language is None:
        delivery = Delivery(
            delivery.speed, delivery.expressiveness, delivery.variation, document.language
        )
    return Recipe(text, voice.service, voice.id, "", delivery)
