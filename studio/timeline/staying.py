"""Edits that leave what follows where it is: the Cues of the Lines behind are adjusted to that. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from studio.document.cues import After, At, Cue, CutIn, Over, With
from studio.document.values import Document, Line, LineId
from studio.timeline.layout import layout
from studio.timeline.values import Clip, Length, Timeline

_MOST_ADJUSTED = 12  # Those further behind lean on Lines that already stand where they stood.


def with_the_rest_kept(
    before: Timeline,
    edited: Document,
    lengths: Mapping[LineId, Length],
    behind: LineId | None,
) -> Document:
    """`edited`, with the Lines behind `behind` starting where they do in `before`; None: from the
    first Line on. `lengths` are those after the edit."""
    document = edited
    timeline = layout(document, lengths, before)
    place = -1 if behind is None else document.lines.place(behind)
    if place is None:
        return document
    following = document.lines[place + 1 : place + 1 + _MOST_ADJUSTED]
    for line in following:
        was, now = before.placed.of(line.id), timeline.placed.of(line.id)
        if was is None or now is None:
            continue
        if was.start_frame == now.start_frame:
            return document
        cue = _keeping(line, was.start_frame, earlier_clip(document, timeline, line.id))
        script = document.script.replaced({line.id: replace(line, cue=cue)})
        document = replace(document, script=script)
        timeline = layout(document, lengths, timeline)
        document, timeline = _made_exact(document, timeline, lengths, line.id, was.start_frame)
    return document


def earlier_clip(document: Document, timeline: Timeline, line: LineId) -> Clip | None:
    """The Clip of the nearest earlier Line that is spoken."""
    place = document.lines.place(line) or 0
    for at in range(place - 1, -1, -1):
        clip = timeline.placed.of(document.lines[at].id)
        if clip is not None:
            return clip
    return None


def _keeping(line: Line, start: int, earlier: Clip | None) -> Cue:
    """A Cue as much like the one it has as can be; nobody is cut off who was not before."""
    if earlier is None or isinstance(line.cue, At) or start < earlier.start_frame:
        return At(start)
    overlap = earlier.uncut_end_frame - start
    if overlap <= 0:
        return After(-overlap)
    if isinstance(line.cue, With) and start == earlier.start_frame:
        return With()
    return CutIn(overlap) if isinstance(line.cue, CutIn) else Over(overlap)


def _made_exact(
    document: Document,
    timeline: Timeline,
    lengths: Mapping[LineId, Length],
    id: LineId,
    start: int,
) -> tuple[Document, Timeline]:
    """A gap counts from everything that holds the Line back, which may end later than the earlier
    Clip; where that leaves it elsewhere, the gap is made so much shorter, or the Line is pinned."""
    now, line = timeline.placed.of(id), document.lines.get(id)
    if now is None or line is None or now.start_frame == start:
        return document, timeline
    gap = line.cue.gap_frames if isinstance(line.cue, After) else None
    shorter = None if gap is None else gap - (now.start_frame - start)
    cue: Cue = At(start) if shorter is None or shorter < 0 else After(shorter)
    script = document.script.replaced({id: replace(line, cue=cue)})
    document = replace(document, script=script)
    return document, layout(document, lengths, timeline)
