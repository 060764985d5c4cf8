"""What must hold of every Document, whoever made it: an edit, an importer or a stranger's file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from studio.document.values import Document


def faults(document: Document) -> Iterator[str]:
    """Every broken promise, in words for a log; none for a sound Document."""
    speakers = {speaker.id for speaker in document.cast}
    lines = {line.id for line in document.lines}
    lanes = {lane.id for lane in document.sound_lanes}
    scopes = {"", *speakers, *lines}
    yield from _twice("script item", (item.id for item in document.script))
    yield from _twice("speaker", (speaker.id for speaker in document.cast))
    yield from _twice("dictionary entry", (entry.id for entry in document.dictionary))
    yield from _twice("marker", (marker.id for marker in document.markers))
    yield from _twice("note", (note.id for note in document.listening_notes))
    yield from _twice("take mark", (mark.id for mark in document.take_marks))
    yield from _twice("sound lane", (lane.id for lane in document.sound_lanes))
    yield from _twice("sound", (clip.id for clip in document.sound_clips))
    yield from (
        f"line {line.id} is spoken by nobody in the cast"
        for line in document.lines
        if line.speaker not in speakers
    )
    yield from (
        f"note {note.id} is about no line"
        for note in document.listening_notes
        if note.line not in lines
    )
    yield from (
        f"dictionary entry {entry.id} is for nobody"
        for entry in document.dictionary
        if entry.scope not in scopes
    )
    yield from (
        f"sound {clip.id} lies on no lane"
        for clip in document.sound_clips
        if clip.lane not in lanes
    )


def _twice(kind: str, ids: Iterable[str]) -> Iterator[str]:
    for id, count in Counter(ids).items():
        if count > 1:
            yield f"{kind} {id} is there {count} times"
