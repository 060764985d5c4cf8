"""Which Lines are heard at the playhead."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from studio.playback.play_state import PlayState
from studio.timeline.values import Timeline
from tests.ui.pieces import FIRST, SECOND, SECOND_LINE, THIRD, TIMELINE, SetStudio, clip
from ui.transport.heard import heard_at, waited_for
from ui.transport.playhead import Playhead


def test_lines_are_heard_from_their_first_frame_to_their_last() -> None:
    """At every edge the answer is exact, and the Line that began last comes last."""
    wanted = {
        0: (FIRST,),
        2 * SECOND - 1: (FIRST,),
        2 * SECOND: (FIRST, SECOND_LINE),
        3 * SECOND - 1: (FIRST, SECOND_LINE),
        3 * SECOND: (SECOND_LINE,),
        4 * SECOND: (),
        5 * SECOND: (THIRD,),
        7 * SECOND: (),
    }
    assert {frame: heard_at(TIMELINE, frame) for frame in wanted} == wanted


def test_a_muted_line_is_not_heard() -> None:
    """A Line that takes its time in silence carries no mark."""
    muted = replace(clip(THIRD, 0, SECOND), is_muted=True)
    assert heard_at(Timeline((muted,)), 0) == ()


def test_the_line_that_is_waited_for_has_no_take() -> None:
    """Waiting is for the first Line from the playhead on that cannot be heard yet."""
    assert waited_for(TIMELINE, 0) == THIRD
    assert waited_for(TIMELINE, 8 * SECOND) is None


def test_the_playhead_is_read_only_while_it_moves(qtbot: QtBot) -> None:
    """Playing starts the watch, stopping ends it and takes the mark away."""
    studio, owner = SetStudio(), QObject()
    playhead = Playhead(studio, owner)
    positions: list[int] = []
    playhead.moved.connect(positions.append)
    studio.transport_state, studio.playhead = PlayState.PLAYING, 2 * SECOND
    playhead.transport_changed()
    qtbot.waitUntil(lambda: len(positions) > 3)
    assert playhead.heard == (FIRST, SECOND_LINE)
    studio.transport_state = PlayState.STOPPED
    playhead.transport_changed()
    assert playhead.heard == ()
    count = len(positions)
    qtbot.wait(60)
    assert len(positions) == count
    playhead.end()
