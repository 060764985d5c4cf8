"""Where each Line falls in time. Pure: Document and lengths in, Timeline out.

A Line with no length is silent: it takes no time, and Cues look past it to the nearest earlier Line
that is spoken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from studio.document.cues import After, At, CutIn, Over, With
from studio.document.values import Document, Line, LineId
from studio.frames import PROJECT_RATE
from studio.timeline.values import Clip, Length, Span, Timeline

CUT_FADE_FRAMES = PROJECT_RATE * 80 // 1000


def layout(
    document: Document,
    lengths: Mapping[LineId, Length],
    kept_starts: Mapping[LineId, int] | None = None,
) -> Timeline:
    """The Timeline of `document`. Lines in `kept_starts` stay where they are, whatever their Cue
    says: they have been heard already, and what was heard does not move."""
    kept = kept_starts or {}
    clips: list[Clip] = []
    settled_end = 0
    for line in document.lines:
        length = lengths.get(line.id)
        if length is None:
            continue
        earlier = clips[-1] if clips else None
        start = kept.get(line.id)
        if start is None:
            start = _start(document, line, earlier, settled_end)
        if earlier is not None:
            clips[-1] = _answered(earlier, line, start, length)
            settled_end = max(settled_end, clips[-1].end_frame)
        end = start + length.frames
        clips.append(Clip(line.id, line.speaker, start, end, end, length.take))
    return Timeline(tuple(clips))


def _start(document: Document, line: Line, earlier: Clip | None, settled_end: int) -> int:
    cue = line.cue
    if isinstance(cue, At):
        return cue.start_frame
    if earlier is None:
        return document.pauses.lead_in_frames
    if isinstance(cue, With):
        return earlier.start_frame
    if isinstance(cue, After):
        gap = _gap(document, line, earlier) if cue.gap_frames is None else cue.gap_frames
        return max(settled_end, earlier.end_frame) + gap
    return max(earlier.start_frame, earlier.uncut_end_frame - cue.overlap_frames)


def _gap(document: Document, line: Line, earlier: Clip) -> int:
    if earlier.speaker == line.speaker:
        return document.pauses.same_speaker_frames
    return document.pauses.other_speaker_frames


def _answered(earlier: Clip, line: Line, start: int, length: Length) -> Clip:
    """The earlier Clip as the next Line leaves it: cut off, ducked, or as it was."""
    match line.cue:
        case CutIn():
            end = min(earlier.end_frame, start + CUT_FADE_FRAMES)
            return replace(earlier, end_frame=end, fade_out_frames=CUT_FADE_FRAMES)
        case Over():
            duck = Span(start, min(earlier.end_frame, start + length.frames))
            return replace(earlier, ducks=(*earlier.ducks, duck))
        case _:
            return earlier
