"""In which order the frames of a source are played: straight on, round a loop, some parts only. Pure.

Played frames are counted on and on, whatever they are; a Route says which frame of the source each
of them is. It is changed only from a played frame on that was not heard yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from studio.playback.feeder import MixSource
from studio.playback.ring_reader import FADE_FRAMES, FALL, RISE
from studio.timeline.clip import Span

FOREVER = 1 << 60
"""Later than any end."""

SHORTEST_LOOP_FRAMES = 2 * FADE_FRAMES


@dataclass(frozen=True, slots=True)
class Route:
    """The spans one after the other; with `repeats`, the last of them for ever."""

    spans: tuple[Span, ...]
    repeats: bool = False

    def frame_at(self, played: int) -> int:
        """The frame of the source that is the `played`-th."""
        at, within = self._place(played)
        return self.spans[at].start_frame + within

    def next_seam(self, played: int) -> int:
        """The played frame at which the next span begins."""
        at, within = self._place(played)
        return played + _length(self.spans[at]) - within

    def before_seam(self, played: int) -> tuple[int, int] | None:
        """How many frames ago a seam was, and which frame would come now without it; None where
        nothing is left out."""
        at, within = self._place(played)
        is_round_again = at == len(self.spans) - 1 and played - within > self._starts()[at]
        if at == 0 and not is_round_again:
            return None
        left = self.spans[at] if is_round_again else self.spans[at - 1]
        if left.end_frame == self.spans[at].start_frame:
            return None
        return within, left.end_frame + within

    @property
    def end(self) -> int:
        """How many frames are played in all."""
        return FOREVER if self.repeats else sum(_length(span) for span in self.spans)

    def going_on(self, played: int, *then: Span, repeats: bool = False) -> Route:
        """The same up to `played`, then these."""
        frame = self.frame_at(played)
        return Route((Span(frame - played, frame), *then), repeats)

    def _place(self, played: int) -> tuple[int, int]:
        """Which span it is in, and how far."""
        starts = self._starts()
        at = max(0, sum(start <= played for start in starts) - 1)
        within = played - starts[at]
        if at == len(starts) - 1 and self.repeats:
            within %= _length(self.spans[at])
        return at, within

    def _starts(self) -> list[int]:
        return list(accumulate((_length(span) for span in self.spans[:-1]), initial=0))


STRAIGHT_ON = Route((Span(0, FOREVER),))


def way_from(frame: int, loop: Span | None, end_frame: int) -> Route:
    """Up to the end of the loop, then round it; from behind it, straight on. Each frame is the
    played frame of the same number until the loop has come to its end."""
    end = min(loop.end_frame, end_frame) if loop is not None else 0
    if loop is None or frame >= end or end - loop.start_frame < SHORTEST_LOOP_FRAMES:
        return STRAIGHT_ON
    return Route((Span(0, end), Span(loop.start_frame, end)), repeats=True)


def parts(spans: Iterable[Span], end_frame: int) -> Route:
    """These spans, as far as there is something; those that touch as one."""
    joined: list[Span] = []
    for span in spans:
        start, end = max(0, span.start_frame), min(span.end_frame, end_frame)
        if joined and joined[-1].start_frame <= start <= joined[-1].end_frame:
            joined[-1] = Span(joined[-1].start_frame, max(joined[-1].end_frame, end))
        elif start < end:
            joined.append(Span(start, end))
    return Route(tuple(joined) or (Span(end_frame, end_frame),))


class Routed:
    """A source played along a Route. At each seam what would have come next fades out over 10 ms
    while what comes instead fades in."""

    def __init__(self, source: MixSource, route: Route) -> None:
        self._source = source
        self._route = route

    @property
    def end_frame(self) -> int:
        if self._route is STRAIGHT_ON:
            return self._source.end_frame
        return min(self._route.end, FOREVER)

    def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        pieces = []
        at, end = start_frame, start_frame + frames
        while at < end:
            wanted = min(end, self._route.next_seam(at)) - at
            piece = self._without_seam(self._route.frame_at(at), wanted)
            pieces.append(self._faded(at, piece))
            if len(piece) < wanted:
                break
            at += wanted
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)

    def _without_seam(self, frame: int, frames: int) -> NDArray[np.float32]:
        """Silence where the source ended meanwhile."""
        there = min(frames, self._source.end_frame - frame)
        piece = self._source.mix(frame, there) if there > 0 else _NOTHING
        if len(piece) < there or there == frames:
            return piece
        return np.concatenate([piece, np.zeros((frames - max(0, there), 2), np.float32)])

    def _faded(self, played: int, piece: NDArray[np.float32]) -> NDArray[np.float32]:
        seam = self._route.before_seam(played)
        if seam is None or seam[0] >= FADE_FRAMES or not len(piece):
            return piece
        done, frame = seam
        frames = min(len(piece), FADE_FRAMES - done)
        leaving = np.zeros((frames, 2), np.float32)
        there = min(frames, self._source.end_frame - frame)
        if there > 0:
            left = self._source.mix(frame, there)
            leaving[: len(left)] = left
        piece = piece.copy()
        piece[:frames] *= RISE[done : done + frames]
        piece[:frames] += leaving * FALL[done : done + frames]
        return piece


_NOTHING = np.zeros((0, 2), np.float32)


def _length(span: Span) -> int:
    return span.end_frame - span.start_frame
