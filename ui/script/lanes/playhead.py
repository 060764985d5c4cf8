"""Where the playhead stands among the cards: a time becomes a height. Pure."""

from __future__ import annotations

from collections.abc import Callable

from studio.document.values import LineId
from studio.timeline.clip import Clip
from studio.timeline.clips import Clips

_LOOK_BACK_FRAMES = 30 * 48_000
"""In a longer silence than this the playhead is not seen."""


def playhead_height(
    clips: Clips, frame: int, box_of: Callable[[LineId], tuple[int, int] | None]
) -> int | None:
    """Beside the words of the card that began last; after its end at its foot. None before all."""
    clip = _last_begun(clips, frame)
    box = None if clip is None else box_of(clip.line)
    if clip is None or box is None:
        return None
    top, height = box
    length = max(1, clip.end_frame - clip.start_frame)
    share = min(1.0, (frame - clip.start_frame) / length)
    return top + round(share * height)


def _last_begun(clips: Clips, frame: int) -> Clip | None:
    begun = clips.between(frame, frame + 1) or clips.between(frame - _LOOK_BACK_FRAMES, frame + 1)
    return max(begun, key=lambda clip: clip.start_frame, default=None)
