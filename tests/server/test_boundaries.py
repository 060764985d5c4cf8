"""Where one sign ends and another begins."""

from __future__ import annotations

import pytest

from studio.server.boundaries import best_cut, is_grapheme_border


@pytest.mark.parametrize(
    ("text", "borders"),
    [
        ("ab", [1]),
        ("e\u0301x", [2]),
        ("🇩🇪🇫🇷", [2]),
        ("👍🏽!", [2]),
        ("👩\u200d🚀.", [3]),
        ("❤\ufe0fx", [2]),
        ("1\ufe0f\u20e3x", [3]),
        ("a\r\nb", [1, 3]),
        ("कि", []),
    ],
)
def test_signs_are_left_whole(text: str, borders: list[int]) -> None:
    """Accents, joined emoji, flags, keycaps and line ends are one sign each."""
    assert [place for place in range(1, len(text)) if is_grapheme_border(text, place)] == borders


def test_a_cut_keeps_out_of_what_must_stay_whole() -> None:
    """A stretch that must not be divided is not, whatever the best place would be."""
    text = "one two three four"
    assert best_cut(text, 12, []) == 8
    assert best_cut(text, 12, [(5, 10)]) == 4
