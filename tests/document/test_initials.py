from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.document.initials import initials_of


def test_initials_are_the_first_letters_of_words_or_of_the_name() -> None:
    """PRYCE is PR, and a name of two words gives one letter each."""
    assert initials_of(["PRYCE", "Aunt Nettie", "ö"]) == ("PR", "AN", "Ö")


def test_a_taken_pair_moves_on_to_the_next_letter() -> None:
    """Two Speakers never share their initials."""
    assert initials_of(["Anna", "Annika", "ANN"]) == ("AN", "AI", "A2")


@given(st.lists(st.text(max_size=6), max_size=40))
def test_any_names_get_unique_short_initials(names: list[str]) -> None:
    """Whatever people type as names, every chip can be told from every other."""
    initials = initials_of(names)
    assert len(set(initials)) == len(names)
    assert all(initials)
