from __future__ import annotations

from studio.document.words import WordPlace, find_word


def test_a_word_is_found_where_it_stands_now() -> None:
    """Nearest to where it was; signs and case do not matter; a word that is gone is not found."""
    words = ["No,", "no.", "I", "said", "NO!", "–"]
    assert find_word(WordPlace(4, "no"), words) == 4
    assert find_word(WordPlace(2, "no"), words) == 1
    assert find_word(WordPlace(9, "Said"), words) == 3
    assert find_word(WordPlace(0, "never"), words) is None
    assert find_word(WordPlace(0, "–"), words) == 5
