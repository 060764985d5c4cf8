from __future__ import annotations

import numpy as np
import pytest

from studio.takes.growing_take import GrowingTake
from studio.takes.recipe import TakeKey
from studio.takes.shelf import Shelf
from studio.takes.take import SpokenWord

KEY = TakeKey("k")


def test_chunks_become_one_take_in_order() -> None:
    """Nothing is lost or swapped between the chunks as they came and the Take."""
    growing = GrowingTake(KEY, "One two.")
    growing.append(np.array([1, 2], np.int16))
    growing.append(np.array([3], np.int16))
    assert growing.finished().samples.tolist() == [1, 2, 3]


def test_words_are_placed_in_the_whole_text_and_the_whole_sound() -> None:
    """Each text chunk counts its words from its own start; a Take counts from the first sample."""
    growing = GrowingTake(KEY, "One two. One.")
    growing.begin_text_chunk(0, "One two. ")
    growing.append(np.zeros(100, np.int16))
    growing.begin_text_chunk(1, "One.")
    growing.append(np.zeros(50, np.int16))
    growing.add_words(0, [SpokenWord("One", 0, 3, 5, 40)])
    growing.add_words(1, [SpokenWord("One", 0, 3, 5, 40)])
    first, second = growing.finished().words
    assert (first.start_character, first.start_sample) == (0, 5)
    assert (second.start_character, second.start_sample, second.end_sample) == (9, 105, 140)


def test_a_finished_take_cannot_be_written_to() -> None:
    """A Take is shared between threads: its samples stay as they came."""
    growing = GrowingTake(KEY, "x")
    growing.append(np.zeros(4, np.int16))
    with pytest.raises(ValueError, match="read-only"):
        growing.finished().samples[0] = 1


def test_the_shelf_finds_a_take_by_its_key() -> None:
    """What was put on the Shelf is found again, and nothing else."""
    shelf = Shelf()
    take = GrowingTake(KEY, "x").finished()
    shelf.put(take)
    assert shelf.take(KEY) is take
    assert shelf.take(TakeKey("other")) is None
    assert shelf.keys() == {KEY}
