"""The Lanes from top to bottom: who is on which, and how high it is. Pure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from studio.document.initials import initials_of
from studio.document.lanes import LaneSettings
from studio.document.sounds import SoundLaneId
from studio.document.values import Document, SpeakerId

LANE_HEIGHT, LEAST_HEIGHT, MOST_HEIGHT = 42, 28, 120
ONE_ROW_BELOW = 40
"""A lower Lane's head has one row: no gain."""

CLIP_TOP, CLIP_FOOT = 3, 8
"""Pixels above a Clip, and below it where the runway is."""

LaneId = SpeakerId | SoundLaneId


@dataclass(frozen=True, slots=True)
class Lane:
    """One row. `colour` and `initials` are the Speaker's; one of music or effects has none."""

    id: LaneId
    name: str
    settings: LaneSettings
    top: int
    height: int
    initials: str = ""
    colour: int | None = None

    @property
    def is_sound(self) -> bool:
        return self.colour is None

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def clip_top(self) -> int:
        return self.top + CLIP_TOP

    @property
    def clip_height(self) -> int:
        return self.height - CLIP_TOP - CLIP_FOOT


class Lanes:
    """All of a Document, in the order of its Cast; music and effects at the bottom."""

    def __init__(self, document: Document, height: int = LANE_HEIGHT) -> None:
        made: list[Lane] = []
        top = 0
        names = initials_of([speaker.name for speaker in document.cast])
        for speaker, initials in zip(document.cast, names, strict=True):
            made.append(
                Lane(speaker.id, speaker.name, speaker.lane, top, height, initials, speaker.colour)
            )
            top += height
        for sounds in document.sound_lanes:
            made.append(Lane(sounds.id, sounds.name, sounds.lane, top, sound_height(height)))
            top += sound_height(height)
        self.all = tuple(made)
        self.height = top
        self.is_any_solo = any(lane.settings.is_solo for lane in made)
        self._tops = [lane.top for lane in made]
        self._places = {lane.id: place for place, lane in enumerate(made)}

    def __len__(self) -> int:
        return len(self.all)

    def of(self, id: LaneId) -> Lane | None:
        place = self._places.get(id)
        return None if place is None else self.all[place]

    def place(self, id: LaneId) -> int | None:
        """How many Lanes lie above it."""
        return self._places.get(id)

    def at(self, y: float) -> Lane | None:
        """The Lane at a height; None below the last."""
        place = bisect_right(self._tops, y) - 1
        return self.all[place] if place >= 0 and y < self.height else None

    def between(self, top: float, bottom: float) -> tuple[Lane, ...]:
        """Those of which something lies between two heights."""
        first = max(0, bisect_right(self._tops, top) - 1)
        return self.all[first : bisect_right(self._tops, bottom)]

    def is_silent(self, lane: Lane) -> bool:
        """Whether it is not heard: muted, or another is solo."""
        return lane.settings.is_muted or (self.is_any_solo and not lane.settings.is_solo)


def sound_height(lane_height: int) -> int:
    """Lanes of music are a little lower than those of Speakers."""
    return max(LEAST_HEIGHT, round(lane_height * 34 / 42))
