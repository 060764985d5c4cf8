"""Text as it is said: composed, and never in a frame a server may refuse for its size."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.wire import limits
from studio.wire.client_frames import encode
from studio.wire.messages import Speak
from studio.wire.spoken_text import spoken

LONGEST = limits.FRAME_TEXT_LENGTH


def test_a_text_is_said_in_one_go() -> None:
    """The usual text is one message, composed, with its flush; no text is none."""
    assert spoken("e\u0301", True, "anna") == [Speak("\u00e9", True, "anna")]
    assert spoken("", True) == []


def test_a_long_text_is_cut_between_words() -> None:
    """Every piece but the last ends behind a blank, and only the last one flushes."""
    said = spoken("word " * LONGEST, True)
    assert all(len(each.text) <= LONGEST and each.text.endswith(" ") for each in said)
    assert len(said) == 5
    assert [each.flush for each in said] == [False] * 4 + [True]


def test_a_long_word_is_not_cut_before_a_mark() -> None:
    """A letter and the marks that belong to it stay together, as long as that is possible at all."""
    letter = "x\u0323\u0302\u200d"
    first, *_ = spoken("x" + letter * LONGEST, False)
    assert first.text.endswith(letter)
    marks = spoken("\u0302" * (LONGEST + 1), False)
    assert "".join(each.text for each in marks) == "\u0302" * (LONGEST + 1)


@given(st.sampled_from(["\x01", "\U0001f600", "a ", "\u0302", "\ud800"]), st.integers(0, 250_000))
def test_no_frame_is_too_large(letter: str, count: int) -> None:
    """Whatever the letters, nothing is lost and every frame can be read by any server."""
    said = spoken(letter * count, False)
    assert sum(len(each.text) for each in said) == len(letter) * count
    assert all(len(encode(each)) < limits.CLIENT_FRAME_BYTES for each in said)
