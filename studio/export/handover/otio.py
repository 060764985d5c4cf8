"""The piece as OpenTimelineIO: tracks, clips, gaps, markers, and what we know of each Line.

Written by hand, as the format is plain JSON; the tests read it with the library itself. Clips of one
Lane that overlap lie on tracks beside each other, because a track holds one thing at a time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from studio.export.handover.media import TakeFile
from studio.export.handover.moving_gain import (
    Places,
    giving_way,
    giving_way_to_speech,
    not_carried,
)
from studio.export.material import Material, SpokenLine
from studio.export.part import Chosen
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.timeline.values import PlacedSound

_OURS = "dialogue_studio"
_HEARD = "DEFAULT_MEDIA"

Json = dict[str, Any]
Placed = tuple[int, int, Json]
"""From one frame to another, and the clip."""


def write_otio(
    material: Material,
    part: Chosen,
    takes: Mapping[str, Sequence[TakeFile]],
    sounds: Mapping[str, str],
) -> str:
    begin = part.start_frame
    tracks: list[Json] = []
    for speaker in material.document.cast:
        placed = [
            (
                spoken.clip.start_frame - begin,
                spoken.clip.end_frame - begin,
                _clip(spoken, files, begin),
            )
            for spoken in part.lines
            if spoken.speaker.id == speaker.id
            and spoken.clip is not None
            and (files := takes.get(spoken.line.id))
        ]
        lane = speaker.lane
        effects = [_effect(lane.effect, {"heard_through": lane.effect})] if lane.effect else []
        tracks += _tracks(speaker.name, placed, {"gain_db": lane.gain_db, "pan": lane.pan}, effects)
    for sound_lane in material.document.sound_lanes:
        placed = [
            (sound.start_frame - begin, sound.end_frame - begin, _sound(sound, path, part))
            for sound in part.timeline.sounds
            if sound.lane == sound_lane.id
            and sound.start_frame < part.end_frame
            and sound.end_frame > begin
            and (path := sounds.get(sound.source.sha256))
        ]
        lane = sound_lane.lane
        tracks += _tracks(sound_lane.name, placed, {"gain_db": lane.gain_db, "pan": lane.pan}, [])
    stack = _item("Stack.1", "tracks", children=tracks, markers=_markers(material, part))
    timeline = {
        "OTIO_SCHEMA": "Timeline.1",
        "name": material.title,
        "global_start_time": None,
        "metadata": {_OURS: {"notes": list(not_carried(material, part))}},
        "tracks": stack,
    }
    return json.dumps(timeline, ensure_ascii=False, indent=1) + "\n"


def _tracks(name: str, placed: Sequence[Placed], ours: Json, effects: list[Json]) -> list[Json]:
    rows: list[list[Placed]] = []
    for each in sorted(placed, key=lambda each: each[0]):
        row = next((row for row in rows if row[-1][1] <= each[0]), None)
        if row is None:
            rows.append(row := [])
        row.append(each)
    return [
        _track(name if number == 1 else f"{name} {number}", row, ours, effects)
        for number, row in enumerate(rows, start=1)
    ]


def _track(name: str, row: Sequence[Placed], ours: Json, effects: list[Json]) -> Json:
    children: list[Json] = []
    at = 0
    for start, end, clip in row:
        if start > at:
            children.append(_item("Gap.1", "", source_range=_range(0, start - at)))
        # What begins before the part is shortened to it.
        later = {"source_range": _later(clip["source_range"], at - start)} if start < at else {}
        children.append({**clip, **later})
        at = end
    return _item(
        "Track.1", name, children=children, kind="Audio", metadata={_OURS: ours}, effects=effects
    )


def _clip(spoken: SpokenLine, files: Sequence[TakeFile], begin: int) -> Json:
    clip, line = spoken.clip, spoken.line
    assert clip is not None
    references = {
        _HEARD if file.is_heard else f"take {file.number}": _reference(
            file.path, _range(0, file.samples, TAKE_RATE), spoken.id
        )
        for file in files
    }
    heard = _HEARD if _HEARD in references else next(iter(references))
    ours = {
        "line": spoken.id,
        "speaker": spoken.speaker.name,
        "text": line.text,
        "take": spoken.take_number,
        "gain_db": clip.gain_db,
        "fade_in_seconds": clip.fade_in_frames / PROJECT_RATE,
        "fade_out_seconds": clip.fade_out_frames / PROJECT_RATE,
        "engine": spoken.recipe.service if spoken.recipe else "",
    }
    start = clip.start_sample * PROJECT_RATE // TAKE_RATE
    return _item(
        "Clip.2",
        " ".join(line.text.split()),
        source_range=_range(start, clip.end_frame - clip.start_frame),
        media_references=references,
        active_media_reference_key=heard,
        metadata={_OURS: ours},
        enabled=not clip.is_muted,
        effects=_volume(giving_way(clip, begin)),
    )


def _sound(sound: PlacedSound, path: str, part: Chosen) -> Json:
    length = sound.end_frame - sound.start_frame
    return _item(
        "Clip.2",
        sound.source.name,
        source_range=_range(sound.start_in_source, length),
        media_references={_HEARD: _reference(path, None, sound.source.name)},
        active_media_reference_key=_HEARD,
        metadata={_OURS: {"gain_db": sound.gain_db}},
        effects=_volume(giving_way_to_speech(sound, part)),
    )


def _volume(places: Places) -> list[Json]:
    """How it gives way, for programs that look: the library carries effects without knowing them."""
    if not places:
        return []
    points = [{"seconds": round(at, 6), "gain": round(gain, 6)} for at, gain in places]
    return [_effect("Volume", {"points": points})]


def _effect(name: str, ours: Json) -> Json:
    return {
        "OTIO_SCHEMA": "Effect.1",
        "name": name,
        "effect_name": name,
        "metadata": {_OURS: ours},
    }


def _markers(material: Material, part: Chosen) -> list[Json]:
    found = [
        _marker(heading.text, frame - part.start_frame, 0, "RED")
        for heading, frame in material.chapters()
        if part.start_frame <= frame < part.end_frame
    ]
    for marker in part.timeline.markers:
        if part.start_frame <= marker.start_frame < max(part.end_frame, 1):
            length = (marker.end_frame or marker.start_frame) - marker.start_frame
            found.append(
                _marker(marker.name, marker.start_frame - part.start_frame, length, "GREEN")
            )
    return found


def _marker(name: str, start: int, length: int, colour: str) -> Json:
    return {
        "OTIO_SCHEMA": "Marker.2",
        "name": name,
        "color": colour,
        "marked_range": _range(start, length),
        "metadata": {},
    }


def _item(schema: str, name: str, **more: Any) -> Json:
    usual: Json = {
        "OTIO_SCHEMA": schema,
        "name": name,
        "source_range": None,
        "effects": [],
        "markers": [],
        "enabled": True,
        "metadata": {},
    }
    return usual | more


def _reference(path: str, available: Json | None, name: str) -> Json:
    return {
        "OTIO_SCHEMA": "ExternalReference.1",
        "name": name,
        "target_url": path,
        "available_range": available,
        "available_image_bounds": None,
        "metadata": {},
    }


def _range(start: int, length: int, rate: int = PROJECT_RATE) -> Json:
    return {
        "OTIO_SCHEMA": "TimeRange.1",
        "start_time": _time(start, rate),
        "duration": _time(length, rate),
    }


def _time(value: int, rate: int) -> Json:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": float(rate), "value": float(value)}


def _later(source: Json, frames: int) -> Json:
    start = int(source["start_time"]["value"]) + frames
    return _range(start, int(source["duration"]["value"]) - frames)
