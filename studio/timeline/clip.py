"""A Line in time, and what it is made from."""

from __future__ import annotations

from dataclasses import dataclass

from studio.document.values import LineId, SpeakerId
from studio.takes.recipe import TakeKey
from studio.takes.take import SpokenWord


@dataclass(frozen=True, slots=True)
class Length:
    """How long a Line sounds, at the project rate; estimated until there is a whole Take.

    `start_sample` is where the Clip begins in the Take. The words are those of the whole Take, or
    those that have come of one that `is_growing`.
    """

    frames: int
    take: TakeKey | None = None
    start_sample: int = 0
    words: tuple[SpokenWord, ...] = ()
    is_growing: bool = False

    @property
    def is_estimated(self) -> bool:
        return self.take is None or self.is_growing


@dataclass(frozen=True, slots=True)
class Span:
    """From one frame up to, not including, another."""

    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class Clip:
    """One Line's place. `end_frame` is where it falls silent, also when another Line cuts it off;
    `cut_after` is then the last word that is heard whole, where that is known. A muted one keeps
    its time in silence."""

    line: LineId
    speaker: SpeakerId
    start_frame: int
    end_frame: int
    uncut_end_frame: int
    take: TakeKey | None
    fade_out_frames: int = 0
    ducks: tuple[Span, ...] = ()
    start_sample: int = 0
    fade_in_frames: int = 0
    gain_db: float = 0.0
    is_muted: bool = False
    cut_after: str = ""
    is_growing: bool = False

    @property
    def is_estimated(self) -> bool:
        """Whether its length is a guess, for want of a whole Take."""
        return self.take is None or self.is_growing

    @property
    def is_cut_off(self) -> bool:
        return self.end_frame < self.uncut_end_frame

    @property
    def decided_until(self) -> int:
        """Up to where it does not matter how long it will be: its end, or where another Line cuts in
        or talks over it, for that is counted from its end."""
        end = self.end_frame - (self.fade_out_frames if self.is_cut_off else 0)
        return min([end, *(duck.start_frame for duck in self.ducks)])

    def moved(self, frames: int) -> Clip:
        ducks = tuple(
            [Span(duck.start_frame + frames, duck.end_frame + frames) for duck in self.ducks]
        )
        return Clip(
            self.line,
            self.speaker,
            self.start_frame + frames,
            self.end_frame + frames,
            self.uncut_end_frame + frames,
            self.take,
            self.fade_out_frames,
            ducks,
            self.start_sample,
            self.fade_in_frames,
            self.gain_db,
            self.is_muted,
            self.cut_after,
            self.is_growing,
        )
