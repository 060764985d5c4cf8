"""Sentences are filled with their values."""

from __future__ import annotations

import pytest

from studio.sentences import filled


@pytest.mark.parametrize(
    ("lines", "words"), [(0, "0 lines wait."), (1, "1 line waits."), (20, "20 lines wait.")]
)
def test_words_agree_with_their_number(lines: int, words: str) -> None:
    """One line, any other number of lines."""
    assert filled("{lines} {lines:line waits|lines wait}.", {"lines": lines}) == words


def test_numbers_keep_the_form_they_ask_for() -> None:
    """What holds no choice of words is a number's own form."""
    assert (
        filled("{seconds:.1f} s of {name!r}", {"seconds": 2.04, "name": "Ann"}) == "2.0 s of 'Ann'"
    )
