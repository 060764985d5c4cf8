from __future__ import annotations

import numpy as np

from studio.takes.growing_take import GrowingTake
from studio.takes.recipe import TakeKey
from studio.takes.take import Take
from studio.takes.take_peaks import TakePeaks

KEY = TakeKey("k")
SOUND = np.random.default_rng(1).integers(-20_000, 20_000, 60_000).astype(np.int16)


def test_a_growing_take_is_drawn_as_far_as_it_has_come() -> None:
    """What has arrived shows, what has not is silent, and in the end it is what it always was."""
    growing = GrowingTake(KEY, "Hello")
    there: dict[TakeKey, Take | GrowingTake] = {KEY: growing}
    peaks = TakePeaks(there.get)
    for start in range(0, 60_000, 7_500):
        growing.append(SOUND[start : start + 7_500])
        found = peaks.between(KEY, 0, 60_000, 8)
        assert found is not None
        assert found[1][start // 7_500] > 15_000
        assert not found[1][start // 7_500 + 1 :].any()
    there[KEY] = growing.finished()
    whole = peaks.between(KEY, 0, 60_000, 8)
    assert whole is not None
    assert np.array_equal(whole, TakePeaks(there.get).between(KEY, 0, 60_000, 8))


def test_once_counted_a_take_need_not_be_there_to_be_drawn() -> None:
    """Its samples may leave the memory; a close view asks for them again."""
    there = {KEY: Take(KEY, SOUND)}
    peaks = TakePeaks(there.get)
    drawn = peaks.between(KEY, 0, 60_000, 20)
    del there[KEY]
    assert np.array_equal(peaks.between(KEY, 0, 60_000, 20), drawn)
    assert peaks.between(KEY, 0, 200, 100) is None
    there[KEY] = Take(KEY, SOUND)
    close = peaks.between(KEY, 0, 200, 100)
    assert close is not None
    assert np.array_equal(close[0], SOUND[:200].reshape(100, 2).min(axis=1))


def test_one_begun_anew_is_drawn_anew() -> None:
    """After a second try with the same key, nothing of the first is left."""
    first, second = GrowingTake(KEY, "Hello"), GrowingTake(KEY, "Hello")
    there: dict[TakeKey, Take | GrowingTake] = {KEY: first}
    peaks = TakePeaks(there.get)
    first.append(SOUND[:15_000])
    peaks.between(KEY, 0, 60_000, 4)
    there[KEY] = second
    second.append(SOUND[:30_000] // 4)
    found = peaks.between(KEY, 0, 60_000, 4)
    assert found is not None
    assert 0 < found[1][0] <= 5_000
    assert not found[1][2:].any()


def test_an_unknown_take_is_none() -> None:
    """Nothing is drawn for what is not there."""
    assert TakePeaks(lambda key: None).between(KEY, 0, 10, 1) is None
