from __future__ import annotations

import pytest

from studio.document.spoken_text import spoken_text
from studio.document.values import Line, LineId, SpeakerId


def _spoken(text: str) -> str:
    return spoken_text(Line(LineId("a"), SpeakerId("b"), text))


@pytest.mark.parametrize("mark", [" --", " –", " —", "--", " --  "])
def test_a_written_interruption_is_never_spoken(mark: str) -> None:
    """A final dash says that the Line may be cut off; the voice does not hear of it."""
    assert _spoken(f"Now it{mark}") == "Now it"


def test_a_dash_inside_the_words_stays() -> None:
    """Only the dash at the very end is a mark."""
    assert _spoken("Well -- I never.") == "Well -- I never."


def test_text_is_sent_composed_and_with_single_spaces() -> None:
    """Decomposed letters and runs of spaces do not make another Take."""
    assert _spoken(" Zoe\u0308  is\n here ") == "Zo\u00eb is here"
