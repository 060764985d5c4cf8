from __future__ import annotations

from studio.document.cues import BY_RULE, CutIn, Over
from studio.document.values import LineId, SpeakerId
from studio.timeline.clip import Span
from studio.timeline.selection import lane_spans, line_spans
from studio.timeline.values import Timeline
from tests.timeline.scenes import scene, tone

SAID = [("ANNA", BY_RULE), ("BEN", Over(9_600)), ("ANNA", BY_RULE), ("BEN", CutIn(9_600))]


def _timeline() -> Timeline:
    return Timeline(scene(*((name, cue, tone(1.0)) for name, cue in SAID))[1])


def test_neighbours_are_heard_with_the_pauses_between_them() -> None:
    """Lines in a row are one part, from where the first begins to where the last falls silent."""
    timeline = _timeline()
    first, second, third, fourth = timeline.clips
    assert line_spans(timeline, {LineId("0"), LineId("1")}) == [
        Span(first.start_frame, second.end_frame)
    ]
    assert line_spans(timeline, {LineId("0"), LineId("2"), LineId("3")}) == [
        Span(first.start_frame, first.end_frame),
        Span(third.start_frame, fourth.end_frame),
    ]
    assert line_spans(timeline, set()) == []


def test_a_lane_is_heard_without_the_others_turns() -> None:
    """One Speaker's Clips, each by itself."""
    timeline = _timeline()
    assert lane_spans(timeline, SpeakerId("BEN")) == [
        Span(clip.start_frame, clip.end_frame) for clip in timeline.clips[1::2]
    ]
