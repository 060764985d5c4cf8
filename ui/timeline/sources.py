"""Where the timeline asks for what it does not hold: states, words and the shapes of sounds.

All of it is asked in the Qt thread while painting: an answer comes at once, or is None until later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.document.values import LineId
from studio.timeline.values import Clip, Length, PlacedSound
from ui.timeline.standing import Standing

Wave = tuple[NDArray[np.int16], NDArray[np.int16]]
"""The lowest and the highest sample of each column."""

WaveOf = Callable[[Clip, int, int, int], Wave | None]
"""Of a Clip, from one frame after its beginning to another, in so many columns."""

SoundWaveOf = Callable[[PlacedSound, int, int, int], Wave | None]


@dataclass(frozen=True, slots=True)
class Sources:
    standing_of: Callable[[LineId], Standing]
    length_of: Callable[[LineId], Length | None]
    """With the words of the Take and when they sound."""
    wave_of: WaveOf
    sound_wave_of: SoundWaveOf


def nothing_known() -> Sources:
    """Before anything is at hand."""
    return Sources(
        lambda _: Standing(),
        lambda _: None,
        lambda *_: None,
        lambda *_: None,
    )
