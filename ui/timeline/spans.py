"""The edges of every Clip as arrays, for drawing many at once; what moved is not looked at again."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.document.values import SpeakerId
from studio.timeline.clip import Clip
from studio.timeline.clips import Run
from studio.timeline.values import Timeline

Frames = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Spans:
    """Of some Clips: where each begins and falls silent, and the number of its Lane."""

    starts: Frames
    ends: Frames
    lanes: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.starts)


NO_SPANS = Spans(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int32))


class PieceSpans:
    """Of one Timeline after the other. Runs of Clips are read when they are asked for."""

    def __init__(self) -> None:
        self._runs: tuple[Run, ...] = ()
        self._first: Frames = np.zeros(0, np.int64)
        self._last: Frames = np.zeros(0, np.int64)
        self._places: dict[SpeakerId, int] = {}
        self._read: dict[int, tuple[tuple[Clip, ...], Spans, int]] = {}

    def show(self, timeline: Timeline, speakers: Iterable[SpeakerId]) -> None:
        """From now on, the spans are those of `timeline`, its Lanes counted as in `speakers`."""
        places = {speaker: place for place, speaker in enumerate(speakers)}
        self._runs = timeline.placed.runs
        self._first = np.array([run.start_frame for run in self._runs], np.int64)
        self._last = np.array([run.end_frame for run in self._runs], np.int64)
        if places != self._places:
            self._places, self._read = places, {}
        else:
            used = {id(run.unmoved) for run in self._runs}
            self._read = {key: read for key, read in self._read.items() if key in used}

    def read_some(self, seconds: float) -> bool:
        """Read runs that nobody asked for yet, for about so long; whether all are read."""
        until = time.perf_counter() + seconds
        for run in self._runs:
            if id(run.unmoved) not in self._read:
                if time.perf_counter() > until:
                    return False
                self._spans(run)
        return True

    def between(self, start_frame: float, end_frame: float) -> Spans:
        """Of all Clips in the runs that reach into this time; some may lie outside it."""
        found = np.flatnonzero((self._first < end_frame) & (self._last > start_frame))
        return _joined([self._spans(self._runs[number]) for number in found])

    def shortest(self, start_frame: float, end_frame: float) -> float:
        """How long the shortest Clip is in the runs that reach into this time; none is endless."""
        found = np.flatnonzero((self._first < end_frame) & (self._last > start_frame))
        runs = [self._runs[number] for number in found]
        for run in runs:
            self._spans(run)
        return min([self._read[id(run.unmoved)][2] for run in runs], default=math.inf)

    def clips(self, start_frame: float, end_frame: float, least_frames: float) -> list[Clip]:
        """Those of which something lies between two frames and that are not shorter than that."""
        found: list[Clip] = []
        for number in np.flatnonzero((self._first < end_frame) & (self._last > start_frame)):
            run = self._runs[number]
            spans = self._spans(run)
            here = (spans.starts < end_frame) & (spans.ends > start_frame)
            long = here & (spans.ends - spans.starts >= least_frames)
            found += [run.clip(int(place)) for place in np.flatnonzero(long)]
        return found

    def read(self) -> Spans:
        """Of all runs that are read."""
        return _joined([self._spans(run) for run in self._runs if id(run.unmoved) in self._read])

    def _spans(self, run: Run) -> Spans:
        clips = run.unmoved
        known = self._read.get(id(clips))
        if known is None:
            count = len(clips)
            places = self._places
            spans = Spans(
                np.fromiter([clip.start_frame for clip in clips], np.int64, count),
                np.fromiter([clip.end_frame for clip in clips], np.int64, count),
                np.fromiter([places.get(clip.speaker, -1) for clip in clips], np.int32, count),
            )
            shortest = int((spans.ends - spans.starts).min()) if count else 0
            known = self._read[id(clips)] = (clips, spans, shortest)
        spans = known[1]
        if not run.moved_by:
            return spans
        return Spans(spans.starts + run.moved_by, spans.ends + run.moved_by, spans.lanes)


def _joined(parts: list[Spans]) -> Spans:
    if not parts:
        return NO_SPANS
    if len(parts) == 1:
        return parts[0]
    return Spans(
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.concatenate([part.lanes for part in parts]),
    )
