"""Which Lines are heard at a frame. Pure."""

from __future__ import annotations

from studio.document.values import LineId
from studio.timeline.values import Timeline


def heard_at(timeline: Timeline, frame: int) -> tuple[LineId, ...]:
    """Every Line that sounds at `frame`; the one that began last comes last."""
    clips = timeline.placed.between(frame, frame + 1)
    return tuple(clip.line for clip in clips if not clip.is_muted)


def waited_for(timeline: Timeline, frame: int) -> LineId | None:
    """The first Line from `frame` on that has no Take yet."""
    ahead = timeline.placed.between(frame, timeline.end_frame)
    return next((clip.line for clip in ahead if clip.take is None), None)
