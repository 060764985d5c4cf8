"""The Timeline: every Clip of the piece, placed. Computed from the Document and its Takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from studio.document.annotations import Marker
from studio.document.ordered import Block
from studio.document.sounds import Duck, SoundClipId, SoundLaneId, SoundSource
from studio.document.values import PauseRules
from studio.timeline.clip import Clip as Clip
from studio.timeline.clip import Length as Length
from studio.timeline.clip import Span as Span
from studio.timeline.clips import Clips, Run
from studio.timeline.placing import Entry


@dataclass(frozen=True, slots=True)
class PlacedSound:
    """A piece of music or an effect in time; `start_in_source` counts at the project rate. One whose
    file is not there takes no time unless it was given some."""

    id: SoundClipId
    lane: SoundLaneId
    source: SoundSource
    start_frame: int
    end_frame: int
    start_in_source: int
    gain_db: float
    fade_in_frames: int
    fade_out_frames: int
    duck: Duck | None
    is_missing: bool = False


class PlacedBlock(NamedTuple):
    """A block of the script as `layout` placed it, and what it was placed from."""

    script: Block
    lengths: tuple[Length | None, ...]
    pauses: PauseRules
    entry: Entry
    exit: Entry
    run: Run
    moves_as_one: bool
    is_held: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """All Clips in the order of the script; music, effects and markers in the order of time."""

    clips: Sequence[Clip] = ()
    sounds: tuple[PlacedSound, ...] = ()
    markers: tuple[Marker, ...] = ()
    blocks: tuple[PlacedBlock, ...] = field(default=(), repr=False, compare=False)
    """For `layout` to take over what has not changed."""

    @property
    def placed(self) -> Clips:
        """The Clips with ways to find some of them without looking at all."""
        return self.clips if isinstance(self.clips, Clips) else Clips((Run(tuple(self.clips)),))

    @property
    def end_frame(self) -> int:
        """Where the last Line or sound ends; a marker makes nothing longer."""
        return max([self.placed.end_frame, *(sound.end_frame for sound in self.sounds)])

    def heard(self) -> Timeline:
        """The same without what is not there to be heard as a whole; the rest keeps its place."""
        clips = tuple(clip for clip in self.clips if not clip.is_estimated)
        sounds = tuple(sound for sound in self.sounds if not sound.is_missing)
        return Timeline(clips, sounds, self.markers)
