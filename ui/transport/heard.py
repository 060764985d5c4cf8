"""Which Lines are heard at a frame. Pure; remembers its answer for as long as that holds."""

from __future__ import annotations

from studio.document.values import LineId
from studio.timeline.values import Clip, Timeline

_NEVER = 1 << 62


class HeardLines:
    """Asked for one frame after the other, it walks the Clips only when something begins or ends."""

    def __init__(self) -> None:
        self._timeline = Timeline()
        self._from, self._until = 0, 0
        self._heard: frozenset[LineId] = frozenset()

    def at(self, timeline: Timeline, frame: int) -> frozenset[LineId]:
        if timeline is not self._timeline or not self._from <= frame < self._until:
            self._timeline = timeline
            self._find(frame)
        return self._heard

    def _find(self, frame: int) -> None:
        edges = {
            edge for clip in self._timeline.clips for edge in (clip.start_frame, clip.end_frame)
        }
        self._from = max((edge for edge in edges if edge <= frame), default=0)
        self._until = min((edge for edge in edges if edge > frame), default=_NEVER)
        clips = self._timeline.clips
        self._heard = frozenset(clip.line for clip in clips if _sounds(clip, frame))


def latest(timeline: Timeline, heard: frozenset[LineId]) -> LineId | None:
    """The one of the `heard` Lines that began last."""
    clips = [clip for clip in timeline.clips if clip.line in heard]
    return max(clips, key=lambda clip: clip.start_frame).line if clips else None


def waited_for(timeline: Timeline, frame: int) -> LineId | None:
    """The first Line from `frame` on that has no Take yet."""
    coming = [clip for clip in timeline.clips if clip.take is None and clip.end_frame > frame]
    return min(coming, key=lambda clip: clip.start_frame).line if coming else None


def _sounds(clip: Clip, frame: int) -> bool:
    return clip.start_frame <= frame < clip.end_frame
