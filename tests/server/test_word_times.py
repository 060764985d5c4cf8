"""Which word is heard when, from marks as engines give them."""

from __future__ import annotations

import pytest

from studio.server.engine import WordMark
from studio.server.word_times import word_times


def times(
    text: str, marks: list[tuple[int, int, int]], total: float = 1000.0
) -> list[tuple[str, float, float]]:
    found = word_times(text, [WordMark(*mark) for mark in marks], float, total)
    return [(text[word.start : word.end], word.start_ms, word.end_ms) for word in found]


def test_a_word_lasts_until_the_next_begins() -> None:
    """Each word ends where the next begins, the last where the sound does."""
    assert times("One two.", [(0, 3, 10), (4, 3, 400)]) == [("One", 10, 400), ("two", 400, 1000)]


def test_a_clause_ends_its_last_word() -> None:
    """The pause behind a clause belongs to no word."""
    assert times("One, two.", [(0, 3, 0), (4, 0, 300), (5, 3, 500)]) == [
        *(("One", 0, 300), ("two", 500, 1000))
    ]


def test_several_marks_in_one_word() -> None:
    """An engine that divides a number into words does not divide the reader's word."""
    marks = [(3, 4, 100), (4, 4, 200), (4, 4, 300), (8, 3, 500)]
    assert times("is 3.14 now", marks) == [
        *(("is", 0, 100), ("3.14", 100, 500), ("now", 500, 1000))
    ]


def test_words_run_together_share_their_time() -> None:
    """A word without a mark of its own takes its part, by length, of the one before."""
    assert times("of the sea", [(0, 6, 0), (7, 3, 500)]) == [
        *(("of", 0, 200), ("the", 200, 500), ("sea", 500, 1000))
    ]


def test_offsets_count_code_points() -> None:
    """Signs beyond the basic plane and accents are one each, whatever bytes they take."""
    text = "🚀 café Ünï"
    assert [word[0] for word in times(text, [(2, 4, 0), (7, 3, 500)])] == ["café", "Ünï"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't re-enter a.b@c.de!", ["Don't", "re-enter", "a.b@c.de"]),
        ('<spell>AB</spell> then <break time="200ms"/> go', ["AB", "then", "go"]),
        ("— … !", []),
        ("", []),
        ("l'été, c’est", ["l'été", "c’est"]),
        ("Say /həˈloʊ/ now", ["Say", "/həˈloʊ/", "now"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
    ],
)
def test_what_counts_as_a_word(text: str, words: list[str]) -> None:
    """Words are what a reader would call so; tags and lone marks are not."""
    assert [word[0] for word in times(text, [(0, 1, 0)])] == words


@pytest.mark.parametrize(
    ("text", "marked", "words"),
    [
        ("costs $5 or 5€", (0, 6, 7, 9, 12, 13), ["costs", "$5", "or", "5€"]),
        ("$ 5", (0, 2), ["$", "5"]),
        ("50% of 3°", (0, 2, 4, 7, 8), ["50%", "of", "3°"]),
        ("a + b & #tag", (0, 2, 4, 6, 8, 9), ["a", "+", "b", "&", "#tag"]),
        ("Hi 😀 there", (0, 3, 5), ["Hi", "😀", "there"]),
        ("Wow!😀 ok😀", (0, 3, 6, 8), ["Wow", "😀", "ok", "😀"]),
        (
            "I ❤\ufe0f you 👨\u200d👩\u200d👧.",
            (0, 2, 5, 9),
            ["I", "❤\ufe0f", "you", "👨\u200d👩\u200d👧"],
        ),
        ("I ❤\ufe0f you + me", (0, 5, 11), ["I", "you", "me"]),
        ("*this* (5)", (1, 8), ["this", "5"]),
    ],
)
def test_signs_that_are_said(text: str, marked: tuple[int, ...], words: list[str]) -> None:
    """A sign that the engine says has its time, with the word it touches or as a word of its own; one
    that it passes over has none."""
    marks = [(position, 1, 100 * index) for index, position in enumerate(marked)]
    assert [word[0] for word in times(text, marks, 2000.0)] == words


def test_scripts_without_blanks_are_divided_where_the_engine_does() -> None:
    """Where no blanks are written the engine's own words are told."""
    assert times("你好世界", [(0, 2, 0), (2, 2, 500)]) == [("你好", 0, 500), ("世界", 500, 1000)]


def test_times_never_run_backwards_or_beyond() -> None:
    """Marks out of order or behind the end still give times in order within the sound."""
    found = times("a b c", [(0, 1, 900), (2, 1, 100), (4, 1, 5000)])
    flat = [value for _, start, end in found for value in (start, end)]
    assert flat == sorted(flat)
    assert flat[-1] <= 1000
