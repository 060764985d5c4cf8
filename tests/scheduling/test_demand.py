from __future__ import annotations

from dataclasses import replace

from wanted_scenes import clips, scene

from studio.document.values import Document, LineId
from studio.frames import PROJECT_RATE
from studio.scheduling.demand import (
    EVERYTHING,
    LOOK_AHEAD_LINES,
    TYPING_PAUSE_SECONDS,
    View,
    draft_wants,
    final_wants,
    with_first,
)
from studio.takes.recipe import draft_recipe, final_recipe
from studio.takes.request_record import Purpose

SCENE = scene(("A", "One."), ("B", "Two."), ("A", "Three."), ("B", "Four."))
PLACED = clips(SCENE, [(0, 1), (1, 2), (2, 3), (3, 4)])


def _drafts(document: Document, view: View = EVERYTHING) -> list[str]:
    return [want.line for want in draft_wants(document, draft_recipe, view)]


def test_lines_under_and_after_the_playhead_come_first() -> None:
    """What is heard next is made next, with the time until it is needed; what lies behind the
    playhead comes last."""
    view = View(playhead_frame=round(2.5 * PROJECT_RATE), clips=PLACED)
    wants = draft_wants(SCENE, draft_recipe, view)
    assert [want.line for want in wants] == ["2", "3", "0", "1"]
    assert [want.needed_in_frames for want in wants] == [0, PROJECT_RATE // 2, None, None]


def test_time_decides_and_not_the_order_of_the_script() -> None:
    """A Line placed earlier in time is needed earlier, wherever it stands in the script."""
    placed = clips(SCENE, [(0, 1), (9, 10), (2, 3), (3, 4)])
    assert _drafts(SCENE, View(clips=placed)) == ["0", "2", "3", "1"]


def test_a_likely_jump_comes_after_what_is_heard_next() -> None:
    """After what is ahead come the Lines from the selection on, then the rest of the script."""
    view = View(playhead_frame=round(3.5 * PROJECT_RATE), clips=PLACED, jumps=(LineId("1"),))
    assert _drafts(SCENE, view) == ["3", "1", "2", "0"]


def test_the_same_words_by_the_same_voice_are_wanted_once() -> None:
    """A Line said twice is made once."""
    assert _drafts(scene(("A", "No."), ("B", "No."), ("A", "No."))) == ["0", "1"]


def test_a_line_that_is_typed_in_waits_for_a_pause() -> None:
    """Its draft may not begin before the pause is over; no other Line waits."""
    view = View(caret=LineId("1"), typed_at=100.0)
    waiting = {want.line: want.not_before for want in draft_wants(SCENE, draft_recipe, view)}
    assert waiting == {"0": 0.0, "1": 100.0 + TYPING_PAUSE_SECONDS, "2": 0.0, "3": 0.0}


def test_a_caret_that_rests_holds_nothing_back_that_is_free() -> None:
    """Only typing delays a draft, not the caret."""
    assert all(w.not_before == 0 for w in draft_wants(SCENE, draft_recipe, View(caret=LineId("1"))))


def _finals(document: Document, view: View, *asked: str, playing: bool = True) -> list[str]:
    wants = final_wants(
        document,
        final_recipe,
        view,
        [LineId(line) for line in asked],
        is_playing_final=playing,
    )
    assert all(want.recipe.is_paid for want in wants)
    return [want.line for want in wants]


def test_only_the_look_ahead_is_bought() -> None:
    """Thirty seconds and eight Lines ahead of the playhead, and nothing behind it."""
    document = scene(*[("A", f"Number {at}.") for at in range(20)])
    slow = clips(document, [(at * 10, at * 10 + 5) for at in range(20)])
    assert _finals(document, View(clips=slow)) == ["0", "1", "2", "3"]
    quick = clips(document, [(at, at + 1) for at in range(20)])
    assert len(_finals(document, View(clips=quick))) == LOOK_AHEAD_LINES
    later = View(playhead_frame=18 * PROJECT_RATE, clips=quick)
    assert _finals(document, later) == ["18", "19"]


def test_what_was_asked_for_is_bought_wherever_it_stands() -> None:
    """Promoted Lines follow what is about to be heard; in draft mode they are all there is."""
    view = View(clips=PLACED)
    assert _finals(SCENE, view, "3", "0", playing=False) == ["0", "3"]


def test_nothing_paid_for_the_line_that_holds_the_caret() -> None:
    """Neither playing nor promoting buys what is still being written."""
    view = View(clips=PLACED, caret=LineId("1"))
    assert _finals(SCENE, view, "1", "2") == ["0", "2", "3"]


def test_a_want_says_where_it_belongs_in_the_ledger() -> None:
    """The heading above the Line, and whether it is a retake."""
    document = scene(("A", "One."), ("#", "h1"), ("A", "Two."))
    again = replace(document.lines[1], retake=1)
    document = replace(document, script=document.script.replaced({again.id: again}))
    first, second = draft_wants(document, draft_recipe)
    assert (first.scene, first.purpose) == ("", Purpose.SCENE)
    assert (second.scene, second.purpose) == ("h1", Purpose.RETAKE)


def test_what_a_person_moved_to_the_front_is_made_first() -> None:
    """The latest wish first; the others keep their order."""
    wants = with_first(draft_wants(SCENE, draft_recipe, EVERYTHING), (LineId("3"), LineId("1")))
    assert [want.line for want in wants] == ["3", "1", "0", "2"]
    assert with_first(wants, ()) == wants
