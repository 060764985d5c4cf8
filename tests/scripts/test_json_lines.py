"""JSON Lines: everything a Document says goes out and comes back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripts.documents import documents, words
from scripts.reading_help import document_of, lines_of, reviewed, said

from studio.document.clip_edit import AtSample, AtWord, ClipEdit, PinnedTake, TakeKey
from studio.document.cues import At, CutIn
from studio.document.script_items import Extras
from studio.document.values import (
    Delivery,
    Document,
    Line,
    LineId,
    LineStatus,
    LoudnessTarget,
    Script,
    Voice,
)
from studio.document.words import WordPlace
from studio.scripts.json_lines.writing import write_json_lines

LINE_EXTRAS = st.fixed_dictionaries(
    {
        "spoken": st.one_of(st.none(), words()),
        "delivery": st.builds(Delivery, speed=st.one_of(st.none(), st.floats(0.8, 1.2))),
        "pinned": st.one_of(st.none(), st.just(PinnedTake(TakeKey("k"), 3, None))),
        "clip": st.sampled_from(
            [ClipEdit(), ClipEdit(AtWord(WordPlace(2, "so")), AtSample(9), -3.5, 10, 0)]
        ),
        "status": st.sampled_from(LineStatus),
        "cue": st.sampled_from([At(5), CutIn(7, WordPlace(1, "x"))]),
        "extras": st.lists(st.tuples(words(), words()), max_size=2).map(tuple),
        "notes": words(multiline=True),
    }
)


@settings(max_examples=300, deadline=None)
@given(
    documents(text=words(multiline=True)),
    LINE_EXTRAS,
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(st.tuples(st.sampled_from("abc"), st.text("x\n\r", max_size=5)), max_size=4).map(
        tuple
    ),
)
def test_documents_come_back_whole(
    document: Document, fields: dict[str, object], raw: str, kept: Extras
) -> None:
    """Every field of every value, ids too, and any letter there is."""
    speaker = replace(document.cast[0], final_voice=Voice("host", 7, raw), aliases=(f"{raw}!",))
    line = Line(LineId("last"), speaker.id, raw, **fields)  # type: ignore[arg-type]
    whole = replace(
        document,
        cast=(speaker, *document.cast[1:]),
        script=Script([*document.script, line]),
        loudness=LoudnessTarget(-19.0),
        extras=kept,
    )
    review = reviewed(write_json_lines(whole), "json-lines")
    assert document_of(review) == whole
    assert not review.reading.not_understood


def test_a_line_says_who_and_what() -> None:
    """Each Line is one row with its id, its Speaker's name and its words, for other programs."""
    document = document_of(reviewed("ANNA: Hi. “Yes”\nBEN: ^0.4 Ho."))
    rows = [json.loads(row) for row in write_json_lines(document).splitlines()]
    lines = [row for row in rows if row["type"] == "line"]
    assert [(row["speaker"], row["text"]) for row in lines] == [
        ("ANNA", "Hi. “Yes”"),
        ("BEN", "Ho."),
    ]
    assert [row["id"] for row in lines] == [line.id for line in document.lines]


def test_rows_of_other_programs_are_read() -> None:
    """A speaker and a text are enough; what we do not know is kept."""
    (line,) = lines_of('{"speaker": "Anna", "text": "Hi.", "mood": {"a": 1}}\n', "json-lines")
    assert line.extras == (("json.mood", '{"a": 1}'),)


def test_two_speakers_of_one_name_stay_two() -> None:
    """A name that stands for two Speakers is told apart by id."""
    document = document_of(reviewed("ANNA: Hi.\nBEN: Ho."))
    both = replace(document, cast=tuple(replace(s, name="SAM") for s in document.cast))
    assert document_of(reviewed(write_json_lines(both), "json-lines")) == both


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("{", "Row 2: this is no JSON object"),
        ("[1]", "Row 2: this is no JSON object"),
        ("[" * 100_000, "Row 2: this is no JSON object"),
        ('{"speaker": "A"}', "Row 2, column text:"),
        (
            '{"speaker": 3, "text": "x"}',
            "Row 2, column speaker: 3 does not fit here; wanted: a text",
        ),
        ('{"text": "x", "cue": {"kind": "Never"}}', "Row 2, column cue:"),
        ('{"text": "x", "retake": 1e999}', "Row 2, column retake:"),
        ('{"text": "x", "silence_before_frames": -1}', "Row 2, column silence_before_frames:"),
        ('{"text": "x", "cue": {"kind": "At", "start_frame": -1}}', "Row 2, column"),
        ('{"text": "x", "id": "\\ud800"}', "Row 2, column id:"),
        ('{"type": "opera"}', "Row 2, column type:"),
    ],
)
def test_a_row_that_does_not_fit_is_named(row: str, problem: str) -> None:
    """Row, field and what was wanted; the rows around it are read."""
    review = reviewed(
        f'{{"speaker": "A", "text": "1"}}\n{row}\n{{"speaker": "A", "text": "3"}}', "json-lines"
    )
    assert str(review.reading.not_understood[0]).startswith(problem)
    assert said(document_of(review)) == [("A", "1"), ("A", "3")]


def test_an_id_is_used_once() -> None:
    """A copied row does not take the first one's place."""
    row = '{"id": "a", "speaker": "A", "text": "1"}'
    review = reviewed(f"{row}\n{row}", "json-lines")
    first, second = document_of(review).lines
    assert (first.id, second.id == "a") == ("a", False)
    assert len(review.reading.remarks) == 1


def test_one_word_changes_one_row_of_a_kept_source() -> None:
    """A Fountain source stands apart, a row in a row, behind everything that is said."""
    fountain = "INT. ROOM - DAY\n\nANNA\nHi there.\n\nBEN\nHo.\n"
    document = document_of(reviewed(fountain, "fountain"))
    changed = replace(document, extras=(("fountain.source", fountain.replace("Ho", "Oh")),))
    before, after = (write_json_lines(each).splitlines() for each in (document, changed))
    assert [row for row in after if row not in before] == [
        '{"type": "kept", "name": "fountain.source", "text": "Oh."}'
    ]
    assert json.loads(before[-1])["type"] == "kept"
    assert document_of(reviewed("\n".join(before), "json-lines")) == document
