"""The part of the piece that is exported: which Lines, and which stretch of the Timeline. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from studio.errors import InputError
from studio.export.job import Frames, Part, Scenes
from studio.export.material import Material, SpokenLine
from studio.frames import PROJECT_RATE
from studio.sentences import sentence
from studio.timeline.clips import Clips, Run
from studio.timeline.values import Timeline

_nothing = sentence(
    "export.nothing-in-part",
    "There is nothing to hear in the part that was chosen. Choose another part, or the whole piece.",
)

LEAD_IN_FRAMES = PROJECT_RATE // 5


@dataclass(frozen=True, slots=True)
class Chosen:
    """`timeline` is what is heard of it, in the time of the whole piece; with `is_whole` it goes on to
    the end of what rings on."""

    lines: tuple[SpokenLine, ...]
    timeline: Timeline
    start_frame: int
    end_frame: int
    is_whole: bool


def chosen(material: Material, part: Part) -> Chosen:
    """Raises InputError when nothing is to be heard in it."""
    spoken = material.spoken
    heard = material.timeline.heard()
    if part is None:
        return Chosen(spoken, heard, 0, material.timeline.end_frame, True)
    if isinstance(part, Frames):
        start, end = part.start_frame, min(part.end_frame, material.timeline.end_frame)
        lines = tuple(
            each
            for each in spoken
            if each.clip is not None and each.clip.start_frame < end and each.clip.end_frame > start
        )
    else:
        lines = _wanted(spoken, part.headings if isinstance(part, Scenes) else part.lines)
        clips = [each.clip for each in lines if each.clip is not None]
        start = max(0, min((clip.start_frame for clip in clips), default=0) - LEAD_IN_FRAMES)
        end = max((clip.end_frame for clip in clips), default=0)
    if end <= start or not lines:
        raise InputError(_nothing())
    wanted = {each.line.id for each in lines}
    kept = tuple(clip for clip in heard.clips if clip.line in wanted)
    timeline = replace(heard, clips=Clips((Run(kept),)))
    return Chosen(lines, timeline, start, end, False)


def _wanted(spoken: Iterable[SpokenLine], ids: Iterable[str]) -> tuple[SpokenLine, ...]:
    wanted = set(ids)
    return tuple(
        each
        for each in spoken
        if each.line.id in wanted or (each.scene is not None and each.scene.id in wanted)
    )
