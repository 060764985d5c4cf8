from __future__ import annotations

import pytest

from studio.document.cues import BY_RULE, After, Cue, CutIn, Over, With
from studio.frames import frames_from_seconds
from studio.resource_files import resource_file
from studio.scripts.plain import read_plain
from studio.scripts.review import accept
from studio.scripts.written_cues import read_cue, written_cue


def test_the_sample_scene_is_understood_whole() -> None:
    """Low Visibility: 20 Lines by 4 Speakers, nothing left over, each written Cue in its place."""
    text = resource_file("samples/low-visibility.txt").read_text(encoding="utf-8")
    script = read_plain(text)
    document = accept(script, "file name")
    assert not script.unread
    assert document.title == "Low Visibility"
    assert [speaker.name for speaker in document.cast] == ["PRYCE", "BRAM", "NETTIE", "HORN"]
    assert len(document.lines) == 20
    cues = {
        number: line.cue for number, line in enumerate(document.lines, 1) if line.cue != BY_RULE
    }
    assert cues == {
        7: CutIn(frames_from_seconds(0.4)),
        9: CutIn(frames_from_seconds(0.6)),
        13: After(frames_from_seconds(0.8)),
        16: Over(frames_from_seconds(0.2)),
        20: After(frames_from_seconds(1.2)),
    }
    assert [n for n, line in enumerate(document.lines, 1) if line.may_be_cut] == [6, 8]
    assert document.lines[19].direction == "a long breath"


def test_direction_may_stand_by_the_name_or_before_the_words() -> None:
    """`NAME (softly): words` and `NAME: (softly) words` mean the same."""
    by_name, by_words = read_plain("ANNA (softly): Come in.\nANNA: (softly) Come in.").speeches
    assert (by_name.direction, by_name.text) == (by_words.direction, by_words.text)
    assert by_name.text == "Come in."


def test_indented_and_nameless_rows_go_on_with_the_speech() -> None:
    """What stands below a speech without a name of its own belongs to it."""
    (speech,) = read_plain("ANNA: One\n  two: three\nand four.").speeches
    assert speech.text == "One two: three and four."


def test_comments_scene_breaks_and_empty_rows_say_nothing() -> None:
    """Rows that are only for people are neither spoken nor reported."""
    script = read_plain("# Title\n\n// remark\n---\nANNA: Hi.\n===\n")
    assert len(script.speeches) == 1
    assert not script.unread


def test_rows_before_the_first_speech_are_reported() -> None:
    """Nothing is dropped in silence: the row comes back with its number."""
    script = read_plain("Once upon a time.\nhttp://example.org: no\nANNA: Hi.")
    assert [row.row for row in script.unread] == [1, 2]


def test_spellings_of_one_name_are_one_speaker() -> None:
    """Case and encoding of letters do not make a second Speaker; a full-width colon is a colon."""
    document = accept(read_plain("Zoë: A\nZOE\u0308： B"), "t")
    assert [speaker.name for speaker in document.cast] == ["Zoë"]
    assert len(document.lines) == 2


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


def test_a_hundred_thousand_brackets_take_no_time() -> None:
    """Bait for regular expressions is read in linear time."""
    assert len(read_plain("A: " + "(" * 100_000).speeches) == 1
    assert read_plain("(" * 100_000 + ":" * 100_000).speeches == ()
