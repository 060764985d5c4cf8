"""Music and effects: their Lanes and Clips."""

from __future__ import annotations

from dataclasses import replace

from studio.document.edits.grasp import EditError
from studio.document.edits.ranges import refuse_out_of_range
from studio.document.sounds import SoundClip, SoundClipId, SoundLane, SoundLaneId
from studio.document.values import Document
from studio.sentences import sentence

_lane_gone = sentence(
    "edit.sound-lane-gone", "That lane of sounds is no longer there. Choose another and try again."
)
_clip_gone = sentence(
    "edit.sound-gone", "That sound is no longer there. Choose another and try again."
)


def put_sound_lane(document: Document, lane: SoundLane) -> Document:
    """Add the Lane, or change the one of its id."""
    if lane in document.sound_lanes:
        return document
    refuse_out_of_range(lane)
    known = any(it.id == lane.id for it in document.sound_lanes)
    lanes = tuple(lane if it.id == lane.id else it for it in document.sound_lanes)
    return replace(document, sound_lanes=lanes if known else (*lanes, lane))


def remove_sound_lane(document: Document, lane: SoundLaneId) -> Document:
    """Take the Lane away, and what lies on it."""
    lanes = tuple(it for it in document.sound_lanes if it.id != lane)
    if len(lanes) == len(document.sound_lanes):
        raise EditError(_lane_gone())
    clips = tuple(it for it in document.sound_clips if it.lane != lane)
    return replace(document, sound_lanes=lanes, sound_clips=clips)


def put_sound(document: Document, clip: SoundClip) -> Document:
    """Add the Clip, or change the one of its id; they stay in the order of time."""
    if all(it.id != clip.lane for it in document.sound_lanes):
        raise EditError(_lane_gone())
    refuse_out_of_range(clip)
    others = tuple(it for it in document.sound_clips if it.id != clip.id)
    clips = tuple(sorted((*others, clip), key=lambda it: (it.start_frame, it.id)))
    return document if clips == document.sound_clips else replace(document, sound_clips=clips)


def remove_sound(document: Document, clip: SoundClipId) -> Document:
    clips = tuple(it for it in document.sound_clips if it.id != clip)
    if len(clips) == len(document.sound_clips):
        raise EditError(_clip_gone())
    return replace(document, sound_clips=clips)
