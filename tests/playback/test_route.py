from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.playback.ring_reader import FADE_FRAMES, RISE
from studio.playback.route import STRAIGHT_ON, Routed, parts, way_from
from studio.timeline.clip import Span


class Numbered:
    """Every frame carries its own number; none can be asked for past the end."""

    def __init__(self, end_frame: int) -> None:
        self.end_frame = end_frame
        self.ready_frame = end_frame

    def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        assert start_frame >= 0
        assert start_frame + frames <= self.end_frame
        frames = max(0, min(frames, self.ready_frame - start_frame))
        numbers = np.arange(start_frame, start_frame + frames, dtype=np.float32)
        return np.stack([numbers, numbers], axis=1)


def heard(source: Routed, start: int, frames: int, block: int = 777) -> NDArray[np.float32]:
    ends = [*range(start + block, start + frames, block), start + frames]
    starts = [start, *ends[:-1]]
    return np.concatenate([source.mix(at, end - at) for at, end in zip(starts, ends, strict=True)])


def test_without_a_loop_it_goes_straight_on() -> None:
    """Frame by frame as they are, to the end of the source."""
    routed = Routed(Numbered(5_000), way_from(100, None, 5_000))
    assert routed.end_frame == 5_000
    assert np.array_equal(heard(routed, 100, 4_900)[:, 0], np.arange(100, 5_000))


def test_a_loop_is_run_into_and_never_left() -> None:
    """From before it into it, then from its end to its beginning, again and again, each join faded
    from what would have come next."""
    route = way_from(1_000, Span(4_000, 6_000), 9_000)
    routed = Routed(Numbered(9_000), route)
    sound = heard(routed, 1_000, 11_000)[:, 0]
    assert np.array_equal(sound[:5_000], np.arange(1_000, 6_000))
    for round_ in range(3):
        at = 5_000 + 2_000 * round_
        fade = RISE[:, 0]
        leaving, coming = np.arange(6_000, 6_480), np.arange(4_000, 4_480)
        assert np.allclose(sound[at : at + FADE_FRAMES], leaving * (1 - fade) + coming * fade)
        assert np.array_equal(sound[at + FADE_FRAMES : at + 2_000], np.arange(4_480, 6_000))
    assert [route.frame_at(at) for at in (3_999, 5_999, 6_000, 7_999, 8_000)] == [
        *(3_999, 5_999, 4_000),
        *(5_999, 4_000),
    ]


@pytest.mark.parametrize("loop", [Span(4_000, 4_100), Span(9_000, 12_000), Span(2_000, 3_000)])
def test_a_loop_that_cannot_be_reached_is_none(loop: Span) -> None:
    """One too short to be heard as one, one behind the end, and one left behind: straight on."""
    assert way_from(3_500, loop, 9_000) is STRAIGHT_ON


def test_a_loop_past_the_end_turns_at_the_end() -> None:
    """What is longer than the source is repeated from the source's end."""
    route = way_from(0, Span(4_000, 20_000), 9_000)
    assert route.frame_at(8_999) == 8_999
    assert route.frame_at(9_000) == 4_000


def test_parts_are_played_one_after_the_other() -> None:
    """Only these, in their order, those that touch as one; then it is at its end."""
    spans = [Span(1_000, 2_000), Span(2_000, 2_500), Span(6_000, 7_000), Span(9_500, 12_000)]
    routed = Routed(Numbered(9_000), parts(spans, 9_000))
    assert routed.end_frame == 2_500
    sound = heard(routed, 0, 2_500)[:, 0]
    assert np.array_equal(sound[:1_500], np.arange(1_000, 2_500))
    assert np.array_equal(sound[1_500 + FADE_FRAMES :], np.arange(6_480, 7_000))


def test_no_part_at_all_is_over_at_once() -> None:
    """Nothing chosen, or nothing there: an empty route at the end."""
    assert Routed(Numbered(9_000), parts([], 9_000)).end_frame == 0
    assert Routed(Numbered(9_000), parts([Span(9_500, 9_900)], 9_000)).end_frame == 0


def test_what_is_not_ready_is_said_to_be() -> None:
    """The first frame that is missing ends the block, on either side of a seam."""
    source = Numbered(9_000)
    routed = Routed(source, parts([Span(6_000, 7_000), Span(1_000, 2_000)], 9_000))
    source.ready_frame = 1_200
    assert len(routed.mix(0, 1_500)) == 0
    assert len(routed.mix(1_000, 500)) == 200


def test_a_way_changed_on_the_way_keeps_what_was_played() -> None:
    """Up to the change the old frames, from it on the new ones, without a seam where there is none."""
    route = way_from(0, Span(4_000, 6_000), 9_000).going_on(7_000, Span(5_000, 9_000))
    assert [route.frame_at(at) for at in (6_500, 6_999, 7_000, 10_999)] == [
        *(4_500, 4_999, 5_000),
        8_999,
    ]
    assert Routed(Numbered(9_000), route).end_frame == 11_000
    assert np.array_equal(
        Routed(Numbered(9_000), route).mix(6_900, 700)[:, 0], np.arange(4_900, 5_600)
    )
