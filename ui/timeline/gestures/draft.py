"""What a gesture would do if it ended now, and what all gestures go by."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from studio.document.history import StepName
from studio.document.values import Document, Line, LineId
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.sentences import Message
from studio.takes.recipe import TakeKey
from studio.takes.take import TakeOutline
from studio.timeline.clip import Clip, Length
from studio.timeline.lengths import line_length
from studio.timeline.staying import with_the_rest_kept
from studio.timeline.values import Timeline

Edit = Callable[[Document], Document]


@dataclass(frozen=True, slots=True)
class Held:
    """`is_free`: catch nowhere, and be exact; `is_other`: the gesture's other meaning."""

    is_free: bool = False
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """`change` makes the edit; `lengths` are those it leads to; `bubble` says it beside the pointer."""

    name: StepName
    change: Edit
    bubble: Message
    lengths: Mapping[LineId, Length]


@dataclass(frozen=True, slots=True)
class Situation:
    """The piece as it was when the gesture began. `ripples`: what follows moves along."""

    document: Document
    timeline: Timeline
    lengths: Mapping[LineId, Length]
    playhead: int = 0
    reach_frames: int = 0
    """How near an edge has to come to catch; 0 catches nowhere."""
    ripples: bool = True
    outline_of: Callable[[TakeKey], TakeOutline | None] = field(default=lambda _: None)

    def rippling(self, line: LineId, edit: Edit, lengths: Mapping[LineId, Length]) -> Edit:
        """`edit`, with what lies behind the Line kept where it is unless it is to move along."""
        if self.ripples:
            return edit
        timeline = self.timeline
        return lambda document: with_the_rest_kept(timeline, edit(document), lengths, line)

    def with_length(self, line: LineId, length: Length | None) -> Mapping[LineId, Length]:
        return self.lengths if length is None else ChainMap({line: length}, self.lengths)  # type: ignore[arg-type]

    def length_as(self, line: Line) -> Length | None:
        """How long the Line's Take sounds as `line` has it trimmed."""
        if line.pinned is None:
            return self.lengths.get(line.id)
        return line_length(self.document, line, lambda *_: None, self.outline_of)


class Gesture(Protocol):
    """Told where the pointer is, in frames and pixels below where it began; says what it would do."""

    def moved(self, frame: int, down: float, held: Held) -> Draft | None: ...


def sample_at(clip: Clip, frame: int) -> int:
    """The sample of the Take that sounds at a frame."""
    return clip.start_sample + (frame - clip.start_frame) * TAKE_RATE // PROJECT_RATE


def frame_of(clip: Clip, sample: int) -> int:
    """When a sample of the Take sounds."""
    return clip.start_frame + (sample - clip.start_sample) * PROJECT_RATE // TAKE_RATE
