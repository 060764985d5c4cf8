"""Arranging without a mouse: the same edits, one step each."""

from __future__ import annotations

import pytest

from studio.document.clip_edit import AtSample
from studio.document.cues import At, CutIn
from studio.frames import PROJECT_RATE
from studio.timeline.clip import Span
from studio.timeline.layout import layout
from studio.timeline.values import Timeline
from tests.ui.timeline import pieces
from tests.ui.timeline.pieces import PRYCE, line_id, with_line
from tests.ui.timeline.situations import after, clip, said, situation
from ui.timeline.gestures import by_key

SECOND = PROJECT_RATE


def start(timeline: Timeline, number: int) -> int:
    found = timeline.placed.of(line_id(number))
    assert found is not None
    return found.start_frame


@pytest.mark.parametrize("frames", [by_key.NUDGE_FRAMES, -by_key.NUDGE_FRAMES, SECOND])
@pytest.mark.parametrize("number", [5, 7, 13, 16])
def test_a_nudge_is_exact(number: int, frames: int) -> None:
    """Whatever its Cue: a gap, an interruption, talking over."""
    at = situation()
    it = clip(at, number)
    _, timeline = after(at, by_key.nudged(at, it, frames))
    assert start(timeline, number) == it.start_frame + frames


def test_word_edges_are_walked_one_by_one() -> None:
    """From its place into the Line before, edge by edge, and back out to its end."""
    at = situation()
    it = clip(at, 7)
    document, timeline = after(at, by_key.to_word_edge(at, it, -1))
    assert start(timeline, 7) < it.start_frame
    assert isinstance(document.lines[6].cue, CutIn)
    back = situation(document)
    _, again = after(back, by_key.to_word_edge(back, clip(back, 7), 1))
    assert start(again, 7) > start(timeline, 7)


def test_edges_are_trimmed_to_the_playhead() -> None:
    """Only where it lies within the Clip."""
    at = situation()
    it = clip(at, 3)
    middle = it.start_frame + SECOND
    document, _ = after(at, by_key.trimmed_to_frame(at, it, middle, is_start=True))
    assert document.lines[2].clip.trim_start == AtSample(SECOND // 2)
    assert by_key.trimmed_to_frame(at, it, it.end_frame + SECOND, is_start=True) is None


def test_both_edges_are_trimmed_to_a_range_in_one_step() -> None:
    at = situation()
    it = clip(at, 3)
    span = Span(it.start_frame + SECOND, it.start_frame + 3 * SECOND)
    document, timeline = after(at, by_key.trimmed_to_span(at, it, span))
    edit = document.lines[2].clip
    assert (edit.trim_start, edit.trim_end) == (AtSample(SECOND // 2), AtSample(3 * SECOND // 2))
    trimmed = timeline.placed.of(line_id(3))
    assert trimmed is not None
    assert trimmed.uncut_end_frame - trimmed.start_frame == 2 * SECOND


def test_a_pin_holds_a_line_where_it_is_and_lets_it_go_there() -> None:
    at = situation()
    it = clip(at, 5)
    document, timeline = after(at, by_key.pinned_or_not(at, it))
    assert document.lines[4].cue == At(it.start_frame)
    loose = situation(document)
    document, timeline = after(loose, by_key.pinned_or_not(loose, clip(loose, 5)))
    assert not isinstance(document.lines[4].cue, At)
    assert start(timeline, 5) == it.start_frame


def test_a_split_parts_the_line_before_the_next_word() -> None:
    """Both halves go on playing their part of the Take."""
    at = situation()
    it = clip(at, 3)
    word = at.lengths[it.line].words[2]
    draft = by_key.split_at(at, it, it.start_frame + word.start_sample * 2)
    assert said(draft) == "Split before “I”"
    assert draft is not None
    document = draft.change(at.document)
    assert [line.text for line in document.lines[2:4]] == ["He means", "I am in charge."]
    assert all(line.pinned for line in document.lines[2:4])
    assert by_key.split_at(at, it, it.start_frame) is None


def test_joining_one_line_takes_the_next() -> None:
    """What cannot be joined says why when it is asked for."""
    at = situation()
    same = with_line(at.document, 4, speaker=at.document.lines[2].speaker)
    at = situation(same)
    draft = by_key.joined(at, {line_id(3)})
    assert draft is not None
    document = draft.change(same)
    assert len(document.lines) == 19


def test_deleting_moves_what_follows_up_or_leaves_it() -> None:
    at = situation()
    was = start(at.timeline, 6)
    _, rippled = after(at, by_key.deleted(at, {line_id(5)}))
    assert start(rippled, 6) < was
    still = situation(ripples=False)
    _, kept = after(still, by_key.deleted(still, {line_id(5)}))
    assert start(kept, 6) == was


def test_deleting_with_the_gap_brings_pinned_lines_forward() -> None:
    """Those of the Lane, or all of them."""
    document = with_line(pieces.scene(), 8, cue=At(60 * SECOND))
    document = with_line(document, 10, cue=At(80 * SECOND))
    at = situation(document)
    length = clip(at, 5).uncut_end_frame - clip(at, 5).start_frame
    lane, _ = after(at, by_key.deleted_with_gap(at, {line_id(5)}, PRYCE))
    assert lane.lines.get(line_id(8)).cue == At(60 * SECOND - length)  # type: ignore[union-attr]
    assert lane.lines.get(line_id(10)).cue == At(80 * SECOND)  # type: ignore[union-attr]
    every, _ = after(at, by_key.deleted_with_gap(at, {line_id(5)}, None))
    assert every.lines.get(line_id(10)).cue == At(80 * SECOND - length)  # type: ignore[union-attr]


def test_gain_goes_in_steps_up_to_its_limits() -> None:
    at = situation()
    it = clip(at, 3)
    document, _ = after(at, by_key.gained(at, it, 0.5))
    assert document.lines[2].clip.gain_db == 0.5
    document, _ = after(at, by_key.gained(at, it, 100))
    assert document.lines[2].clip.gain_db == 12
    assert layout(document, at.lengths) is not None
