from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from studio.document.cues import BY_RULE, CutIn, Over
from studio.document.lanes import LaneSettings
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.takes.growing_take import GrowingTake
from studio.takes.recipe import TakeKey, draft_recipe
from studio.takes.shelf import Shelf
from studio.takes.take import Take, TakeOutline
from studio.timeline.layout import layout
from studio.timeline.lengths import line_lengths
from studio.timeline.mixer import Mixer
from studio.timeline.values import Timeline
from tests.timeline.scenes import Samples, document_of, shelf_of, tone


class Scene:
    """Two Lines of one Speaker: the first is there, the second is just arriving."""

    def __init__(self, lane: LaneSettings | None = None) -> None:
        said = [("ANNA", BY_RULE, tone(1.0)), ("ANNA", BY_RULE, None)]
        self.document = document_of(*said, lanes=None if lane is None else {"ANNA": lane})
        self.shelf = shelf_of(self.document, *said)
        recipe = draft_recipe(self.document, self.document.lines[1])
        assert recipe is not None
        self.growing: GrowingTake | None = GrowingTake(recipe.key, recipe.text)

    def take(self, key: TakeKey) -> Take | GrowingTake | None:
        return self.shelf.take(key) or self._growing(key)

    def outline(self, key: TakeKey) -> TakeOutline | None:
        growing = self._growing(key)
        return self.shelf.outline(key) or (growing.outline if growing else None)

    def _growing(self, key: TakeKey) -> GrowingTake | None:
        return self.growing if self.growing is not None and self.growing.key == key else None

    def timeline(self) -> Timeline:
        return layout(self.document, line_lengths(self.document, draft_recipe, self.outline))

    def come(self, samples: Samples) -> None:
        assert self.growing is not None
        self.growing.append(samples)

    def finish(self) -> None:
        assert self.growing is not None
        self.shelf.put(self.growing.finished())
        self.growing = None


def test_what_has_arrived_is_heard_before_the_rest_is_there() -> None:
    """The Mix goes on to the last frame that came and waits only there."""
    scene = Scene()
    scene.come(tone(2.0)[: TAKE_RATE // 2])
    timeline = scene.timeline()
    first, second = timeline.clips
    assert not first.is_estimated
    assert second.is_growing
    assert second.is_estimated
    mixer = Mixer(scene.document, timeline, scene.take)
    mixed = mixer.mix(0, second.end_frame)
    arrived = len(mixed) - second.start_frame
    assert PROJECT_RATE * 4 // 10 < arrived <= PROJECT_RATE // 2
    assert np.abs(mixed[second.start_frame + 200 :]).max() > 0.01
    scene.come(tone(2.0)[TAKE_RATE // 2 : TAKE_RATE])
    mixer = Mixer(scene.document, scene.timeline(), scene.take, earlier=mixer)
    more = mixer.mix(len(mixed), PROJECT_RATE)
    assert PROJECT_RATE * 4 // 10 < len(more) <= PROJECT_RATE * 55 // 100
    joined = np.concatenate([mixed, more])[second.start_frame + 200 :, 0]
    steepest = np.abs(np.diff(joined)).max()
    assert steepest < 1.2 * 2 * np.pi * 440 / PROJECT_RATE * np.abs(joined).max()


def test_a_finished_take_sounds_as_if_it_had_never_grown() -> None:
    """Once whole, the mixer that carries on gives the same samples as a fresh one."""
    scene = Scene()
    scene.come(tone(1.5)[:20_000])
    mixer = Mixer(scene.document, scene.timeline(), scene.take)
    mixer.mix(0, 80_000)
    scene.come(tone(1.5)[20_000:])
    scene.finish()
    timeline = scene.timeline()
    carried_on = Mixer(scene.document, timeline, scene.take, earlier=mixer)
    fresh = Mixer(scene.document, timeline, scene.take)
    frames = timeline.end_frame
    assert np.array_equal(carried_on.mix(0, frames), fresh.mix(0, frames))


def test_a_growing_take_is_as_loud_as_its_speakers_others() -> None:
    """Before there is enough of it to be measured, the Speaker's last Take says how loud."""
    scene = Scene()
    scene.come(tone(2.0)[:4_800])
    second = scene.timeline().clips[1]
    mixer = Mixer(scene.document, scene.timeline(), scene.take)
    mixed = mixer.mix(0, second.end_frame)
    assert len(mixed) > second.start_frame + 6_000
    first = np.abs(mixed[20_000:40_000]).max()
    assert np.abs(mixed[second.start_frame + 1_000 :]).max() == pytest.approx(first, rel=0.02)


def test_an_effect_waits_for_what_it_needs() -> None:
    """On a Lane with an effect, what has not come is silent now and heard later, not left out."""
    scene = Scene(LaneSettings(effect="phone"))
    scene.come(tone(2.0)[: TAKE_RATE // 2])
    second = scene.timeline().clips[1]
    mixer = Mixer(scene.document, scene.timeline(), scene.take)
    mixed = mixer.mix(0, second.end_frame)
    assert len(mixed) < second.end_frame
    scene.come(tone(2.0)[TAKE_RATE // 2 :])
    scene.finish()
    timeline = scene.timeline()
    after = Mixer(scene.document, timeline, scene.take, earlier=mixer).mix(0, timeline.end_frame)
    whole = Mixer(scene.document, timeline, scene.take).mix(0, timeline.end_frame)
    assert np.array_equal(after, whole)


def test_a_take_longer_than_was_thought_makes_room_as_it_comes() -> None:
    """The Clip is at least as long as what has arrived, and an export leaves it out until whole."""
    scene = Scene()
    scene.come(tone(20.0))
    timeline = scene.timeline()
    assert timeline.clips[1].end_frame - timeline.clips[1].start_frame == 20 * PROJECT_RATE
    assert [clip.line for clip in timeline.heard().clips] == ["0"]
    assert replace(timeline.clips[1], is_growing=False).moved(5).is_growing is False
    assert timeline.clips[1].moved(5).is_growing


def test_nothing_goes_on_behind_a_take_of_unknown_length() -> None:
    """The next Line is not begun while nobody knows where this one ends, nor is one that cuts in."""
    for cue in (BY_RULE, CutIn(4_800), Over(4_800)):
        said = [("ANNA", BY_RULE, None), ("BEN", cue, tone(1.0))]
        document = document_of(*said)
        shelf = shelf_of(document, *said)
        recipe = draft_recipe(document, document.lines[0])
        assert recipe is not None
        growing = GrowingTake(recipe.key, recipe.text)
        growing.append(tone(1.0))

        def outline(key: TakeKey, shelf: Shelf = shelf, growing: GrowingTake = growing) -> object:
            return growing.outline if key == growing.key else shelf.outline(key)

        def take(key: TakeKey, shelf: Shelf = shelf, growing: GrowingTake = growing) -> object:
            return growing if key == growing.key else shelf.take(key)

        timeline = layout(document, line_lengths(document, draft_recipe, outline))  # type: ignore[arg-type]
        first, second = timeline.clips
        mixed = Mixer(document, timeline, take).mix(0, timeline.end_frame)  # type: ignore[arg-type]
        assert len(mixed) <= min(first.end_frame, second.start_frame)
        assert len(mixed) > first.start_frame + PROJECT_RATE * 8 // 10
