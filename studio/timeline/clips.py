"""Many Clips in the order of the script, in runs that move as one.

A Take that came out longer moves every Clip behind it. Made anew, ten thousand of them take longer
than a picture on the screen lasts; here a run only remembers by how much it was moved, and makes the
moved Clips when somebody looks at them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import overload

from studio.document.values import LineId
from studio.timeline.clip import Clip


class Run:
    """Clips that lie next to each other in the script; never changes once it is made."""

    __slots__ = ("_clips", "_found", "_moved_by", "end_frame", "start_frame")

    def __init__(self, clips: tuple[Clip, ...]) -> None:
        self.start_frame = min([clip.start_frame for clip in clips], default=0)
        self.end_frame = max([clip.end_frame for clip in clips], default=0)
        self._clips: tuple[Clip, ...] | None = clips
        self._moved_by = 0
        self._found = _Found(clips)

    def __len__(self) -> int:
        return len(self._found.clips)

    @property
    def clips(self) -> tuple[Clip, ...]:
        if self._clips is None:
            moved_by = self._moved_by
            self._clips = tuple([clip.moved(moved_by) for clip in self._found.clips])
        return self._clips

    def moved(self, frames: int) -> Run:
        """The same Clips, all of them `frames` later."""
        if not frames:
            return self
        run = Run.__new__(Run)
        run._found = self._found
        run._moved_by = self._moved_by + frames
        run._clips = None if run._moved_by else self._found.clips
        run.start_frame = self.start_frame + frames
        run.end_frame = self.end_frame + frames
        return run

    @property
    def unmoved(self) -> tuple[Clip, ...]:
        """The Clips as they were first placed: the same tuple wherever the run moves."""
        return self._found.clips

    @property
    def moved_by(self) -> int:
        """How many frames later than `unmoved` the Clips are."""
        return self._moved_by

    def clip(self, place: int) -> Clip:
        if self._clips is not None:
            return self._clips[place]
        return self._found.clips[place].moved(self._moved_by)

    def place(self, line: LineId) -> int | None:
        return self._found.places.get(line)

    def between(self, start_frame: int, end_frame: int) -> list[Clip]:
        places = self._found.between(start_frame - self._moved_by, end_frame - self._moved_by)
        return [self.clip(place) for place in places]


class _Found:
    """Where the Clips of a run are found by Line and by time; shared by the run wherever it moves."""

    __slots__ = ("_by_start", "_latest_ends", "_places", "_starts", "clips")

    def __init__(self, clips: tuple[Clip, ...]) -> None:
        self.clips = clips
        self._places: dict[LineId, int] | None = None
        self._by_start: list[int] | None = None
        self._starts: list[int] = []
        self._latest_ends: list[int] = []

    @property
    def places(self) -> dict[LineId, int]:
        if self._places is None:
            self._places = {clip.line: place for place, clip in enumerate(self.clips)}
        return self._places

    def between(self, start_frame: int, end_frame: int) -> list[int]:
        if self._by_start is None:
            clips = self.clips
            self._by_start = sorted(range(len(clips)), key=lambda at: clips[at].start_frame)
            self._starts = [clips[place].start_frame for place in self._by_start]
            self._latest_ends = list(
                accumulate((clips[place].end_frame for place in self._by_start), max)
            )
        first = bisect_right(self._latest_ends, start_frame)
        last = bisect_left(self._starts, end_frame)
        return [
            place
            for place in self._by_start[first:last]
            if self.clips[place].end_frame > start_frame
        ]


class Clips(Sequence[Clip]):
    """Reads like a tuple; a slice of it is one."""

    __slots__ = ("_ends", "_starts", "runs")

    def __init__(self, runs: tuple[Run, ...]) -> None:
        self.runs = runs
        self._ends = list(accumulate([len(run) for run in runs]))

    @property
    def end_frame(self) -> int:
        return max([run.end_frame for run in self.runs], default=0)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Clip]:
        return chain.from_iterable([run.clips for run in self.runs])

    @overload
    def __getitem__(self, at: int) -> Clip: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Clip, ...]: ...
    def __getitem__(self, at: int | slice) -> Clip | tuple[Clip, ...]:
        if isinstance(at, slice):
            return tuple(self)[at]
        place = at + len(self) if at < 0 else at
        if not 0 <= place < len(self):
            raise IndexError(f"{at} of {len(self)}")
        run = bisect_right(self._ends, place)
        return self.runs[run].clip(place - self._ends[run] + len(self.runs[run]))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def of(self, line: LineId) -> Clip | None:
        """That Line's Clip; None while it says nothing."""
        for run in self.runs:
            place = run.place(line)
            if place is not None:
                return run.clip(place)
        return None

    def between(self, start_frame: int, end_frame: int) -> list[Clip]:
        """Every Clip of which something lies between two frames; the earliest first."""
        found = [
            run.between(start_frame, end_frame)
            for run in self.runs
            if run.start_frame < end_frame and run.end_frame > start_frame
        ]
        if len(found) == 1:
            return found[0]
        return sorted(chain.from_iterable(found), key=lambda clip: clip.start_frame)
