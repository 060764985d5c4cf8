"""The piece as a Reaper project: a track per Lane, an item per Clip with all its Takes, and markers.

Reaper's own law for pans is set to ours, so that a pan means the same in both.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from studio.document.lanes import LaneSettings
from studio.document.sounds import SoundLaneId
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
from studio.timeline.clip import Clip
from studio.timeline.fades import EDGE_FRAMES
from studio.timeline.take_sounds import level_gain
from studio.timeline.values import PlacedSound

_PAN_LAW = math.sqrt(0.5)
_NAMES = uuid.UUID("6c1f0f8e-1d0b-4b0e-9b6e-8a4c1f2f9d11")
_REGION, _MARKER = 1, 0


@dataclass(slots=True)
class Chunk:
    """`<NAME …` with rows and chunks in it, up to `>`."""

    head: str
    inside: list[str | Chunk] = field(default_factory=list)

    def rows(self, depth: int = 0) -> Iterator[str]:
        space = "  " * depth
        yield f"{space}<{self.head}"
        for each in self.inside:
            if isinstance(each, Chunk):
                yield from each.rows(depth + 1)
            else:
                yield f"{space}  {each}"
        yield f"{space}>"


def write_reaper(
    material: Material,
    part: Chosen,
    takes: Mapping[str, Sequence[TakeFile]],
    sounds: Mapping[str, str],
) -> str:
    project = Chunk(
        f'REAPER_PROJECT 0.1 "6.80/Dialogue Studio" {int(material.now.timestamp())}',
        [
            f"PANLAW {_PAN_LAW:.8f}",
            f"SAMPLERATE {PROJECT_RATE} 1 0",
            f"TITLE {quoted(material.title)}",
            *_markers(material, part),
        ],
    )
    notes = list(not_carried(material, part))
    if notes:
        rows: list[str | Chunk] = [f"|{' '.join(note.split())}" for note in notes]
        project.inside.append(Chunk("NOTES 0 2", rows))
    begin = part.start_frame
    for number, speaker in enumerate(material.document.cast, start=1):
        own = [each for each in part.lines if each.speaker.id == speaker.id and each.clip]
        items = [
            _item(material, each, takes.get(each.line.id, ()), begin)
            for each in own
            if takes.get(each.line.id)
        ]
        if items:
            project.inside.append(_track(speaker.name, speaker.lane, items, number))
    for number, lane in enumerate(material.document.sound_lanes, start=1):
        items = [
            _sound_item(sound, sounds[sound.source.sha256], part)
            for sound in _of(part, lane.id)
            if sound.source.sha256 in sounds
        ]
        if items:
            project.inside.append(_track(lane.name, lane.lane, items, 1000 + number))
    return "\n".join(project.rows()) + "\n"


def quoted(text: str) -> str:
    """A text as Reaper writes it: in the first kind of quotation mark that is not in it."""
    plain = " ".join(text.split())
    for mark in "\"'`":
        if mark not in plain:
            return f"{mark}{plain}{mark}"
    return "`" + plain.replace("`", "'") + "`"


def _track(name: str, lane: LaneSettings, items: list[Chunk], number: int) -> Chunk:
    gain = 10 ** (lane.gain_db / 20)
    return Chunk(
        f"TRACK {_guid('track', str(number))}",
        [
            f"NAME {quoted(name)}",
            f"VOLPAN {gain:.8f} {lane.pan:.6f} -1 -1 1",
            f"MUTESOLO {int(lane.is_muted)} {2 if lane.is_solo else 0} 0",
            "NCHAN 2",
            *items,
        ],
    )


def _item(material: Material, spoken: SpokenLine, takes: Sequence[TakeFile], begin: int) -> Chunk:
    clip = spoken.clip
    assert clip is not None
    item = Chunk("ITEM", _place(clip, begin))
    item.inside.append(f"NAME {quoted(spoken.line.text)}")
    gain = 10 ** (clip.gain_db / 20)
    for at, take in enumerate(takes):
        sound = material.take(take.key)
        level = level_gain(sound) if sound is not None else 1.0
        offset = clip.start_sample / TAKE_RATE if take.is_heard else 0.0
        offset += max(0, begin - clip.start_frame) / PROJECT_RATE
        if at == 0:
            item.inside += [f"VOLPAN {gain:.8f} 0 {level:.8f} -1", f"SOFFS {offset:.9f}"]
        else:
            item.inside += [
                "TAKE",
                f"NAME {quoted(f'{spoken.line.text} (take {take.number})')}",
                f"TAKEVOLPAN 0 {level:.8f} -1",
                f"SOFFS {offset:.9f}",
            ]
        item.inside += [
            "PLAYRATE 1 1 0 -1 0 0.0025",
            f"GUID {_guid('take', f'{spoken.line.id} {take.key}')}",
            Chunk("SOURCE WAVE", [f"FILE {quoted(take.path)}"]),
            *_envelope(giving_way(clip, begin), f"{spoken.line.id} {take.key}"),
        ]
    return item


def _envelope(places: Places, id: str) -> Iterator[Chunk]:
    """Of the volume of a take, in straight lines."""
    if places:
        points: list[str | Chunk] = [f"PT {at:.9f} {gain:.8f} 0" for at, gain in places]
        fixed = [f"EGUID {_guid('envelope', id)}", "ACT 1 -1", "VIS 1 1 1", "LANEHEIGHT 0 0",
                 "ARM 0", "DEFSHAPE 0 -1 -1"]  # fmt: skip
        yield Chunk("VOLENV", [*fixed, *points])


def _place(clip: Clip, begin: int) -> list[str | Chunk]:
    fade_in, fade_out = (
        max(frames, EDGE_FRAMES) / PROJECT_RATE
        for frames in (clip.fade_in_frames, clip.fade_out_frames)
    )
    return [
        f"POSITION {max(0, clip.start_frame - begin) / PROJECT_RATE:.9f}",
        f"LENGTH {(clip.end_frame - max(clip.start_frame, begin)) / PROJECT_RATE:.9f}",
        "LOOP 0",
        f"FADEIN 1 {fade_in:.6f} 0 1 0 0 0",
        f"FADEOUT 1 {fade_out:.6f} 0 1 0 0 0",
        f"MUTE {int(clip.is_muted)} 0",
        f"IGUID {_guid('item', clip.line)}",
    ]


def _sound_item(sound: PlacedSound, path: str, part: Chosen) -> Chunk:
    begin = part.start_frame
    wave = {"mp3": "MP3", "ogg": "VORBIS", "flac": "FLAC"}
    kind = wave.get(path.rpartition(".")[2].casefold(), "WAVE")
    gain = 10 ** (sound.gain_db / 20) * math.sqrt(2)
    frames = sound.end_frame - max(sound.start_frame, begin)
    offset = sound.start_in_source + max(0, begin - sound.start_frame)
    fades = [
        max(each, EDGE_FRAMES) / PROJECT_RATE
        for each in (sound.fade_in_frames, sound.fade_out_frames)
    ]
    return Chunk(
        "ITEM",
        [
            f"POSITION {max(0, sound.start_frame - begin) / PROJECT_RATE:.9f}",
            f"LENGTH {frames / PROJECT_RATE:.9f}",
            "LOOP 0",
            f"FADEIN 1 {fades[0]:.6f} 0 1 0 0 0",
            f"FADEOUT 1 {fades[1]:.6f} 0 1 0 0 0",
            f"IGUID {_guid('sound', sound.id)}",
            f"NAME {quoted(sound.source.name)}",
            f"VOLPAN {gain:.8f} 0 1 -1",
            f"SOFFS {offset / PROJECT_RATE:.9f}",
            "PLAYRATE 1 1 0 -1 0 0.0025",
            Chunk(f"SOURCE {kind}", [f"FILE {quoted(path)}"]),
            *_envelope(giving_way_to_speech(sound, part), sound.id),
        ],
    )


def _markers(material: Material, part: Chosen) -> Iterator[str]:
    number = 0
    for heading, frame in material.chapters():
        if part.start_frame <= frame < part.end_frame:
            number += 1
            at = (frame - part.start_frame) / PROJECT_RATE
            yield f"MARKER {number} {at:.9f} {quoted(heading.text)} {_MARKER}"
    for marker in part.timeline.markers:
        if not part.start_frame <= marker.start_frame < max(part.end_frame, 1):
            continue
        number += 1
        at = (marker.start_frame - part.start_frame) / PROJECT_RATE
        kind = _MARKER if marker.end_frame is None else _REGION
        yield f"MARKER {number} {at:.9f} {quoted(marker.name)} {kind}"
        if marker.end_frame is not None:
            end = (marker.end_frame - part.start_frame) / PROJECT_RATE
            yield f'MARKER {number} {end:.9f} "" {kind}'


def _of(part: Chosen, lane: SoundLaneId) -> list[PlacedSound]:
    return [
        sound
        for sound in part.timeline.sounds
        if sound.lane == lane
        and sound.start_frame < part.end_frame
        and sound.end_frame > part.start_frame
    ]


def _guid(kind: str, id: str) -> str:
    """The same for the same thing whenever it is handed over."""
    return "{" + str(uuid.uuid5(_NAMES, f"{kind} {id}")).upper() + "}"
