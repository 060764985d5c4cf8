"""Which of a Recipe's choices bind where: to a context when it is created, or to the session that
creates it. Pure.

Language, temperature and normalising have no place in a context's own settings. What nobody chose is
said outright, because a session would otherwise go on with what an earlier Line chose.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.takes.recipe import Recipe
from studio.tts import MultiContextConfig, VoiceSettings

_USUAL = MultiContextConfig()


@dataclass(frozen=True, slots=True)
class Bound:
    """`session` is language, temperature and whether to normalise."""

    voice_id: int
    voice: VoiceSettings
    session: tuple[str, float, bool]


def bound_by(recipe: Recipe) -> Bound:
    delivery = recipe.delivery
    temperature = delivery.variation
    normalize = delivery.normalize
    return Bound(
        recipe.voice_id,
        VoiceSettings(
            stability=delivery.stability,
            similarity_boost=delivery.similarity,
            style=delivery.style,
            use_speaker_boost=delivery.speaker_boost,
            speed=delivery.speed,
            cfg_scale=delivery.expressiveness,
            max_new_tokens=delivery.max_tokens,
        ),
        (
            delivery.language or "en",
            _USUAL.temperature if temperature is None else temperature,
            _USUAL.normalize if normalize is None else normalize,
        ),
    )
