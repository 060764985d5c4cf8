from __future__ import annotations

import numpy as np
import pytest

from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.takes.growing_take import GrowingTake
from studio.takes.recipe import TakeKey
from studio.takes.take import Take
from studio.timeline.audition import TakeAlone
from tests.timeline.scenes import CENTRE, level, matched_level, tone

KEY = TakeKey("k")


def test_a_take_alone_is_as_loud_as_in_the_scene() -> None:
    """In the middle, at the level of every Line, from its first sample to its last."""
    alone = TakeAlone(lambda key: Take(KEY, tone(1.0, 0.9)), KEY)
    assert alone.end_frame == PROJECT_RATE
    sound = alone.mix(0, PROJECT_RATE)
    assert np.array_equal(sound[:, 0], sound[:, 1])
    assert level(sound[4_800:-4_800, 0]) == pytest.approx(matched_level() * CENTRE, rel=0.01)


def test_a_growing_take_is_heard_as_far_as_it_has_come() -> None:
    """It has no end while it grows; then the end it came to, and the same sound but for its level,
    which only the whole of it decides."""
    growing, there = GrowingTake(KEY, "Hello"), dict[TakeKey, Take | GrowingTake]()
    there[KEY] = growing
    alone = TakeAlone(there.get, KEY)
    assert len(alone.mix(0, 4_800)) == 0
    samples = tone(1.0)
    growing.append(samples[: TAKE_RATE * 3 // 4])
    early = alone.mix(0, PROJECT_RATE)
    assert PROJECT_RATE * 2 // 3 < len(early) < PROJECT_RATE * 3 // 4
    assert alone.end_frame > 10**9
    growing.append(samples[TAKE_RATE * 3 // 4 :])
    there[KEY] = growing.finished()
    assert alone.end_frame == PROJECT_RATE
    whole = TakeAlone(there.get, KEY).mix(0, PROJECT_RATE)
    assert early == pytest.approx(whole[: len(early)], abs=0.003)


def test_what_breaks_off_ends_there() -> None:
    """A Take that will not come any more does not keep anybody waiting."""
    growing = GrowingTake(KEY, "Hello")
    growing.append(tone(1.0))
    there: dict[TakeKey, GrowingTake] = {KEY: growing}
    alone = TakeAlone(there.get, KEY)
    given = len(alone.mix(0, 4_800)) + len(alone.mix(4_800, 90_000))
    del there[KEY]
    assert alone.end_frame == given
