"""What a listener tells voices apart by, in numbers: how high one speaks, and the colour of its sound."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_FRAME, _STEP = 1024, 512
_BANDS = 24
_HEARD_HERTZ = (80.0, 9000.0)


class VoicePrint(NamedTuple):
    """Semitones above 55 Hz; the level of each band of a mel scale in dB, beside their mean; how long
    the text took."""

    semitones: float
    colour: NDArray[np.float64]
    seconds: float


def voice_print(samples: NDArray[np.int16], hertz: float, rate: int = 22_050) -> VoicePrint:
    """`hertz` is the median pitch of `samples`, not a number when there is none."""
    frames = np.lib.stride_tricks.sliding_window_view(samples.astype(float), _FRAME)[::_STEP]
    loud = frames[np.sqrt((frames**2).mean(axis=1)) > 500]
    power = (np.abs(np.fft.rfft(loud * np.hanning(_FRAME), axis=1)) ** 2).mean(axis=0)
    places = np.fft.rfftfreq(_FRAME, 1 / rate)
    low, high = (2595 * np.log10(1 + f / 700) for f in _HEARD_HERTZ)
    edges = 700 * (10 ** (np.linspace(low, high, _BANDS + 1) / 2595) - 1)
    bands = [
        power[(places >= a) & (places < max(b, a + rate / _FRAME))].mean()
        for a, b in pairwise(edges)
    ]
    levels = 10 * np.log10(np.array(bands) + 1.0)
    return VoicePrint(
        12 * float(np.log2(hertz / 55.0)), levels - levels.mean(), len(samples) / rate
    )


def distance(one: VoicePrint, other: VoicePrint) -> float:
    """1 is what a listener surely notices: a semitone and a half, or 2 dB in every band, or 15 % of the
    time. A whisper has no pitch to tell it by."""
    pitch = float(np.nan_to_num(abs(one.semitones - other.semitones)))
    colour = float(np.sqrt(((one.colour - other.colour) ** 2).mean()))
    pace = abs(float(np.log(one.seconds / other.seconds)))
    return float(np.sqrt((pitch / 1.5) ** 2 + (colour / 2.0) ** 2 + (pace / 0.14) ** 2))
