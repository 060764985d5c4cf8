"""What a plain script may look like, and that it reads back as it was written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from scripts.documents import documents, gist, words
from scripts.reading_help import document_of, lines_of, reviewed, said

from studio.document.cues import BY_RULE, After, CutIn, Over, With
from studio.document.script_items import Aside, Heading
from studio.document.values import Document
from studio.frames import frames_from_seconds
from studio.resource_files import resource_file
from studio.scripts.plain_writing import write_plain


def test_the_sample_scene_is_understood_whole() -> None:
    """Low Visibility: 20 Lines by 4 Speakers, nothing left over, each written Cue in its place."""
    text = resource_file("samples/low-visibility.txt").read_text(encoding="utf-8")
    review = reviewed(text)
    document = document_of(review)
    assert not review.reading.not_understood
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


def test_the_sample_scene_is_written_as_it_stands() -> None:
    """Reading and writing a plain script changes nothing a person wrote."""
    text = resource_file("samples/low-visibility.txt").read_text(encoding="utf-8")
    again = write_plain(document_of(reviewed(text)))
    expected = text.replace("\n# Scene 2", "\n\n// Scene 2").replace("\n\nPRYCE", "\nPRYCE", 1)
    assert again == expected


@pytest.mark.parametrize(
    "row",
    [
        "ANNA: Come in.",
        "ANNA:Come in.",
        "  ANNA: Come in.",
        "[ANNA] Come in.",
        "[ANNA]: Come in.",
        "(ANNA) Come in.",
        "ANNA\tCome in.",
        "ANNA： Come in.",
        "**ANNA:** Come in.",
        "**ANNA**: Come in.",
        "ANNA\nCome in.",
        "[ANNA]\nCome in.",
        "ANNA:\n   Come\n   in.",
    ],
)
def test_a_name_may_stand_in_many_ways(row: str) -> None:
    """Each habit of writing a name before its words is understood."""
    assert said(document_of(reviewed(f"BEN: Hi.\n\n{row}\n\nBEN: Bye.", "plain")))[1] == (
        "ANNA",
        "Come in.",
    ) or row.startswith("  ")
    assert said(document_of(reviewed(row, "plain"))) == [("ANNA", "Come in.")]


def test_japanese_quotes_name_who_speaks() -> None:
    """A name directly before quoted words speaks them, quotes and all."""
    text = "太郎「おはよう」\n花子『おはようございます』\n太郎「はい」"
    assert said(document_of(reviewed(text, "plain"))) == [
        ("太郎", "「おはよう」"),
        ("花子", "『おはようございます』"),
        ("太郎", "「はい」"),
    ]


def test_a_bar_starts_together_with_the_speech_above() -> None:
    """`| NAME:` is said at the same time."""
    assert [line.cue for line in lines_of("ANNA: One\n| BEN: Two")] == [BY_RULE, With()]


def test_direction_may_stand_by_the_name_or_before_the_words() -> None:
    """`NAME (softly): words` and `NAME: (softly) words` mean the same."""
    by_name, by_words = lines_of("ANNA (softly): Come in.\nANNA: (softly) Come in.")
    assert (by_name.direction, by_name.text) == (by_words.direction, by_words.text)
    assert by_name.text == "Come in."


def test_brackets_may_be_spoken_when_asked() -> None:
    """The options of the review decide whether brackets and marks are words."""
    (line,) = lines_of(
        "ANNA: ^0.4 (so) yes --", brackets_are_directions=False, marks_are_cues=False
    )
    assert (line.text, line.direction, line.cue, line.may_be_cut) == (
        "^0.4 (so) yes --",
        "",
        BY_RULE,
        False,
    )


def test_indented_and_nameless_rows_go_on_with_the_speech() -> None:
    """What stands below a speech without a name of its own belongs to it."""
    (line,) = lines_of("ANNA: One\n  two: three\nand four.")
    assert line.text == "One two: three and four."


def test_comments_headings_and_directions_stay_silent() -> None:
    """Rows that are only for people stay in the script, and nobody speaks them."""
    document = document_of(
        reviewed("# Title\n\n// remark\n=== At sea ===\nANNA: Hi.\n---\n(A door.)\n! BANG: (no)\n")
    )
    kinds = [(type(item), item.text) for item in document.script]
    assert document.title == "Title"
    assert kinds[0] == (Aside, "remark")
    assert kinds[1] == (Heading, "At sea")
    assert kinds[3:] == [(Heading, ""), (Aside, "A door."), (Aside, "BANG: (no)")]
    assert len(document.lines) == 1


def test_rows_before_the_first_speech_are_reported() -> None:
    """Nothing is dropped in silence: the row comes back with its number."""
    review = reviewed("Once upon a time.\nhttp://example.org: no\nANNA: Hi.", "plain")
    assert [found.row for found in review.reading.not_understood] == [1, 2]


def test_an_empty_speech_is_reported() -> None:
    """A name with nothing behind it says nothing, and the review says so."""
    review = reviewed("ANNA: Hi.\nBEN:\nANNA: Ho.", "plain")
    assert [str(found) for found in review.reading.not_understood] == [
        "Row 2: BEN says nothing here. Add words, or remove the row."
    ]


def test_clock_times_and_links_are_no_names() -> None:
    """A colon within a sentence makes no Speaker."""
    document = document_of(
        reviewed("ANNA: When?\nAt 10:30, I think.\nSee https://example.org now.\nBEN: Fine.")
    )
    assert [speaker.name for speaker in document.cast] == ["ANNA", "BEN"]


def test_spellings_of_one_name_are_one_speaker() -> None:
    """Case and encoding of letters do not make a second Speaker; a full-width colon is a colon."""
    document = document_of(reviewed("Zoë: A\nZOE\u0308： B"))
    assert [speaker.name for speaker in document.cast] == ["Zoë"]
    assert len(document.lines) == 2


def test_a_narrator_reads_what_belongs_to_nobody() -> None:
    """With a narrator chosen, prose is spoken instead of reported."""
    text = "Once upon a time.\nANNA: Hi.\n===\nNight fell."
    document = document_of(reviewed(text, "plain", narrator="NARRATOR"))
    assert said(document)[::2] == [
        ("NARRATOR", "Once upon a time."),
        ("NARRATOR", "Night fell."),
    ]


@pytest.mark.parametrize(
    "bait",
    ["A: " + "(" * 100_000, "(" * 100_000 + ":" * 100_000, " " * 100_000 + "x", "[[" * 50_000],
)
def test_bait_for_regular_expressions_takes_no_time(bait: str) -> None:
    """A hundred thousand brackets are read in linear time."""
    began = time.process_time()
    reviewed(f"ANNA: Hi.\n{bait}\nBEN: Ho.", "plain")
    assert time.process_time() - began < 1.0


@settings(max_examples=300, deadline=None)
@given(documents(direction=words("()（）")))
def test_documents_read_back_as_written(document: Document) -> None:
    """Whatever names and words a Document has, writing it and reading it again gives the same."""
    review = reviewed(write_plain(document), "plain")
    assert gist(document_of(review)) == gist(document)
    assert not review.reading.not_understood


@pytest.mark.parametrize("heading", ["SCENE 1", "Scene 2. A kitchen", "ACT III", "2. Szene"])
def test_a_heading_in_words_needs_no_empty_row_around_it(heading: str) -> None:
    """Right between two speeches, or as the first thing of all, it heads what follows."""
    for text in (f"ANNA: Hello.\n{heading}\nBEN: Yes.\n", f"{heading}\nBEN: Yes.\nANNA: No.\n"):
        review = reviewed(text)
        assert review.format == "plain"
        headings = [item.text for item in review.reading.items if isinstance(item, Heading)]
        assert headings == [heading]
        assert ("BEN", "Yes.") in said(document_of(review))


def test_words_about_a_scene_within_a_speech_are_words() -> None:
    assert said(document_of(reviewed("ANNA: That was\nscene 3 of all\nof them.\nBEN: Yes.\n")))[
        0
    ] == (
        "ANNA",
        "That was scene 3 of all of them.",
    )


def test_a_name_without_words_does_not_take_those_of_the_next() -> None:
    """`TOM:` and nothing behind it, then `BEN` on a row of his own: the words are Ben's."""
    review = reviewed("TOM: Hi.\nTOM:\nBEN\nThat is mine.\nBEN: And that.\n")
    assert said(document_of(review)) == [
        ("TOM", "Hi."),
        ("BEN", "That is mine."),
        ("BEN", "And that."),
    ]
    assert [found.text for found in review.reading.not_understood] == ["TOM"]


def test_a_row_that_may_be_a_name_is_pointed_out() -> None:
    """Where nothing else in the script says so, the words stay with the name above, and it is told."""
    review = reviewed("TOM: Hi.\nTOM:\nHELP\nIs anybody there?\nANNA: No.\n")
    assert said(document_of(review))[1] == ("TOM", "HELP Is anybody there?")
    assert any("If it is the name" in str(remark) for remark in review.reading.remarks)
