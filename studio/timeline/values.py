"""The Timeline: every Clip of the piece, placed. Computed from the Document and its Takes."""

from __future__ import annotations

from dataclasses import dataclass

from studio.document.values import LineId, SpeakerId
from studio.takes.recipe import TakeKey


@dataclass(frozen=True, slots=True)
class Length:
    """How long a Line sounds, at the project rate; estimated until there is a Take."""

    frames: int
    take: TakeKey | None = None

    @property
    def is_estimated(self) -> bool:
        return self.take is None


@dataclass(frozen=True, slots=True)
class Span:
    """From one frame up to, not including, another."""

    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class Clip:
    """A Line in time. `end_frame` is where it falls silent, also when another Line cuts it off."""

    line: LineId
    speaker: SpeakerId
    start_frame: int
    end_frame: int
    uncut_end_frame: int
    take: TakeKey | None
    fade_out_frames: int = 0
    ducks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """All Clips in the order of the script."""

    clips: tuple[Clip, ...] = ()

    @property
    def end_frame(self) -> int:
        return max((clip.end_frame for clip in self.clips), default=0)

    def heard(self) -> Timeline:
        """The same without the Clips that have no Take; the others keep their places."""
        return Timeline(tuple(clip for clip in self.clips if clip.take is not None))
