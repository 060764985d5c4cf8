"""Which Clip is next to another, in time or on another Lane. Pure."""

from __future__ import annotations

from studio.document.values import SpeakerId
from studio.frames import PROJECT_RATE
from studio.timeline.values import Clip, Timeline

_FIRST_REACH = 20 * PROJECT_RATE


def later(timeline: Timeline, clip: Clip, speaker: SpeakerId | None = None) -> Clip | None:
    """The next Clip to begin; of one Speaker alone, if one is named."""
    reach, end = _FIRST_REACH, timeline.placed.end_frame
    while True:
        found = [
            each
            for each in timeline.placed.between(clip.start_frame, clip.start_frame + reach)
            if _key(each) > _key(clip) and speaker in (None, each.speaker)
        ]
        if found:
            return min(found, key=_key)
        if clip.start_frame + reach > end:
            return None
        reach *= 4


def earlier(timeline: Timeline, clip: Clip, speaker: SpeakerId | None = None) -> Clip | None:
    """The Clip that began last before this one."""
    reach = _FIRST_REACH
    while True:
        start = max(0, clip.start_frame - reach)
        found = [
            each
            for each in timeline.placed.between(start, clip.start_frame + 1)
            if start <= each.start_frame
            and _key(each) < _key(clip)
            and speaker in (None, each.speaker)
        ]
        if found:
            return max(found, key=_key)
        if not start:
            return None
        reach *= 4


def nearest(timeline: Timeline, frame: int, speaker: SpeakerId | None = None) -> Clip | None:
    """The Clip whose time is nearest to a frame."""
    reach, end = _FIRST_REACH, timeline.placed.end_frame
    while True:
        found = [
            each
            for each in timeline.placed.between(frame - reach, frame + reach)
            if speaker in (None, each.speaker)
        ]
        if found:
            return min(found, key=lambda each: _distance(each, frame))
        if frame - reach < 0 and frame + reach > end:
            return None
        reach *= 4


def _key(clip: Clip) -> tuple[int, str]:
    return clip.start_frame, clip.line


def _distance(clip: Clip, frame: int) -> int:
    if clip.start_frame <= frame < clip.end_frame:
        return 0
    return min(abs(clip.start_frame - frame), abs(clip.end_frame - frame))
