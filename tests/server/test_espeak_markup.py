"""A piece as espeak-ng reads it, and where its characters come from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.server.espeak_markup import espeak_text
from studio.server.ipa import espeak_letters
from studio.server.spoken_forms import Respelling


def as_written(_: str) -> list[Respelling]:
    return []


@pytest.mark.parametrize("text", ["Plain words, 3.14.", "Grüße aus 東京", ""])
def test_plain_text_goes_as_it_is(text: str) -> None:
    """Text that means nothing special is handed over unchanged."""
    written = espeak_text(text, as_written)
    assert written.is_verbatim
    assert written.text == text
    assert written.position_in_piece(3) == 3


def test_markup_in_the_librarys_words() -> None:
    """Breaks, spelling, rates and sounds are written as the library reads them."""
    text = 'A <break time="450ms"/><spell>B</spell> <prosody rate="slow">C</prosody> /ˈkæt/ & <i>'
    written = espeak_text(text, as_written)
    assert written.text == (
        'A <break time="400ms"/><say-as interpret-as="characters">B</say-as> '
        '<prosody rate="80%">C</prosody> [[k\'at]] &amp; &lt;i&gt;'
    )
    assert written.has_sounds
    for letter in "ABC&":
        assert text[written.position_in_piece(written.text.index(f"{letter}"))] == letter


def test_controls_and_brackets_do_no_harm() -> None:
    """Control characters become blanks; double brackets, which would be sounds, are parted."""
    assert espeak_text("a\0b\x1bc", as_written).text == "a b c"
    written = espeak_text("[[x]] [[[[", as_written)
    assert "[[" not in written.text
    assert not written.has_sounds


@given(st.text(st.sampled_from('ab <>&/[]"=breakspell0123ə\n'), max_size=80))
def test_every_character_has_an_origin(text: str) -> None:
    """Each character written comes from a character of the piece, in order."""
    written = espeak_text(text, as_written)
    if written.is_verbatim:
        assert len(written.text) == len(text)
        return
    assert len(written.origins) == len(written.text)
    assert list(written.origins) == sorted(written.origins)
    assert all(0 <= origin < len(text) for origin in written.origins)


@pytest.mark.parametrize(
    ("ipa", "letters"),
    [
        ("həˈloʊ", "h@l'oU"),
        ("ˈkæt", "k'at"),
        ("ˌɪntəˈnæʃənəl", ",Int@n'aS@n@l"),
        ("tʃɛs", "tSEs"),
        ("θɪŋ", "TIN"),
        ("ʒuː", "Zu:"),
        ("☃", ""),
        ("", ""),
    ],
)
def test_ipa_in_the_librarys_letters(ipa: str, letters: str) -> None:
    """Sounds are rewritten sign by sign, with the stress before its vowel; unknown signs are dropped."""
    assert espeak_letters(ipa) == letters


def test_sounds_that_would_merge_are_parted() -> None:
    """Two sounds that side by side would be read as one are kept apart."""
    assert espeak_letters("ˈkæt.ʃiː") == "k'at|Si:"
