"""When a Line starts, as meant. Times are frames at the project rate.

Frames of `CutIn` and `Over` count back from the uncut end of the nearest earlier Line that is
spoken; more than that Line is long means: start with it. `timeline.layout` turns a Cue into a place.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.document.words import WordPlace


@dataclass(frozen=True, slots=True)
class After:
    """After the earlier Line: by the pause rules, or after a gap that replaces the rule."""

    gap_frames: int | None = None


@dataclass(frozen=True, slots=True)
class CutIn:
    """Start before the earlier Line ends; the earlier one fades out there.

    With `after_word`, start at the end of that word of the earlier Line. `overlap_frames` is then
    what it came to when the word was chosen, for a Take in which the word is not found."""

    overlap_frames: int
    after_word: WordPlace | None = None


@dataclass(frozen=True, slots=True)
class Over:
    """Start before the earlier Line ends; both go on."""

    overlap_frames: int


@dataclass(frozen=True, slots=True)
class With:
    """Start together with the earlier Line."""


@dataclass(frozen=True, slots=True)
class At:
    """Start at a fixed time, counted from the start of the Timeline."""

    start_frame: int


Cue = After | CutIn | Over | With | At

BY_RULE = After()
"""What a Line does when nobody said anything else."""
