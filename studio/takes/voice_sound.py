"""Two words for how a voice sounds, from its Take alone: what colour it has and how fast it goes.

A rule of thumb that helps to remember which was which, not a judgement.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from studio.frames import TAKE_RATE
from studio.takes.voice_print import VoicePrint

_LOW_HZ, _HIGH_HZ = 95.0, 215.0
_DARK_DB, _WARM_DB, _BRIGHT_DB = -18.5, -16.5, -14.0
_SLOW, _QUICK = 13.0, 15.0
"""Letters a second, pauses left out."""
_HOP = TAKE_RATE // 50
_SILENT_BELOW = 0.01
"""Of the loudest: a stretch as quiet as that is a pause."""


class Colour(Enum):
    LOW = "low"
    HIGH = "high"
    DARK = "dark"
    WARM = "warm"
    BRIGHT = "bright"
    PLAIN = "plain"


class Pace(Enum):
    SLOW = "slow"
    EVEN = "even"
    QUICK = "quick"


@dataclass(frozen=True, slots=True)
class VoiceSound:
    colour: Colour
    pace: Pace


def voice_sound(print_: VoicePrint, samples: NDArray[np.int16], text: str) -> VoiceSound:
    """Of a Take that says `text`; the pitch counts before the colour where it is unusual."""
    return VoiceSound(_colour(print_), _pace(samples, text))


def _colour(print_: VoicePrint) -> Colour:
    pitch, tilt = print_.pitch_hz, _tilt(print_)
    if pitch is not None and pitch < _LOW_HZ:
        return Colour.LOW
    if pitch is not None and pitch > _HIGH_HZ:
        return Colour.HIGH
    if tilt < _DARK_DB:
        return Colour.DARK
    if tilt < _WARM_DB:
        return Colour.WARM
    return Colour.BRIGHT if tilt > _BRIGHT_DB else Colour.PLAIN


def _tilt(print_: VoicePrint) -> float:
    """How much weaker the upper half of what is heard is than the lower."""
    bands = np.array(print_.timbre_db)
    half = len(bands) // 2
    return float(bands[half:].mean() - bands[:half].mean())


def _pace(samples: NDArray[np.int16], text: str) -> Pace:
    letters = sum(map(str.isalnum, text))
    whole = len(samples) // _HOP * _HOP
    levels = np.abs(samples[:whole].astype(np.float32)).reshape(-1, _HOP).max(axis=1)
    spoken = int((levels > levels.max() * _SILENT_BELOW).sum()) * _HOP / TAKE_RATE
    rate = letters / max(spoken, 0.1)
    if rate < _SLOW:
        return Pace.SLOW
    return Pace.QUICK if rate > _QUICK else Pace.EVEN
