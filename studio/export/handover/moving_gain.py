"""What a hand-over tells of the Mix beyond places and levels: how sounds give way to each other, and what
a Speaker is heard through. Pure."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from studio.audio.lane_effects import HALL, NEXT_ROOM, PHONE, RADIO
from studio.export.material import Material
from studio.export.part import Chosen
from studio.frames import PROJECT_RATE
from studio.timeline.clip import Clip
from studio.timeline.ducking import TALKED_OVER, Point, duck_curve
from studio.timeline.values import PlacedSound, Span

Places = list[tuple[float, float]]
"""Seconds from the beginning of the item, and the gain there; straight lines in between."""

_THROUGH = {
    PHONE: "a telephone",
    RADIO: "a radio",
    NEXT_ROOM: "the wall of the next room",
    HALL: "a hall",
}


def giving_way(clip: Clip, begin: int) -> Places:
    """How a Clip gives way to those who talk over it; nothing where it does not."""
    curve = duck_curve(clip.ducks, TALKED_OVER) if clip.ducks else []
    return _within(curve, max(clip.start_frame, begin), clip.end_frame)


def giving_way_to_speech(sound: PlacedSound, part: Chosen) -> Places:
    """The same of music and effects."""
    if sound.duck is None:
        return []
    speech = [
        Span(clip.start_frame, clip.end_frame) for clip in part.timeline.clips if not clip.is_muted
    ]
    start = max(sound.start_frame, part.start_frame)
    return _within(duck_curve(speech, sound.duck), start, sound.end_frame)


def not_carried(material: Material, part: Chosen) -> Iterator[str]:
    """What the other program has to be told by a person."""
    heard = {clip.speaker for clip in part.timeline.clips}
    for speaker in material.document.cast:
        through = _THROUGH.get(speaker.lane.effect)
        if through and speaker.id in heard:
            yield (
                f"{speaker.name} is heard through {through}. This sound is not part of the hand-over:"
                " put an effect on the track, or take the stem."
            )


def _within(curve: list[Point], start: int, end: int) -> Places:
    if not curve or end <= curve[0].frame or start >= curve[-1].frame:
        return []
    at, gains = [point.frame for point in curve], [point.gain for point in curve]
    frames = [start, *(frame for frame in at if start < frame < end), end]
    return [
        ((frame - start) / PROJECT_RATE, float(gain))
        for frame, gain in zip(frames, np.interp(frames, at, gains), strict=True)
    ]
