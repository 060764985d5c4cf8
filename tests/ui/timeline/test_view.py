"""Which part of time is seen, and at what scale."""

from __future__ import annotations

import itertools

import pytest

from studio.frames import PROJECT_RATE
from ui.timeline.ticks import clock, ticks
from ui.timeline.view import (
    LEAST_ON_SLIDER,
    MOST_ON_SLIDER,
    MOST_PIXELS_PER_SECOND,
    View,
    scale_at,
    slider_part,
)

SECOND = PROJECT_RATE
HOUR = 3_600 * SECOND


def test_pixels_and_frames_are_two_words_for_one_place() -> None:
    """A frame's pixel leads back to the frame, at every scale."""
    for scale in (0.01, 2, 34, 400, 48_000, MOST_PIXELS_PER_SECOND):
        view = View(12_345.0, scale, 1_000)
        assert view.frame(view.x(1_000_000)) == 1_000_000


@pytest.mark.parametrize("factor", [0.5, 1.25, 7.0])
def test_zooming_keeps_what_is_under_the_pointer(factor: float) -> None:
    """The frame under the pointer stays under it."""
    view = View(10 * SECOND, 40, 1_000)
    zoomed = view.zoomed(40 * factor, 300)
    assert zoomed.frame(300) == view.frame(300)


def test_zoom_goes_from_samples_to_the_whole_piece() -> None:
    """At the nearest a sample of a Take is wider than a pixel; at the farthest all is in view."""
    near = View(0, 1e9, 1_000).bounded(HOUR)
    assert near.pixels(2) >= 1
    far = View(0, 1e-9, 1_000).bounded(HOUR)
    assert far.x(0) >= 0
    assert far.x(HOUR) <= far.width


def test_the_view_never_leaves_the_piece() -> None:
    """Not before its beginning, and not so far behind its end that nothing is seen."""
    assert View(-5 * SECOND, 40, 1_000).bounded(60 * SECOND).left_frame == 0
    late = View(1e9, 40, 1_000).bounded(60 * SECOND)
    assert 0 < late.x(60 * SECOND) < late.width


def test_the_slider_has_each_scale_once() -> None:
    """Its ends are 2 and 400 pixels a second, and a place leads to a scale and back."""
    assert scale_at(0) == pytest.approx(LEAST_ON_SLIDER)
    assert scale_at(1) == pytest.approx(MOST_ON_SLIDER)
    assert slider_part(scale_at(0.37)) == pytest.approx(0.37)
    assert slider_part(100_000) == 1
    assert slider_part(0.001) == 0


def test_the_playhead_turns_pages() -> None:
    """The view stays while the playhead is in it; then it moves on by a page."""
    view = View(0, 100, 1_000)
    assert view.following(5 * SECOND) is view
    turned = view.following(10 * SECOND)
    assert 0 < turned.x(10 * SECOND) < 100
    assert view.following(10 * SECOND, centred=True).x(10 * SECOND) == pytest.approx(500)


def test_revealing_moves_no_more_than_it_must() -> None:
    """What is in view stays; what is not is brought in from its own side."""
    view = View(10 * SECOND, 100, 1_000)
    assert view.revealing(12 * SECOND, 14 * SECOND) == view
    assert view.revealing(30 * SECOND, 31 * SECOND).x(31 * SECOND) < 1_000
    assert view.revealing(2 * SECOND, 3 * SECOND).x(2 * SECOND) > 0


def test_fitting_has_everything_in_view() -> None:
    view = View(0, 100, 1_000).fitted(20 * SECOND, 90 * SECOND)
    assert 0 < view.x(20 * SECOND) < 40
    assert 960 < view.x(90 * SECOND) < 1_000


@pytest.mark.parametrize("scale", [0.005, 0.3, 2, 34, 120, 400, 6_000, MOST_PIXELS_PER_SECOND])
def test_labels_of_the_ruler_have_room_and_tell_apart(scale: float) -> None:
    """They stand at least 80 pixels from each other, and no two next to each other say the same."""
    labels = [tick for tick in ticks(View(HOUR, scale, 2_000)) if tick.text]
    view = View(HOUR, scale, 2_000)
    assert len(labels) >= 3
    for one, other in itertools.pairwise(labels):
        assert view.x(other.frame) - view.x(one.frame) >= 80
        assert one.text != other.text


def test_clock_words() -> None:
    """Hours only where there are any, and as many figures as were asked for."""
    assert clock(27 * SECOND) == "0:27"
    assert clock(HOUR + 2 * 60 * SECOND + 8 * SECOND) == "1:02:08"
    assert clock(27 * SECOND + SECOND // 4, 2) == "0:27.25"
