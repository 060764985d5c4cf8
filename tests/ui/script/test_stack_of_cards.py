"""Where the cards of the lanes stand, worked out without a window."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from studio.document.ordered import Ordered
from studio.document.values import Line, LineId, ScriptItem, SpeakerId
from ui.script.lanes.stack import GAP, NOTHING_BEFORE, Join, Slot, Stack, stacked

_BELOW, _END, _START = Join.BELOW, Join.BESIDE_END, Join.BESIDE_START


def _tops(*slots: Slot) -> list[int]:
    return stacked(slots, NOTHING_BEFORE)[0]


def test_cards_stand_below_each_other_in_the_order_of_the_script() -> None:
    """Each leaves a gap, and a written pause is seen as more of it."""
    tops = _tops(Slot(0, 40), Slot(1, 60), Slot(0, 40, _BELOW, space=20))
    assert tops == [GAP, GAP + 40 + GAP, GAP + 40 + GAP + 60 + GAP + 20]


def test_an_interruption_stands_beside_the_end_of_what_it_interrupts() -> None:
    """It begins above the end of the other card, and what follows is below both."""
    earlier, later, after = _tops(Slot(0, 60), Slot(1, 40, _END, space=15), Slot(0, 40))
    assert later == earlier + 60 - 15
    assert after == later + 40 + GAP


def test_lines_together_stand_side_by_side() -> None:
    earlier, later = _tops(Slot(0, 60), Slot(1, 40, _START))
    assert earlier == later


def test_nobody_interrupts_in_their_own_column() -> None:
    """Two cards of one Speaker never lie over each other."""
    earlier, later = _tops(Slot(0, 60), Slot(0, 40, _END, space=15))
    assert later == earlier + 60 + GAP


_slots = st.builds(
    Slot,
    column=st.one_of(st.none(), st.integers(0, 3)),
    height=st.integers(20, 200),
    join=st.sampled_from(Join),
    space=st.integers(0, 40),
)


@given(st.lists(_slots, max_size=40), st.integers(0, 40))
def test_no_two_cards_of_a_column_overlap(slots: list[Slot], cut: int) -> None:
    """Whatever the Cues, also where two chunks meet, and none stands above the one before."""
    first, height, ends = stacked(slots[:cut], NOTHING_BEFORE)
    second, _, _ = stacked(slots[cut:], ends)
    tops = first + [height + top for top in second]
    assert tops == sorted(tops)
    bottoms: dict[int | None, int] = {}
    for top, slot in zip(tops, slots, strict=True):
        others = bottoms.values() if slot.column is None else [bottoms.get(slot.column, 0)]
        assert top >= max(others, default=0)
        bottoms[slot.column] = top + slot.height


class _Asked:
    """A stack of equal cards that counts how many were measured."""

    def __init__(self, count: int, guess: int = 50) -> None:
        self.measured = 0
        self.height = 40
        self.lines = tuple(
            Line(LineId(str(at)), SpeakerId("anna"), "Words.") for at in range(count)
        )
        self.stack = Stack(self._slot_of, lambda items: guess * len(items))
        self.stack.show(Ordered(self.lines))

    def _slot_of(self, _item: ScriptItem) -> Slot:
        self.measured += 1
        return Slot(0, self.height)


def _seen(stack: Stack, top: int) -> Sequence[int]:
    return stack.between(top, top + 500)


def test_only_what_is_seen_is_measured() -> None:
    """A script of ten thousand Lines costs what a screenful costs."""
    asked = _Asked(10_000)
    top = asked.stack.look(200_000, 500)
    assert _seen(asked.stack, top)
    assert asked.measured <= 3 * 32


def test_what_is_seen_stays_where_it_is_while_more_is_measured() -> None:
    """Going up through guessed heights, each card stays at its distance from the next one."""
    asked = _Asked(5_000, guess=90)
    stack = asked.stack
    top = stack.look(100_000, 500)
    first = _seen(stack, top)[0]
    for _ in range(200):
        above = stack.look(top - 40, 500)
        now = _seen(stack, above)
        assert now[0] in (first, first - 1)
        assert 0 <= stack.box(now[0])[0] + asked.height + GAP - above <= 2 * (asked.height + GAP)
        first, top = now[0], above


def test_an_edit_measures_what_it_touched() -> None:
    """Of a new Line's neighbours only a chunk or two are measured anew."""
    asked = _Asked(5_000)
    top = asked.stack.look(100_000, 500)
    place = _seen(asked.stack, top)[3]
    before, asked.measured = asked.stack.box(place - 3), 0
    fresh = Line(LineId("fresh"), SpeakerId("anna"), "More.")
    asked.stack.show(Ordered(asked.lines).spliced(place, place, [fresh]))
    asked.stack.look(top, 500)
    assert asked.measured <= 20 * 32
    assert asked.stack.box(place - 3)[1] == before[1]


def test_a_card_that_grew_pushes_the_others_down() -> None:
    asked = _Asked(100)
    asked.stack.look(0, 500)
    asked.height = 80
    asked.stack.forget_card(2)
    asked.stack.look(0, 500)
    assert asked.stack.box(2)[1] == 80
    assert asked.stack.box(40)[0] > 40 * (40 + GAP)
