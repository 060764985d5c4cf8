"""Casts that are read against each other: pure values."""

from __future__ import annotations

from studio.document.values import Voice
from tests.ui.pieces import ANNA, BEN, FIRST, SCENE, SECOND_LINE, THIRD
from ui.casting_wall import casts as reads
from ui.casting_wall.casts import Casts

M, N, O = (Voice("embedded", id, str(id)) for id in (1, 2, 3))  # noqa: E741


def test_the_first_casts_are_what_the_choices_come_to() -> None:
    """Every voice with every other, at most six; who has none is left out."""
    found = reads.first_casts((ANNA, BEN), {ANNA: (M, N), BEN: (O,)})
    assert found == (((ANNA, M), (BEN, O)), ((ANNA, N), (BEN, O)))
    many = {ANNA: (M, N, O), BEN: (M, N, O)}
    assert len(reads.first_casts((ANNA, BEN), many)) == reads.MOST_CASTS
    assert reads.first_casts((ANNA, BEN), {}) == ()


def test_the_lines_begin_where_asked() -> None:
    """Six with words from there on, or the last ones; who speaks them is in the order of the cast."""
    assert reads.lines_from(SCENE, SECOND_LINE) == (FIRST, SECOND_LINE, THIRD)
    assert reads.speakers_in(SCENE, (SECOND_LINE, FIRST)) == (ANNA, BEN)


def test_a_cast_is_added_changed_and_taken_away() -> None:
    """A new one is like the current one; the others move up when one goes, and the last one stays."""
    casts = Casts((((ANNA, M), (BEN, O)),))
    casts = reads.with_voice(reads.with_another(casts), 1, ANNA, N)
    assert [dict(cast)[ANNA] for cast in casts.casts] == [M, N]
    casts = reads.keeping(reads.after_hearing(casts, 1), 1)
    casts = reads.without(casts, 0)
    assert (casts.kept, casts.heard, casts.current) == ({0}, (0,), 0)
    assert reads.next_in_turn(casts, 0) is None
    assert reads.next_in_turn(casts, None) == 0
    assert reads.next_in_turn(reads.rejecting(casts, 0), None) is None
    assert reads.without(casts, 0) == casts
