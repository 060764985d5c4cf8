"""What a text may carry beside words, found where it is and nowhere else."""

from __future__ import annotations

import pytest

from studio.server.markup import (
    Break,
    Sounds,
    Words,
    edge_breaks_ms,
    has_something_to_say,
    parts,
    snapped_break_ms,
    unfinished_tag_start,
    visible_end,
)


@pytest.mark.parametrize(
    ("written", "length"),
    [
        *(("200ms", 200), ("300ms", 200), ("301ms", 400), ("450ms", 400), ("460ms", 500)),
        *(("10ms", 200), ("99999ms", 500), ("0.5s", 500), ("400", 400), (None, 200), ("long", 200)),
    ],
)
def test_breaks_have_three_lengths(written: str | None, length: int) -> None:
    """A break is as long as the nearest of 200, 400 and 500 ms, and 200 when nothing is said."""
    assert snapped_break_ms(written) == length


def test_the_parts_of_a_text() -> None:
    """Words, breaks, spelled words, rates and sounds are found with their places."""
    text = 'Hi <break time="500ms"/>there <spell>AB</spell> <prosody rate="slow">now</prosody> /həˈloʊ/!'
    assert parts(text) == [
        Words("Hi ", 0, 1.0, False),
        Break(500, 3),
        Words("there ", 24, 1.0, False),
        Words("AB", 37, 1.0, True),
        Words(" ", 47, 1.0, False),
        Words("now", 69, 0.8, False),
        Words(" ", 82, 1.0, False),
        Sounds("/həˈloʊ/", 83, 1.0),
        Words("!", 91, 1.0, False),
    ]


@pytest.mark.parametrize(
    ("rate", "factor"),
    [
        *(
            ("slow", 0.8),
            ("medium", 1.0),
            ("fast", 1.2),
            ("0.9", 0.9),
            ("0.1", 0.8),
            ("9", 1.2),
            ("nan", 1.0),
        )
    ],
)
def test_rates(rate: str, factor: float) -> None:
    """A rate is a word or a number between 0.8 and 1.2; anything else changes nothing."""
    assert parts(f'<prosody rate="{rate}">x</prosody>') == [
        Words("x", 17 + len(rate), factor, False)
    ]


def test_rates_nest() -> None:
    """An inner rate ends where its tag does, and the outer one goes on."""
    found = parts('<prosody rate="slow">a<prosody rate="fast">b</prosody>c</prosody>d')
    assert [(part.text, part.rate) for part in found if isinstance(part, Words)] == [
        *(("a", 0.8), ("b", 1.2), ("c", 0.8), ("d", 1.0))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a < b > c",
        "<b>bold</b>",
        "<script>",
        "and/or",
        "1/2 or 3/4",
        "http://x.y/z/",
        "km/h /",
        "<>",
    ],
)
def test_what_only_looks_like_markup(text: str) -> None:
    """Other tags, fractions, addresses and lone slashes are plain words."""
    assert parts(text) == [Words(text, 0, 1.0, False)]


def test_tags_left_open_or_closed_alone() -> None:
    """An open tag ends with the text, a lone closing tag is nothing."""
    assert parts("<spell>AB") == [Words("AB", 7, 1.0, True)]
    assert parts("A</spell>B</prosody>") == [Words("A", 0, 1.0, False), Words("B", 9, 1.0, False)]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        *(
            ("say <", 4),
            ("say <sp", 4),
            ("say </spe", 4),
            ('<break time="2', 0),
            ("< spell", 0),
            ("</", 0),
        ),
        *(
            ("a < b", 2),
            ("a < c", None),
            ("<b", 0),
            ("<bold", None),
            ("<spell>", None),
            ("x", None),
            ("<speller", None),
        ),
    ],
)
def test_where_an_unfinished_tag_begins(text: str, start: int | None) -> None:
    """A tag whose end may still come is told from what is no tag at all."""
    assert unfinished_tag_start(text) == start


def test_breaks_at_the_edges() -> None:
    """Breaks before the first and behind the last word are told apart from those between."""
    text = '<break time="200ms"/><break time="400ms"/>One<break/>two <break time="500ms"/> '
    assert edge_breaks_ms(text) == (600, 500)
    assert edge_breaks_ms('<break time="400ms"/>') == (0, 400)
    assert edge_breaks_ms("words") == (0, 0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        *(
            ("", False),
            (" \n\0", False),
            ("<spell> </spell>", False),
            ('<prosody rate="slow">', False),
        ),
        *(("<break/>", True), ("x", True), ("…", True), ("<spell>a</spell>", True)),
    ],
)
def test_what_has_something_to_say(text: str, says: bool) -> None:
    """Words, signs and breaks take time to speak; blanks and empty tags do not."""
    assert has_something_to_say(text) is says


@pytest.mark.parametrize(
    ("text", "last"),
    [("“Yes.”) ", "."), ("no</prosody>", "o"), ("", " "), ("...", "."), ("« Oui ! »", "!")],
)
def test_the_last_sign_that_counts(text: str, last: str) -> None:
    """Quotes, brackets, tags and blanks behind the last sign do not change how a text ends."""
    assert visible_end(text) == last
