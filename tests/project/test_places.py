from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from studio.project.places import STEP, first_places, new_places


def _apply(order: list[str], known: dict[str, int], fresh: list[int]) -> dict[str, int]:
    """The numbers of all afterwards; rows that are gone lose theirs."""
    new = new_places(order, known, fresh)
    after = {id: new.get(id, known.get(id, -1)) for id in order}
    assert list(after.values()) == sorted(set(after.values())), "in order, each once"
    assert min(after.values(), default=1) > 0
    return after


@given(st.randoms(use_true_random=False), st.integers(1, 60))
def test_the_numbers_rise_with_the_order_whatever_is_put_where(random: Random, steps: int) -> None:
    """Insertions, moves and removals in any places, many at once."""
    order = [f"r{number}" for number in range(random.randint(0, 300))]
    known = dict(zip(order, first_places(len(order)), strict=True))
    for step in range(steps):
        order = [id for id in order if random.random() > 0.02]
        fresh = {f"s{step}-{number}" for number in range(random.randint(0, 5))}
        for id in fresh:
            order.insert(random.choice([0, len(order), random.randint(0, len(order))]), id)
        for id in random.sample(order, min(len(order), 2)):
            order.remove(id)
            order.insert(random.randint(0, len(order)), id)
            fresh.add(id)
        known = _apply(order, known, [place for place, id in enumerate(order) if id in fresh])


def test_one_row_between_two_others_writes_one_row() -> None:
    """That is what the gaps are for."""
    order = [str(number) for number in range(1000)]
    known = dict(zip(order, first_places(1000), strict=True))
    order.insert(500, "new")
    assert list(new_places(order, known, [500])) == ["new"]


def test_typing_on_and_on_in_one_place_seldom_moves_others() -> None:
    """Thousands of rows, each put behind the last or before it, in the middle of a long script."""
    for behind in (True, False):
        order = [str(number) for number in range(2000)]
        known = dict(zip(order, first_places(2000), strict=True))
        written = 0
        for number in range(3000):
            place = 1000 + number if behind else 1000
            order.insert(place, f"n{number}")
            new = new_places(order, known, [place])
            known |= new
            written += len(new)
        assert sorted(order, key=known.__getitem__) == order
        assert written < 3000 * 12


def test_numbers_that_grow_too_large_begin_anew() -> None:
    """A file that was appended to for ever is numbered again."""
    order = ["a", "b"]
    assert _apply(order, {"a": (1 << 62) - 5}, [1]) == {"a": STEP, "b": 2 * STEP}
