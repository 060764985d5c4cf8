"""Which parts of the Timeline some Lines take up, for hearing only these. Pure."""

from __future__ import annotations

from collections.abc import Collection

from studio.document.values import LineId, SpeakerId
from studio.timeline.clip import Clip, Span
from studio.timeline.values import Timeline


def line_spans(timeline: Timeline, lines: Collection[LineId]) -> list[Span]:
    """Of these Lines, in the order of time. Lines that follow each other in the script are one part
    with the pauses between them."""
    spans: list[Span] = []
    is_next = False
    for clip in timeline.clips:
        if clip.line not in lines:
            is_next = False
            continue
        if is_next:
            start, end = spans[-1].start_frame, spans[-1].end_frame
            spans[-1] = Span(min(start, clip.start_frame), max(end, clip.end_frame))
        else:
            spans.append(_span(clip))
        is_next = True
    return sorted(spans, key=lambda span: span.start_frame)


def lane_spans(timeline: Timeline, speaker: SpeakerId) -> list[Span]:
    """Where that Speaker is heard, without what lies between."""
    clips = (clip for clip in timeline.clips if clip.speaker == speaker)
    return sorted(map(_span, clips), key=lambda span: span.start_frame)


def _span(clip: Clip) -> Span:
    return Span(clip.start_frame, clip.end_frame)
