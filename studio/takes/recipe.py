"""Everything that decides how a Take sounds, and the key made of it.

Two Lines with the same Recipe share one Take; no port, no API key and no project is part of it, so
that a Take is found again wherever the same words are wanted from the same voice.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from studio.document.clip_edit import TakeKey as TakeKey
from studio.document.spoken_text import spoken_text
from studio.document.values import Delivery, Document, Line
from studio.frames import TAKE_RATE


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
        inputs = asdict(self)
        # What nobody chose is left out, so that a choice added later changes no older key.
        inputs["delivery"] = {
            name: value for name, value in inputs["delivery"].items() if value is not None
        }
        text = json.dumps(inputs, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return TakeKey(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def draft_recipe(document: Document, line: Line) -> Recipe | None:
    """How the draft voice is to speak `line`; None without a draft voice or without words."""
    speaker = document.speaker(line.speaker)
    text = spoken_text(line)
    if speaker.draft_voice is None or not any(character.isalnum() for character in text):
        return None
    voice = speaker.draft_voice
    return Recipe(text, voice.service, voice.id, "", document.delivery_of(line), retake=line.retake)
