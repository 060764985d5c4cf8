"""What dragging means, without a window: each gesture a state machine that says what it would do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.document.clip_edit import AtSample, AtWord, ClipEdit, PinnedTake
from studio.document.cues import After, At, CutIn, Over
from studio.document.values import LineStatus
from studio.errors import InputError, StudioError
from studio.frames import PROJECT_RATE
from tests.ui.timeline import pieces
from tests.ui.timeline.pieces import line_id, with_line
from tests.ui.timeline.situations import SNAP, after, clip, said, situation
from ui.timeline.gestures.draft import Draft, Held, Situation
from ui.timeline.gestures.move import Move
from ui.timeline.gestures.shape import Fade, Gain
from ui.timeline.gestures.trim import Trim
from ui.timeline.grip import Box, Grip, grip_at

SECOND = PROJECT_RATE
LOOSE, FREE, OTHER = Held(), Held(is_free=True), Held(is_other=True)


def dragged(at: Situation, number: int, by_frames: int, held: Held = LOOSE) -> Draft | None:
    it = clip(at, number)
    grabbed = it.start_frame + SECOND // 3
    return Move(at, it, grabbed).moved(grabbed + by_frames, 0, held)


def test_dragging_into_the_line_before_cuts_it_off_after_a_word() -> None:
    """It sticks to the end of a word, and says which."""
    at = situation()
    draft = dragged(at, 5, -int(1.3 * SECOND))
    document, timeline = after(at, draft)
    cue = document.lines[4].cue
    assert isinstance(cue, CutIn)
    assert cue.after_word is not None
    assert said(draft).startswith(f"Cuts HORN off after “{cue.after_word.text}”, ")
    earlier = timeline.placed.of(line_id(4))
    assert earlier is not None
    assert earlier.cut_after == cue.after_word.text


def test_with_ctrl_it_goes_exactly_where_it_was_dragged() -> None:
    at = situation()
    start = clip(at, 5).start_frame
    draft = dragged(at, 5, -int(1.3 * SECOND), FREE)
    _, timeline = after(at, draft)
    moved = timeline.placed.of(line_id(5))
    assert moved is not None
    assert moved.start_frame == start - int(1.3 * SECOND)


def test_with_shift_it_talks_over() -> None:
    at = situation()
    draft = dragged(at, 5, -SECOND, OTHER)
    document, timeline = after(at, draft)
    assert isinstance(document.lines[4].cue, Over)
    earlier = timeline.placed.of(line_id(4))
    assert earlier is not None
    assert not earlier.is_cut_off
    assert said(draft).startswith("Talks over the last ")


def test_past_the_end_of_the_line_before_it_leaves_a_gap() -> None:
    at = situation(reach_frames=0)
    draft = dragged(at, 5, SECOND)
    document, _ = after(at, draft)
    assert isinstance(document.lines[4].cue, After)
    assert said(draft) == "Starts 1.30 s after HORN ends"


def test_an_edge_catches_at_what_is_near() -> None:
    """The playhead, markers, and edges of Clips and words."""
    at = situation()
    start = clip(at, 5).start_frame
    at = replace(at, playhead=start + SECOND)
    _, timeline = after(at, dragged(at, 5, SECOND - SNAP // 2))
    moved = timeline.placed.of(line_id(5))
    assert moved is not None
    assert moved.start_frame == start + SECOND


def test_rippling_moves_what_follows_and_otherwise_it_stays() -> None:
    """The same gesture, one edit either way."""
    at = situation()
    was = clip(at, 6).start_frame
    _, rippled = after(at, dragged(at, 5, SECOND, FREE))
    still = replace(at, ripples=False)
    _, kept = after(still, dragged(still, 5, SECOND, FREE))
    assert rippled.placed.of(line_id(6)).start_frame == was + SECOND  # type: ignore[union-attr]
    assert [it.start_frame for it in kept.clips][5:] == [
        it.start_frame for it in at.timeline.clips
    ][5:]


def test_a_pinned_line_stays_pinned() -> None:
    document = with_line(pieces.scene(), 5, cue=At(40 * SECOND))
    at = situation(document)
    draft = dragged(at, 5, SECOND, FREE)
    changed, _ = after(at, draft)
    assert changed.lines[4].cue == At(41 * SECOND)
    assert said(draft) == "Starts at 0:41.0"


def test_dragging_nowhere_is_no_edit() -> None:
    at = situation()
    pinned = situation(with_line(pieces.scene(), 5, cue=At(40 * SECOND)))
    assert dragged(pinned, 5, 0, FREE) is None
    assert Gain(at, clip(at, 5)).moved(0, 0, LOOSE) is None


def test_an_edge_is_trimmed_to_a_word() -> None:
    """Another Take keeps that; nothing is pinned for it."""
    at = situation()
    it = clip(at, 3)
    word = at.lengths[it.line].words[1]
    draft = Trim(at, it, is_start=True).moved(it.start_frame + word.start_sample * 2, 0, LOOSE)
    document, timeline = after(at, draft)
    line = document.lines[2]
    assert isinstance(line.clip.trim_start, AtWord)
    assert line.pinned is None
    assert said(draft) == "Starts with “means”"
    trimmed = timeline.placed.of(line_id(3))
    assert trimmed is not None
    assert trimmed.start_sample == word.start_sample
    assert trimmed.start_frame == it.start_frame


def test_an_edge_trimmed_to_an_instant_pins_the_take() -> None:
    at = situation()
    it = clip(at, 3)
    draft = Trim(at, it, is_start=False).moved(it.end_frame - SECOND, 0, FREE)
    document, timeline = after(at, draft)
    line = document.lines[2]
    assert isinstance(line.clip.trim_end, AtSample)
    assert line.pinned == PinnedTake(it.take)  # type: ignore[arg-type]
    trimmed = timeline.placed.of(line_id(3))
    assert trimmed is not None
    assert it.end_frame - trimmed.end_frame == pytest.approx(SECOND, abs=4)


def test_trimming_back_out_goes_no_further_than_the_take() -> None:
    at = situation()
    it = clip(at, 3)
    draft = Trim(at, it, is_start=False).moved(it.end_frame + 60 * SECOND, 0, FREE)
    _, timeline = after(at, draft)
    trimmed = timeline.placed.of(line_id(3))
    assert trimmed is not None
    assert trimmed.end_frame == it.end_frame


def test_a_clip_without_a_take_has_nothing_to_trim() -> None:
    at = situation()
    it = clip(at, 13)
    assert Trim(at, it, is_start=True).moved(it.start_frame + SECOND, 0, LOOSE) is None


def test_corners_fade() -> None:
    at = situation()
    it = clip(at, 3)
    draft = Fade(at, it, is_start=True).moved(it.start_frame + SECOND // 2, 0, LOOSE)
    document, _ = after(at, draft)
    assert document.lines[2].clip == ClipEdit(fade_in_frames=SECOND // 2)
    assert said(draft) == "Fades in over 0.50 s"
    draft = Fade(at, it, is_start=False).moved(it.end_frame - SECOND, 0, LOOSE)
    document, _ = after(at, draft)
    assert document.lines[2].clip == ClipEdit(fade_out_frames=SECOND)


def test_the_gain_goes_by_half_decibels_and_with_ctrl_by_tenths() -> None:
    at = situation()
    it = clip(at, 3)
    draft = Gain(at, it).moved(0, -20, LOOSE)
    assert after(at, draft)[0].lines[2].clip.gain_db == 7.5
    assert said(draft) == "Gain +7.5 dB"
    assert after(at, Gain(at, it).moved(0, 7, FREE))[0].lines[2].clip.gain_db == -2.6
    assert after(at, Gain(at, it).moved(0, -900, LOOSE))[0].lines[2].clip.gain_db == 12


def test_a_locked_line_refuses() -> None:
    """The edit says why; nothing changes."""
    at = situation(with_line(pieces.scene(), 5, status=LineStatus.LOCKED))
    draft = dragged(at, 5, SECOND, FREE)
    assert draft is not None
    with pytest.raises((InputError, StudioError)):
        draft.change(at.document)


def test_every_grip_has_its_place() -> None:
    """Six of them; a Clip without a Take, or a narrow one, can only be moved."""
    box = Box(100, 10, 200, 31)

    def grip(x: float, y: float, **values: bool) -> Grip:
        has_take = values.get("has_take", True)
        return grip_at(box, x, y, gain_db=0.0, fades=(0, 0), has_take=has_take)

    assert grip(102, 30) is Grip.START
    assert grip(298, 30) is Grip.END
    assert grip(104, 12) is Grip.FADE_IN
    assert grip(296, 12) is Grip.FADE_OUT
    assert grip(200, box.gain_y(0.0)) is Grip.GAIN
    assert grip(200, 36) is Grip.BODY
    assert grip(102, 30, has_take=False) is Grip.BODY
    narrow = Box(100, 10, 20, 31)
    assert grip_at(narrow, 101, 30, gain_db=0.0, fades=(0, 0), has_take=True) is Grip.BODY
