"""Tables that were not made for voices: storyboards with sound in one column, and cells left empty."""

from __future__ import annotations

import pytest
from scripts.reading_help import document_of, reviewed, said
from scripts.test_documents_of_others import word

from studio.document.script_items import Aside, AsideKind, Heading
from studio.document.values import Document
from studio.scripts.importing import review_script
from studio.scripts.reading import ReadingOptions
from studio.scripts.tables.writing import write_delimited

ROWS = [
    ["Scene", "Visual", "Audio"],
    ["1", "Title card", "Music up. NARRATOR: Welcome to the course."],
    [
        "1",
        "Anna at a desk",
        "ANNA (V.O.): Hello, I am Anna.\nAnd I am new here.\nBEN: And I am Ben.",
    ],
    ["2", "A window", "(sound of rain)"],
    ["2", "Hands typing", "SFX: keys\nClick the button."],
]


def as_csv(rows: list[list[str]]) -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


def as_word(rows: list[list[str]]) -> bytes:
    def cell(text: str) -> str:
        paragraphs = (f"<w:p><w:r><w:t>{row}</w:t></w:r></w:p>" for row in text.split("\n"))
        return f"<w:tc>{''.join(paragraphs)}</w:tc>"

    body = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    return word(f"<w:p><w:r><w:t>Storyboard</w:t></w:r></w:p><w:tbl>{body}</w:tbl>")


def read(name: str, content: bytes) -> Document:
    return document_of(review_script(name, content))


@pytest.mark.parametrize(("name", "write"), [("x.csv", as_csv), ("x.docx", as_word)])
def test_the_sound_of_a_storyboard_is_spoken_by_whom_it_names(name: str, write: object) -> None:
    """Several may speak in one cell, music and sounds are directions, pictures are notes."""
    document = read(name, write(ROWS))  # type: ignore[operator]
    assert said(document) == [
        ("NARRATOR", "Welcome to the course."),
        ("ANNA", "Hello, I am Anna.\nAnd I am new here."),
        ("BEN", "And I am Ben."),
        ("NARRATOR", "Click the button."),
    ]
    assert [i.text for i in document.script if isinstance(i, Heading)][-2:] == ["1", "2"]
    assert document.lines[1].notes == "Anna at a desk"
    asides = [(i.kind, i.text) for i in document.script if isinstance(i, Aside)]
    assert (AsideKind.DIRECTION, "Music up.") in asides
    assert (AsideKind.DIRECTION, "sound of rain") in asides
    assert (AsideKind.COMMENT, "A window") in asides
    assert (AsideKind.DIRECTION, "SFX: keys") in asides


@pytest.mark.parametrize(
    "header",
    [
        "Shot,Video,Audio",
        "Scene,Visual description,Narration / dialogue",
        "Slide,On-screen text,VO",
    ],
)
def test_storyboards_name_their_columns_in_many_ways(header: str) -> None:
    text = f"{header}\n1,A desk,ANNA: Hi.\n2,A door,BEN: Ho.\n"
    review = reviewed(text)
    assert review.format == "csv"
    assert said(document_of(review)) == [("ANNA", "Hi."), ("BEN", "Ho.")]


def test_an_empty_cell_means_that_the_same_goes_on() -> None:
    """As people leave out a name that stands above; it is told, row by row."""
    text = "Speaker,Line\nANNA,Hello.\n,How are you?\nBEN,Fine.\n,(a door)\n,Really.\n"
    review = reviewed(text, "csv")
    assert [name for name, _ in said(document_of(review))] == ["ANNA", "ANNA", "BEN", "BEN"]
    assert [remark.row for remark in review.reading.remarks] == [3, 6]
    nobody = reviewed(text, "csv", nameless_goes_on=False)
    assert [name for name, _ in said(document_of(nobody))] == [
        "ANNA",
        "Narrator",
        "BEN",
        "Narrator",
    ]


def test_a_table_that_names_hardly_anybody_is_narrated() -> None:
    text = "Speaker,Line\nANNA,Hello.\n" + ",It goes on.\n" * 4
    assert {name for name, _ in said(document_of(reviewed(text, "csv")))} == {"ANNA", "Narrator"}


def test_a_storyboard_goes_out_with_its_columns() -> None:
    """Scene, Visual and Audio stand in their places, and what came in is there again."""
    document = read("x.csv", as_csv(ROWS))
    written = write_delimited(document)
    assert written.decode("utf-8-sig").startswith("Scene,Visual,Audio,id")
    again = document_of(review_script("x.csv", written, ReadingOptions("csv")))
    assert said(again) == said(document)
    assert [line.notes for line in again.lines] == [line.notes for line in document.lines]
