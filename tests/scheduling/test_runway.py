from __future__ import annotations

import numpy as np
from wanted_scenes import clips, scene

from studio.document.values import SpeakerId
from studio.frames import PROJECT_RATE
from studio.scheduling.heard_take import candidates, ready_state
from studio.scheduling.runway import runways
from studio.takes.line_state import LineState
from studio.takes.mode import Mode
from studio.takes.recipe import draft_recipe, final_recipe
from studio.takes.shelf import Shelf
from studio.takes.take import Take
from studio.timeline.values import Timeline

SCENE = scene(("A", "One."), ("B", "Two."), ("A", "Three."), ("B", "Four."))
TIMELINE = Timeline(clips(SCENE, [(0, 5), (5, 10), (10, 15), (50, 55)]))
A, B = SpeakerId("A"), SpeakerId("B")


def test_each_lane_tells_how_many_seconds_are_ready() -> None:
    """Until the first Clip that cannot be heard; Clips behind the playhead and beyond the look-ahead
    do not count."""
    states = {"0": LineState.DRAFT, "1": LineState.COMING, "2": LineState.FAILED}
    found = runways(TIMELINE, 2 * PROJECT_RATE, lambda line: states.get(line, LineState.MISSING))
    assert found[A].ready_seconds == 8.0
    assert [stretch.state for stretch in found[A].stretches] == [LineState.DRAFT, LineState.FAILED]
    assert found[A].stretches[0].start_frame == 0
    assert found[B].ready_seconds == 3.0
    assert [stretch.line for stretch in found[B].stretches] == ["1"]
    later = runways(TIMELINE, 12 * PROJECT_RATE, lambda line: LineState.FINAL)
    assert later.keys() == {A}
    assert (later[A].ready_seconds, later[A].will_wait) == (30.0, False)


def test_an_understudy_speaks_until_the_final_voice_is_there() -> None:
    """In final mode the draft is heard and marked, then the final Take takes its place; in draft mode
    it is simply the draft."""
    shelf, line = Shelf(), SCENE.lines[0]
    draft, final = draft_recipe(SCENE, line), final_recipe(SCENE, line)
    assert draft is not None
    assert final is not None

    def state(mode: Mode) -> LineState | None:
        who = candidates(SCENE, line, mode, draft=draft_recipe, final=final_recipe)
        return ready_state(who, shelf.take)

    assert state(Mode.FINAL) is None
    shelf.put(Take(draft.key, np.zeros(1, np.int16)))
    assert (state(Mode.DRAFT), state(Mode.FINAL)) == (LineState.DRAFT, LineState.UNDERSTUDY)
    shelf.put(Take(final.key, np.zeros(1, np.int16)))
    assert (state(Mode.DRAFT), state(Mode.FINAL)) == (LineState.DRAFT, LineState.FINAL)


def test_without_a_final_voice_the_draft_is_no_understudy() -> None:
    """Nobody else is meant to speak."""
    document = scene(("A", "One."), host=None)
    shelf, line = Shelf(), document.lines[0]
    draft = draft_recipe(document, line)
    assert draft is not None
    shelf.put(Take(draft.key, np.zeros(1, np.int16)))
    who = candidates(document, line, Mode.FINAL, draft=draft_recipe, final=final_recipe)
    assert ready_state(who, shelf.take) is LineState.DRAFT
