"""How many seconds are ready ahead of the playhead, Lane by Lane. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio.document.values import LineId, SpeakerId
from studio.frames import PROJECT_RATE
from studio.scheduling.demand import LOOK_AHEAD_FRAMES
from studio.takes.line_state import LineState
from studio.timeline.values import Timeline

_CAN_BE_HEARD = (LineState.DRAFT, LineState.FINAL, LineState.UNDERSTUDY)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A Clip's part of the look-ahead and how its Line stands; frames count from the playhead."""

    line: LineId
    start_frame: int
    end_frame: int
    state: LineState


@dataclass(frozen=True, slots=True)
class Runway:
    """`ready_seconds`: until the first Clip that cannot be heard; `will_wait`: there is one."""

    ready_seconds: float
    will_wait: bool
    stretches: tuple[Stretch, ...]


def runways(
    timeline: Timeline,
    playhead_frame: int,
    state_of: Callable[[LineId], LineState],
    look_ahead_frames: int = LOOK_AHEAD_FRAMES,
) -> dict[SpeakerId, Runway]:
    """The runway of every Lane that has a Clip within the look-ahead."""
    lanes: dict[SpeakerId, list[Stretch]] = {}
    for clip in timeline.clips:
        start, end = clip.start_frame - playhead_frame, clip.end_frame - playhead_frame
        if end > 0 and start < look_ahead_frames:
            stretch = Stretch(
                clip.line, max(0, start), min(end, look_ahead_frames), state_of(clip.line)
            )
            lanes.setdefault(clip.speaker, []).append(stretch)
    return {lane: _runway(stretches, look_ahead_frames) for lane, stretches in lanes.items()}


def _runway(stretches: list[Stretch], look_ahead_frames: int) -> Runway:
    stretches.sort(key=lambda stretch: stretch.start_frame)
    first = next((each for each in stretches if each.state not in _CAN_BE_HEARD), None)
    ready = look_ahead_frames if first is None else first.start_frame
    return Runway(ready / PROJECT_RATE, first is not None, tuple(stretches))
