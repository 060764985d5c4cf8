"""Lanes, the looks of Clips, their neighbours, and many of them at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from studio.document.lanes import LaneSettings
from studio.document.values import LineStatus
from studio.takes.line_state import LineState
from studio.timeline.clips import Clips
from studio.timeline.values import Timeline
from tests.ui.timeline import pieces
from tests.ui.timeline.pieces import BRAM, HORN, MUSIC, NETTIE, PRYCE, SECOND
from ui.timeline import neighbours
from ui.timeline.coverage import covered
from ui.timeline.hover import word_at
from ui.timeline.lanes import Lanes, sound_height
from ui.timeline.spans import PieceSpans
from ui.timeline.standing import Runway, Standing, clip_look, runway
from ui.timeline.view import View

ORDER = (PRYCE, BRAM, NETTIE, HORN)


def test_lanes_stand_in_the_order_of_the_cast_with_music_below() -> None:
    lanes = Lanes(pieces.scene())
    assert [lane.id for lane in lanes.all] == [*ORDER, MUSIC]
    assert [lane.top for lane in lanes.all] == [0, 42, 84, 126, 168]
    assert lanes.height == 168 + sound_height(42)


def test_every_height_belongs_to_the_lane_that_is_there() -> None:
    """Up to the last; below there is none."""
    lanes = Lanes(pieces.scene())
    for lane in lanes.all:
        assert lanes.at(lane.top) is lane
        assert lanes.at(lane.bottom - 1) is lane
    assert lanes.at(lanes.height) is None
    assert lanes.at(-1) is None


def test_a_lane_is_silent_when_muted_or_when_another_is_solo() -> None:
    document = pieces.scene()
    first, *others = document.cast
    solo = replace(document, cast=(replace(first, lane=LaneSettings(is_solo=True)), *others))
    lanes = Lanes(solo)
    assert [lanes.is_silent(lane) for lane in lanes.all] == [False, True, True, True, True]


def test_every_state_has_a_look_of_its_own() -> None:
    """Told apart without colour: by outline, fill, badge, tag or words."""
    looks = set()
    for state in LineState:
        look = clip_look(Standing(state), LineStatus.DRAFT, is_muted=False)
        looks.add((look.outline, look.fill, look.has_wave, look.badge, look.tag, look.says))
    # A growing Take looks like one that is there, as far as it has come: the rest is hatched.
    assert len(looks) == len(LineState) - 1
    ready = Standing(LineState.FINAL)
    marks = [
        clip_look(ready, LineStatus.APPROVED, is_muted=False).badge,
        clip_look(ready, LineStatus.LOCKED, is_muted=False).badge,
        clip_look(replace(ready, is_stale=True), LineStatus.APPROVED, is_muted=False).badge,
        clip_look(ready, LineStatus.DRAFT, is_muted=True).badge,
    ]
    assert marks == ["states/approved", "states/locked", "states/stale", "states/muted"]


def test_a_muted_clip_is_an_outline() -> None:
    look = clip_look(Standing(LineState.FINAL), LineStatus.DRAFT, is_muted=True)
    assert look.fill == 0
    assert not look.has_wave


def test_the_runway_has_four_patterns() -> None:
    assert {runway(state) for state in LineState} == set(Runway)


def test_neighbours_in_time_visit_every_clip_once() -> None:
    """From the first to the last and back, also on one Lane alone."""
    timeline = pieces.timeline(pieces.scene())
    in_time = sorted(timeline.clips, key=lambda clip: (clip.start_frame, clip.line))
    walked = [in_time[0]]
    while (found := neighbours.later(timeline, walked[-1])) is not None:
        walked.append(found)
    assert walked == in_time
    back = [in_time[-1]]
    while (found := neighbours.earlier(timeline, back[-1])) is not None:
        back.append(found)
    assert back == in_time[::-1]
    own = [clip for clip in in_time if clip.speaker == NETTIE]
    assert neighbours.later(timeline, own[0], NETTIE) == own[1]
    assert neighbours.nearest(timeline, own[1].start_frame, NETTIE) == own[1]


def test_spans_are_those_of_the_clips_wherever_runs_move() -> None:
    """Also after everything moved, without looking at the Clips again."""
    timeline = pieces.timeline(pieces.scene())
    moved = Timeline(Clips(tuple(run.moved(7 * SECOND) for run in timeline.placed.runs)))
    spans = PieceSpans()
    for each in (timeline, moved):
        spans.show(each, ORDER)
        assert spans.read_some(1.0)
        whole = spans.read()
        assert sorted(whole.starts) == sorted(clip.start_frame for clip in each.clips)
        assert sorted(whole.ends) == sorted(clip.end_frame for clip in each.clips)
        found = spans.clips(0, each.end_frame, 3 * SECOND)
        assert {clip.line for clip in found} == {
            clip.line for clip in each.clips if clip.end_frame - clip.start_frame >= 3 * SECOND
        }


def test_coverage_has_a_column_for_every_clip_however_narrow() -> None:
    """Each Clip is seen on its own Lane, and nothing where there is none."""
    timeline = pieces.timeline(pieces.scene())
    spans = PieceSpans()
    spans.show(timeline, ORDER)
    view = View(0.0, 0.5, 40)
    rows = covered(spans.between(0, timeline.end_frame), view, 4, 40, under_pixels=np.inf)
    for clip in timeline.clips:
        assert rows[ORDER.index(clip.speaker), int(view.x(clip.start_frame))]
    assert not rows[:, 38].any()


def test_a_word_is_found_where_it_sounds() -> None:
    """In the pause behind it, it is still the latest; outside the Clip there is none."""
    timeline, lengths = pieces.timeline(pieces.scene()), pieces.lengths()
    clip = timeline.placed.of(pieces.line_id(1))
    assert clip is not None
    found = word_at(clip, lengths[clip.line], clip.start_frame + SECOND // 10)
    assert found is not None
    assert found.text == "Harbour"
    assert word_at(clip, lengths[clip.line], clip.uncut_end_frame + 1) is None
