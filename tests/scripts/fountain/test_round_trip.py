"""Fountain in and out: nothing a writer wrote is lost, and nothing the program adds is misread."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripts.documents import documents, words
from scripts.documents import gist as script_gist
from scripts.reading_help import document_of, lines_of, reviewed, said

from studio.document.cues import At, CutIn, With
from studio.document.values import Document, Line, LineId, Script
from studio.scripts.fountain.as_it_stood import gist
from studio.scripts.fountain.document_writing import write_fountain
from studio.scripts.fountain.elements import fountain_elements
from studio.scripts.fountain.reading import items_of, read_fountain
from studio.scripts.reading import ReadingOptions

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.fountain"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_file_comes_back_as_it_was(path: Path) -> None:
    """Reading a screenplay and writing it keeps it letter for letter, empty rows and all."""
    text = path.read_text(encoding="utf-8")
    assert write_fountain(document_of(reviewed(text, "fountain"))) == text


@pytest.mark.parametrize(
    "text",
    [
        "\n\nMARA\nHello.\n\n\n\nTOM\nFine.",
        "Title: X\nAuthor: Y\n\n\n\nMARA\nHello.   \n",
        "INT. ROOM [[where?]]\n===\n# Act\n= So.\nMARA\n(low)\nHello.\n(high)\nYes.\n\n\n",
        "MARA (V.O.) (CONT'D)\n*Hello* _you_.\n\n/* gone\n\nfor good */\n\n~la\n~la\n> THE END <\n",
        "key without a page\n",
        "",
    ],
)
def test_nothing_is_tidied_up(text: str) -> None:
    assert write_fountain(document_of(reviewed(text, "fountain"))) == text


def test_a_new_line_goes_between_what_stands() -> None:
    """Around what is added, moved or removed there is one empty row; all else is as it was."""
    text = "INT. ROOM\n\n\nMARA\nOne *by* one.\n\n\nTOM\nTwo.\n\n\n\nMARA\nThree."
    document = document_of(reviewed(text, "fountain"))
    mara = document.lines[0].speaker
    new = Line(LineId("new"), mara, "And a half.")
    items = list(document.script)
    added = write_fountain(replace(document, script=Script([*items[:2], new, *items[2:]])))
    assert added == text.replace("one.\n\n\nTOM", "one.\n\nMARA\nAnd a half.\n\nTOM")
    removed = write_fountain(replace(document, script=Script([*items[:2], *items[3:]])))
    assert removed == "INT. ROOM\n\n\nMARA\nOne *by* one.\n\nMARA\nThree."
    last = write_fountain(replace(document, script=Script([*items, new])))
    assert last == text + "\n\nMARA\nAnd a half.\n"


def test_an_edit_changes_its_own_paragraph_only() -> None:
    """What was edited is written anew; all else stays as the writer had it."""
    text = "INT. ROOM\n\nMARA (V.O.)\nIt was *dark*.\n\nTOM\nIt was *light*.\n"
    document = document_of(reviewed(text, "fountain"))
    first = document.lines[0]
    place = document.script.place(first.id)
    assert place is not None
    edited = [replace(i, text="It was grey.") if i is first else i for i in document.script]
    again = write_fountain(replace(document, script=Script(edited)))
    assert again == text.replace("It was *dark*.", "It was grey.")


def test_what_dialogue_means() -> None:
    """Extension kept aside, parentheticals as directions, a caret as With, notes as notes."""
    first, second, third = lines_of(
        "MARA (V.O.)\n(softly)\nOne.\n(louder)\nTwo. --\n\nTOM ^\nThree. [[why?]]\n", "fountain"
    )
    assert (first.direction, first.text, dict(first.extras)["extension"]) == (
        "softly",
        "One.",
        "(V.O.)",
    )
    assert (second.direction, second.text, second.may_be_cut) == ("louder", "Two. --", True)
    assert (third.cue, third.notes) == (With(), "why?")


def test_notes_of_ours_are_cues_and_ids() -> None:
    """`[[overlap 0.4]]` and its kin are read as Cues, `[[id x]]` as the Line's id."""
    one, two, three = lines_of(
        "MARA\nOne. [[overlap 0.4]]\n\nTOM\nTwo. [[at 12,5]] [[id t-2]]\n\nMARA\n^0.2 Three.\n",
        "fountain",
    )
    assert (one.cue, two.cue, three.cue) == (CutIn(19_200), At(600_000), CutIn(9_600))
    assert (one.text, two.external_id) == ("One.", "t-2")


def test_action_is_read_by_a_narrator_when_asked() -> None:
    """Action is silent, or somebody's to read."""
    text = "INT. ROOM\n\nIt is dark.\n\nMARA\nHello.\n"
    assert said(document_of(reviewed(text, "fountain"))) == [("MARA", "Hello.")]
    told = document_of(reviewed(text, "fountain", narrator="Narrator"))
    assert said(told) == [("Narrator", "It is dark."), ("MARA", "Hello.")]


def test_a_character_without_words_is_reported() -> None:
    """Nobody loses a cue in silence."""
    review = reviewed("MARA\n(sighs)\n\nTOM\nHm.\n", "fountain")
    assert [found.row for found in review.reading.not_understood] == [1]


def test_a_title_page_says_the_title() -> None:
    """The title without its emphasis; the rest of the page comes back as it was."""
    text = "Title:\n    _**The Lamp**_\n    Room\nAuthor: Nobody\n\nMARA\nHi.\n"
    document = document_of(reviewed(text, "fountain"))
    assert document.title == "The Lamp Room"
    assert write_fountain(document) == text
    renamed = write_fountain(replace(document, title="Dark"))
    assert renamed == "Title: Dark\nAuthor: Nobody\n\nMARA\nHi.\n"


@settings(max_examples=300, deadline=None)
@given(documents(direction=words("()")))
def test_documents_read_back_as_written(document: Document) -> None:
    """Whatever names and words a Document has, writing it and reading it again gives the same."""
    review = reviewed(write_fountain(document), "fountain")
    assert script_gist(document_of(review)) == script_gist(document)
    assert not review.reading.not_understood


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["", "", "MARA", "@Tom", "MARA (V.O.) ^", "(low)", "Hello.", "*Hi* [[wait 0.5]]", "~la",
             "  ", "A **b** --", "^0.4 No", "\\*x", "INT. X #1#", "> TO", "# S", "= y", "[[id a1]]"]
        ),
        max_size=10,
    ),
    st.sampled_from(["", "Voice"]),
)  # fmt: skip
def test_what_is_read_at_once_comes_to_the_same(rows: list[str], narrator: str) -> None:
    """The short way, for most of a screenplay, and the long one say the same of every element."""
    text = "\n".join(["", *rows])
    options = ReadingOptions(narrator=narrator)
    long = [gist(i) for e in fountain_elements(text) for i in items_of(e, options)]
    assert [gist(item) for item in read_fountain(text.split("\n"), options).items] == long
