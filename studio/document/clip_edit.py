"""What is done to the one Take a Line plays: pinned, cut to a range, trimmed, faded, made louder.

Samples count at the take rate within the whole Take, frames at the project rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from studio.document.words import WordPlace

TakeKey = NewType("TakeKey", str)
"""The key of the Recipe that made a Take."""


@dataclass(frozen=True, slots=True)
class PinnedTake:
    """The Take a Line plays whatever its words say now; a range of it where a split left a part."""

    take: TakeKey
    start_sample: int = 0
    end_sample: int | None = None


@dataclass(frozen=True, slots=True)
class AtWord:
    """Trim to a word: its beginning for the start of the Clip, its end for the end. Another Take
    keeps this, as long as the word is in it."""

    word: WordPlace


@dataclass(frozen=True, slots=True)
class AtSample:
    """Trim to an instant of the Take; another Take drops this."""

    sample: int


TrimPoint = AtWord | AtSample


@dataclass(frozen=True, slots=True)
class ClipEdit:
    """How the Line's Clip differs from its Take as it was made."""

    trim_start: TrimPoint | None = None
    trim_end: TrimPoint | None = None
    gain_db: float = 0.0
    fade_in_frames: int = 0
    fade_out_frames: int = 0


NO_EDIT = ClipEdit()


def for_another_take(edit: ClipEdit) -> tuple[ClipEdit, bool]:
    """What of `edit` holds for another Take, and whether something had to be dropped."""
    start = None if isinstance(edit.trim_start, AtSample) else edit.trim_start
    end = None if isinstance(edit.trim_end, AtSample) else edit.trim_end
    if start is edit.trim_start and end is edit.trim_end:
        return edit, False
    return ClipEdit(start, end, edit.gain_db, edit.fade_in_frames, edit.fade_out_frames), True
