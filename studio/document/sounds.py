"""Music and effects: Clips of sound files on Lanes of their own. Frames at the project rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from studio.document.lanes import PLAIN_LANE, LaneSettings

SoundLaneId = NewType("SoundLaneId", str)
SoundClipId = NewType("SoundClipId", str)

LARGEST_COPIED_BYTES = 200_000_000
"""A larger sound file stays where it is and is linked."""


@dataclass(frozen=True, slots=True)
class SoundLane:
    id: SoundLaneId
    name: str
    lane: LaneSettings = PLAIN_LANE


@dataclass(frozen=True, slots=True)
class SoundSource:
    """A sound file, known by the hash of its bytes. Its content lies in the project, or, with
    `linked_path`, in that file, relative to the project's folder."""

    name: str
    sha256: str
    size_bytes: int
    linked_path: str | None = None


@dataclass(frozen=True, slots=True)
class Duck:
    """How far and how quickly the sound gives way while somebody speaks."""

    gain_db: float = -12.0
    attack_frames: int = 4_800
    release_frames: int = 24_000


@dataclass(frozen=True, slots=True)
class SoundClip:
    """A piece of a sound file in time; `length_frames` None plays it to its end."""

    id: SoundClipId
    lane: SoundLaneId
    source: SoundSource
    start_frame: int
    trim_start_frames: int = 0
    length_frames: int | None = None
    gain_db: float = 0.0
    fade_in_frames: int = 0
    fade_out_frames: int = 0
    duck: Duck | None = None
