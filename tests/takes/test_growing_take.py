from __future__ import annotations

import threading

import numpy as np
import pytest

from studio.takes.growing_take import GrowingTake
from studio.takes.recipe import TakeKey
from studio.takes.shelf import Shelf
from studio.takes.take import Proof, SpokenWord

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


def test_the_count_is_published_after_the_samples() -> None:
    """Whoever reads on another thread never sees samples that are not there yet."""
    growing = GrowingTake(KEY, "x")
    wrong: list[int] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            samples = growing.samples
            if len(samples) and not samples.all():
                wrong.append(len(samples))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(2000):
        growing.append(np.ones(480, np.int16))
    done.set()
    reader.join()
    assert not wrong
    assert growing.length_samples == 960_000


def test_what_has_come_is_a_take_of_its_own() -> None:
    """A partial Take does not change when more arrives."""
    growing = GrowingTake(KEY, "x")
    growing.append(np.ones(3, np.int16))
    partial = growing.so_far()
    growing.append(np.zeros(3, np.int16))
    assert (partial.length_samples, partial.proof) == (3, Proof.PARTIAL)


def test_an_end_is_seen_only_when_everything_announced_has_come() -> None:
    """Text still to be announced, a part not ended, or one shorter than told: it is no end."""
    growing = GrowingTake(KEY, "One. Two.")
    growing.begin_text_chunk(0, "One.")
    growing.append(np.zeros(2400, np.int16))
    growing.end_text_chunk(0, 0.1)
    assert not growing.came_to_an_end
    growing.begin_text_chunk(1, "Two.")
    growing.append(np.zeros(1200, np.int16))
    assert not growing.came_to_an_end
    growing.end_text_chunk(1, 0.1)
    assert not growing.came_to_an_end
    growing.end_text_chunk(1, 0.05)
    assert growing.came_to_an_end
