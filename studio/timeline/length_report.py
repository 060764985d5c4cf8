"""What became of the Timeline when Lines were spoken by other voices: longer, shorter, moved. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from studio.document.values import LineId
from studio.frames import PROJECT_RATE
from studio.timeline.values import Timeline

MUCH = 0.15
"""A Line that is so much longer or shorter than before is worth listening to again."""

_NOTICED_FRAMES = PROJECT_RATE // 100


@dataclass(frozen=True, slots=True)
class Place:
    """Where a Line starts and how long it sounds, were nobody to cut it off."""

    start_frame: int
    frames: int
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """A Timeline, as far as a report needs it."""

    places: Mapping[LineId, Place]
    end_frame: int


@dataclass(frozen=True, slots=True)
class LengthRow:
    line: LineId
    before: Place
    after: Place
    is_made: bool
    """Whether it was made anew, or only moved with the others."""

    @property
    def change(self) -> float:
        """How much longer, 0.2 being a fifth."""
        return (self.after.frames - self.before.frames) / max(1, self.before.frames)

    @property
    def is_much(self) -> bool:
        return self.is_made and abs(self.change) > MUCH

    @property
    def moved_frames(self) -> int:
        return self.after.start_frame - self.before.start_frame

    @property
    def is_moved(self) -> bool:
        return abs(self.moved_frames) >= _NOTICED_FRAMES


@dataclass(frozen=True, slots=True)
class LengthReport:
    """Every Line that was made anew or moved, in the order of the script."""

    rows: tuple[LengthRow, ...]
    end_before: int
    end_after: int

    @property
    def made(self) -> int:
        return sum(row.is_made for row in self.rows)

    @property
    def much(self) -> int:
        return sum(row.is_much for row in self.rows)

    @property
    def moved(self) -> int:
        return sum(row.is_moved for row in self.rows)


def measured(timeline: Timeline) -> Measured:
    places = {
        clip.line: Place(
            clip.start_frame, clip.uncut_end_frame - clip.start_frame, clip.is_estimated
        )
        for clip in timeline.clips
    }
    return Measured(places, timeline.end_frame)


def length_report(before: Measured, after: Measured, made: Collection[LineId]) -> LengthReport:
    """`made` are the Lines that were spoken anew in between; one that is not in both is left out."""
    rows = (
        LengthRow(line, before.places[line], place, line in made)
        for line, place in after.places.items()
        if line in before.places
    )
    told = tuple(row for row in rows if row.is_made or row.is_moved)
    return LengthReport(told, before.end_frame, after.end_frame)
