"""What the delivery settings of the protocol do to an embedded voice, in numbers espeak-ng takes.

Pure. espeak-ng has a rate, a pitch and a range of pitch; so:

- `speed` is the rate of speech;
- `cfg_scale` is how much the melody moves: 2.0 is the voice's own, 1.2 nearly flat, 2.5 lively;
- `style` exaggerates that melody, `stability` above 0.5 calms it and below 0.5 loosens it;
- `temperature` lets the pitch of each piece wander, so that a retake is another take; 0 keeps it
  still, and `stability` and `similarity_boost` hold it nearer to the voice's own pitch;
- `use_speaker_boost` is presence, an emphasis of high frequencies (see `sound_path`);
- `normalize` reads shortened words as whole ones (see `spoken_forms`); without it a text is read as
  it is written, numbers digit by digit.

`max_new_tokens` bounds how long one text chunk may sound (see `speech_settings`). `speaker_prefix` is
checked and changes nothing: it tells a neural model which speaker its prompt is for; an embedded
voice is chosen, not prompted.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.server.engine import Delivery
from studio.server.voices import Voice

_LOWEST_RATE, _HIGHEST_RATE = 80, 450
_WANDER = 14.0
"""How far the pitch (0–100) strays at temperature 1 and no stability."""


@dataclass(frozen=True, slots=True)
class EspeakSound:
    """Words per minute; pitch, range 0–100; volume 0–200."""

    rate: int
    volume: int
    pitch: int
    pitch_range: int


def espeak_sound(voice: Voice, delivery: Delivery, chance: float) -> EspeakSound:
    """The numbers for one piece; `chance` between -1 and 1 is where its pitch wanders to."""
    liveliness = 1.0 + 0.9 * (delivery.cfg_scale - 2.0) + 0.8 * delivery.style
    liveliness *= 1.0 + 0.6 * (0.5 - delivery.stability)
    hold = (1.0 - 0.7 * delivery.stability) * (1.0 - 0.4 * delivery.similarity_boost)
    wander = _WANDER * delivery.temperature * hold * chance
    return EspeakSound(
        rate=_within(voice.words_per_minute * delivery.speed, _LOWEST_RATE, _HIGHEST_RATE),
        volume=voice.volume,
        pitch=_within(voice.pitch + wander, 0, 99),
        pitch_range=_within(voice.pitch_range * liveliness, 0, 99),
    )


def _within(value: float, low: int, high: int) -> int:
    return min(high, max(low, round(value)))
