from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from studio.document.ordered import BLOCK, Ordered


@dataclass(frozen=True, slots=True)
class Thing:
    id: str
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Other:
    id: str


Any = Thing | Other


def _things(count: int) -> tuple[Any, ...]:
    return tuple(Other(str(n)) if n % 7 == 3 else Thing(str(n)) for n in range(count))


SIZES = st.one_of(st.integers(0, 20), st.integers(2 * BLOCK - 3, 6 * BLOCK))


@given(SIZES, st.data())
def test_any_splice_reads_like_that_of_a_tuple(size: int, data: st.DataObject) -> None:
    """Whatever is put in the place of whatever, the items, their places and their count agree."""
    items = _things(size)
    ordered = Ordered(items)
    for step in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(items)))
        stop = data.draw(st.integers(start, len(items)))
        new = tuple(Thing(f"{step}-{n}") for n in range(data.draw(SIZES)))
        items = items[:start] + new + items[stop:]
        ordered = ordered.spliced(start, stop, new)
        assert tuple(ordered) == items
        assert len(ordered) == len(items)
        assert all(ordered.place(item.id) == place for place, item in enumerate(items))
        assert all(ordered.get(item.id) is item for item in items)


@given(SIZES, st.data())
def test_slices_and_places_read_like_those_of_a_tuple(size: int, data: st.DataObject) -> None:
    """Every index and every slice gives what a tuple gives."""
    items = _things(size)
    ordered = Ordered(items)
    edges = st.one_of(st.none(), st.integers(-size - 2, size + 2))
    for _ in range(20):
        part = slice(
            data.draw(edges), data.draw(edges), data.draw(st.sampled_from([None, 1, 2, -1]))
        )
        assert ordered[part] == items[part]
    for place in range(-size, size):
        assert ordered[place] is items[place]


@given(SIZES)
def test_one_kind_alone_keeps_its_order(size: int) -> None:
    """`only` is the same as leaving the others out."""
    items = _things(size)
    assert tuple(Ordered(items).only(Other)) == tuple(i for i in items if isinstance(i, Other))


def test_equal_items_are_equal_however_they_lie_in_blocks() -> None:
    """How a value came about cannot be seen from outside."""
    items = _things(3 * BLOCK)
    pieced = Ordered(items[:5]).spliced(5, 5, items[5:])
    assert pieced == Ordered(items)
    assert hash(pieced) == hash(Ordered(items))
    assert pieced != Ordered(items[1:])


def test_a_replaced_item_shares_every_other_block() -> None:
    """An edit of one item copies one block."""
    before = Ordered(_things(10 * BLOCK))
    after = before.replaced({"1000": Thing("1000", 5)})
    differing = [a for a, b in zip(after.blocks, before.blocks, strict=True) if a is not b]
    assert len(differing) == 1
    assert after.get("1000") == Thing("1000", 5)


def test_a_change_that_changes_nothing_shares_all() -> None:
    """Mapping an identity keeps each block."""
    before = Ordered(_things(3 * BLOCK))
    assert before.mapped(lambda item: item).blocks == before.blocks
    heavier = before.mapped(lambda item: replace(item, weight=1) if item.id == "0" else item)
    assert sum(a is not b for a, b in zip(heavier.blocks, before.blocks, strict=True)) == 1


def test_a_script_that_is_edited_for_long_stays_in_few_blocks() -> None:
    """Thousands of small deletions and insertions leave no trail of tiny blocks."""
    ordered: Ordered[Any] = Ordered(_things(8 * BLOCK))
    for step in range(7 * BLOCK):
        place = (step * 7919) % len(ordered)
        ordered = ordered.spliced(place, place + 1, ())
    assert len(ordered) == BLOCK
    assert len(ordered.blocks) <= 8


@given(SIZES, st.data())
def test_picked_and_left_out_items_are_all_items(size: int, data: st.DataObject) -> None:
    """`pick` and `without` part the items in two, each in order."""
    items = _things(size)
    ordered = Ordered(items)
    ids = set(data.draw(st.lists(st.integers(0, size + 5).map(str), max_size=40)))
    assert ordered.pick(ids) == tuple(item for item in items if item.id in ids)
    assert tuple(ordered.without(ids)) == tuple(item for item in items if item.id not in ids)
