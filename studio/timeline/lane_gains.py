"""How loud each Lane is on the left and on the right, and which are not heard at all."""

from __future__ import annotations

import math

from studio.document.lanes import LaneSettings
from studio.document.sounds import SoundLaneId
from studio.document.values import Document, SpeakerId

Sides = tuple[float, float]

SILENT: Sides = (0.0, 0.0)


def lane_gains(document: Document) -> dict[SpeakerId | SoundLaneId, Sides]:
    """Of every Lane of Speakers, music and effects. Equal power: a voice in the middle is 3 dB down
    on each side. A solo silences all others, music too."""
    lanes: dict[SpeakerId | SoundLaneId, LaneSettings] = {
        speaker.id: speaker.lane for speaker in document.cast
    }
    lanes |= {lane.id: lane.lane for lane in document.sound_lanes}
    any_solo = any(lane.is_solo for lane in lanes.values())
    return {id: _gains(lane, any_solo) for id, lane in lanes.items()}


def _gains(lane: LaneSettings, any_solo: bool) -> Sides:
    if lane.is_muted or (any_solo and not lane.is_solo):
        return SILENT
    gain = 10 ** (lane.gain_db / 20)
    angle = (lane.pan + 1) * math.pi / 4
    return gain * math.cos(angle), gain * math.sin(angle)
