"""Everything that decides how a Take sounds, and the key made of it.

Two Lines with the same Recipe share one Take; no port, no API key and no project is part of it, so
that a Take is found again wherever the same words are wanted from the same voice.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass, field

from studio.document.clip_edit import TakeKey as TakeKey
from studio.document.values import Delivery, Document, Line, Voice
from studio.frames import TAKE_RATE
from studio.takes.sent_text import sent_text

EMBEDDED = "embedded"
ENGINE_VERSION = "1.52.0"
"""Of the library that makes the embedded voices; a test holds this against the library itself."""
VOICES_VERSION = 2
"""Counts how often the embedded voices, their levels or their pauses were set anew: they sound
otherwise then and make other Takes."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """`service` is the host of a voice service, or the embedded voices with their version; an empty
    `model` is the server's own."""

    text: str
    service: str
    voice_id: int
    model: str
    delivery: Delivery
    rate: int = TAKE_RATE
    retake: int = 0
    key: TakeKey = field(init=False, compare=False)
    """The same for the same inputs on every machine and in every version of this file."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", _key(self))

    @property
    def is_paid(self) -> bool:
        return not self.service.startswith(EMBEDDED)


def _key(recipe: Recipe) -> TakeKey:
    inputs = {
        "text": recipe.text,
        "service": recipe.service,
        "voice_id": recipe.voice_id,
        "model": recipe.model,
        # What nobody chose is left out, so that a choice added later changes no older key.
        "delivery": {
            name: value for name, value in asdict(recipe.delivery).items() if value is not None
        },
        "rate": recipe.rate,
        "retake": recipe.retake,
    }
    text = json.dumps(inputs, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return TakeKey(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def draft_recipe(document: Document, line: Line) -> Recipe | None:
    """How the draft voice is to speak `line`; None without a draft voice or without words."""
    return recipe_for(document, line, document.speaker(line.speaker).draft_voice)


def final_recipe(document: Document, line: Line, model: str = "") -> Recipe | None:
    """The same by the final voice, spoken by `model`."""
    return recipe_for(document, line, document.speaker(line.speaker).final_voice, model)


def recipe_for(
    document: Document, line: Line, voice: Voice | None, model: str = ""
) -> Recipe | None:
    """How `voice` is to speak `line`, whoever else usually does."""
    if voice is None:
        return None
    text = sent_text(document, line)
    if not text.has_words:
        return None
    delivery = document.delivery_of(line)
    spoken_by = _spoken_by(voice, model)
    return Recipe(text.spoken, *spoken_by, delivery, retake=line.retake)


def recipe_of_voice(text: str, voice: Voice, delivery: Delivery, model: str = "") -> Recipe | None:
    """How `voice` is to say something that is in no script; None for a text without words."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    if not any(map(str.isalnum, words)):
        return None
    return Recipe(words, *_spoken_by(voice, model), delivery)


def _spoken_by(voice: Voice, model: str) -> tuple[str, int, str]:
    """Service, voice and model; the embedded voices have none to choose from."""
    if voice.service == EMBEDDED:
        return f"{EMBEDDED} {ENGINE_VERSION}.{VOICES_VERSION}", voice.id, ""
    return voice.service, voice.id, model
