"""The word under the pointer: which one it is, and when it sounds. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from studio.frames import PROJECT_RATE, TAKE_RATE, frames_at_rate
from studio.timeline.values import Clip, Length


@dataclass(frozen=True, slots=True)
class HoverWord:
    clip: Clip
    text: str
    start_frame: int
    end_frame: int


def word_at(clip: Clip, length: Length | None, frame: int) -> HoverWord | None:
    """The word that sounds at a frame; the nearest before it in the pauses between."""
    if length is None or not clip.start_frame <= frame < clip.uncut_end_frame:
        return None
    found = None
    for word in length.words:
        start = _frame(clip, word.start_sample)
        if start > frame:
            break
        found = HoverWord(clip, word.text, start, _frame(clip, word.end_sample))
    return found


def _frame(clip: Clip, sample: int) -> int:
    from_start = frames_at_rate(sample - clip.start_sample, TAKE_RATE, PROJECT_RATE)
    return min(max(clip.start_frame + from_start, clip.start_frame), clip.uncut_end_frame)
