"""Where the timeline asks for what it does not hold: states, words and the shapes of sounds.

All of it is asked in the Qt thread while painting: an answer comes at once, or is None until later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.document.values import LineId
from studio.takes.recipe import TakeKey
from studio.takes.take import TakeOutline
from studio.timeline.values import Clip, Length, PlacedSound
from ui.timeline.standing import Standing
from ui.wave_picture import Wave

WaveOf = Callable[[Clip, int, int, int], Wave | None]
"""Of a Clip, from one frame after its beginning to another, in so many columns."""

SoundWaveOf = Callable[[PlacedSound, int, int, int], Wave | None]


@dataclass(frozen=True, slots=True)
class Sources:
    standing_of: Callable[[LineId], Standing]
    take_of: Callable[[LineId], tuple[int, int] | None]
    """Which Take of how many is heard, counted from 1; asked only when it is said."""
    lengths: Callable[[], Mapping[LineId, Length]]
    """With the words of the Takes and when they sound."""
    sound_lengths: Callable[[], Mapping[str, int]]
    """Of the sound files that are at hand, by their hash."""
    outline_of: Callable[[TakeKey], TakeOutline | None]
    wave_of: WaveOf
    sound_wave_of: SoundWaveOf


def nothing_known() -> Sources:
    """Before anything is at hand."""
    return Sources(
        lambda _: Standing(),
        lambda _: None,
        dict,
        dict,
        lambda _: None,
        lambda *_: None,
        lambda *_: None,
    )
