from __future__ import annotations

import pytest

from studio.document.cues import BY_RULE, After, Cue, CutIn, Over, With
from studio.document.written_cues import read_cue, written_cue


@pytest.mark.parametrize(
    ("written", "cue", "words"),
    [
        ("^0.4 No", CutIn(19_200), "No"),
        ("^0,4 No", CutIn(19_200), "No"),
        ("^^1 No", Over(48_000), "No"),
        ("^= No", With(), "No"),
        ("+0.8 No", After(38_400), "No"),
        ("+5 apples", After(240_000), "apples"),
        ("+5apples", BY_RULE, "+5apples"),
        ("No ^0.4", BY_RULE, "No ^0.4"),
    ],
)
def test_written_cues_are_read(written: str, cue: Cue, words: str) -> None:
    """Each mark in front of the words is its Cue; anywhere else it is just text."""
    assert read_cue(written) == (cue, words)


@pytest.mark.parametrize("cue", [CutIn(19_200), Over(48_000), With(), After(38_400), BY_RULE])
def test_a_written_cue_reads_back(cue: Cue) -> None:
    """Writing a Cue and reading it gives the same Cue."""
    assert read_cue(f"{written_cue(cue)} words".strip())[0] == cue
