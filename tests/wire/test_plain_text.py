"""Text from strangers: composed, mended, and shown so that it can be trusted."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from studio.wire.plain_text import clean_text, visible_text


@given(st.text(st.characters()))
def test_clean_text_can_always_be_stored(text: str) -> None:
    """Whatever comes in, what comes out is composed and can be written as UTF-8."""
    cleaned = clean_text(text)
    cleaned.encode()
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean_text(cleaned) == cleaned


@given(st.text(st.characters()), st.integers(1, 50))
def test_visible_text_is_one_short_line_without_tricks(text: str, length: int) -> None:
    """Nothing in shown text can move the cursor, turn the direction or break the line."""
    shown = visible_text(text, length)
    assert len(shown) <= length
    assert not any(
        unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in shown
    )


def test_ordinary_text_is_shown_as_it_is() -> None:
    """Letters of every script pass untouched; tabs and line ends become blanks."""
    assert visible_text("Grüße, 世界 <b>", 300) == "Grüße, 世界 <b>"
    assert visible_text("a\tb\r\nc\x00\x7f", 300) == "a b  c␀\ufffd"
    assert visible_text("abcdef", 4) == "abc…"
