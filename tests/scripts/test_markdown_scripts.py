"""Scripts written in Markdown: who speaks is bold, what nobody says is in italics."""

from __future__ import annotations

import pytest
from scripts.reading_help import document_of, reviewed, said

from studio.document.script_items import Aside, Heading
from studio.document.values import Document
from studio.scripts.importing import review_script
from studio.scripts.reading import Speech


def read(text: str) -> Document:
    return document_of(review_script("x.md", text.encode()))


def test_a_podcast_in_markdown() -> None:
    """Bold names with colons inside or behind, directions, bullets, quotes and italics."""
    document = read("""# My Podcast

**Host:** Welcome to the *show*.

**Guest (laughing):** Thanks for [having me](https://x.y).

- **Host**: So: what is it?
- **Guest:** It's a thing.

*music fades*

### Part two

> __Host:__ Well.

**Guest** *(whispering)*
Go on.

---

**Note:** cut this
""")
    assert document.title == "My Podcast"
    assert said(document) == [
        ("Host", "Welcome to the show."),
        ("Guest", "Thanks for having me."),
        ("Host", "So: what is it?"),
        ("Guest", "It's a thing."),
        ("Host", "Well."),
        ("Guest", "Go on."),
    ]
    assert [line.direction for line in document.lines][1::4] == ["laughing", "whispering"]
    assert [item.text for item in document.script if isinstance(item, Aside)] == [
        "music fades",
        "Note: cut this",
    ]
    headings = [item for item in document.script if isinstance(item, Heading)]
    assert [(each.text, each.level) for each in headings] == [("Part two", 2), ("", 2)]


def test_names_in_capitals_need_not_be_bold() -> None:
    """`NAME: words` is a script in Markdown too."""
    text = "## One\n\nANNA: Hi.\n\nBEN: **Ho.**\n"
    assert said(read(text)) == [("ANNA", "Hi."), ("BEN", "Ho.")]


def test_a_table_of_who_says_what() -> None:
    """A table with known columns is speeches; any other is left as it is."""
    text = "# T\n\n| Character | Emotion | Line |\n|---|:-:|---|\n| Anna | glad | *Hi.* |\n| Ben | | Ho. |\n"
    document = read(text)
    assert said(document) == [("Anna", "Hi."), ("Ben", "Ho.")]
    assert document.lines[0].direction == "glad"


@pytest.mark.parametrize(
    "text",
    ["# Tale\n\nIt rained.\n\n“Hi,” said Anna.\n\n**Note:** x\n", "It rained.\n\nAll day.\n"],
)
def test_prose_stays_prose(text: str) -> None:
    """A bold word here and there makes no script of a story."""
    assert ("Narrator", "It rained.") in said(read(text))


def test_a_file_that_is_one_table_of_markdown_is_markdown() -> None:
    """Its rule is no row, and nobody is called `---`."""
    review = reviewed("| Speaker | Line |\n|---|:---|\n| ANNA | Hi. |\n| BEN | Ho. |\n")
    assert review.format == "markdown"
    assert said(document_of(review)) == [("ANNA", "Hi."), ("BEN", "Ho.")]


def test_only_a_row_begins_with_a_bullet() -> None:
    """A dash or a number within the words is one of them, in a script and in prose."""
    script = "- **Anna:** Wait - what? It is 3. Then 4.\n\n**Ben:** Five > four, 2 * 2.\n"
    assert said(document_of(reviewed(script, "markdown"))) == [
        ("Anna", "Wait - what? It is 3. Then 4."),
        ("Ben", "Five > four, 2 * 2."),
    ]
    prose = "# One\n\n> It was nearly - but not quite - 3. No more.\n"
    assert said(document_of(reviewed(prose, "markdown"))) == [
        ("Narrator", "It was nearly - but not quite - 3. No more.")
    ]


@pytest.mark.parametrize("body", ["**Anna:** Hello.\n\n**Ben:** Hi.\n", "It was late.\n"])
def test_front_matter_is_not_said(body: str) -> None:
    """What programs keep above the text gives the title and nothing else; rows keep their numbers. A
    scene between rules is one."""
    matter = "---\ntitle: 'The Wire'\ntags:\n  - play\n---\n\n"
    review = reviewed(matter + body, "markdown")
    document = document_of(review)
    assert document.title == "The Wire"
    assert document.script[0] in document.lines
    assert next(item.row for item in review.reading.items if isinstance(item, Speech)) == 7
    scene = document_of(reviewed("---\n**Anna:** Hello.\n\n**Ben:** Hi.\n\n---\n", "markdown"))
    assert len(scene.lines) == 2
