"""Which frame of the Timeline is being heard. Pure: what the ring says goes in, a frame comes out.

A Stretch says what the ring holds from one position on. Two are enough: the one that is heard
until the reader follows a Splice, and the one after it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from studio.playback.ring import Clock


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `position` of the ring on, the Timeline from `frame` on, one frame after the other."""

    position: int
    frame: int
    first_frame: int
    """Where play was pressed or the user jumped to: shown until that is heard, never passed back."""
    before: Stretch | None = None
    """What is heard until `position` is read; None when the user asked to be here at once."""

    def frame_at(self, position: int) -> int:
        return self.frame + position - self.position


def jumped(position: int, frame: int) -> Stretch:
    """The user goes to `frame`, which the ring will hold at `position`."""
    return Stretch(position, frame, first_frame=frame)


def mixed_anew(heard: Stretch, since: int, position: int) -> Stretch:
    """The sound from ring position `since` on was mixed again and lies at `position` now."""
    before = replace(heard, before=None)
    return Stretch(position, heard.frame_at(since), heard.first_frame, before)


def heard_frame(stretch: Stretch, clock: Clock | None, now_ns: int) -> int:
    """The frame at the ears."""
    if clock is None:
        return stretch.first_frame
    if stretch.before is not None and clock.position < stretch.position:
        stretch = stretch.before
    return max(stretch.first_frame, stretch.frame_at(clock.heard(now_ns)))
