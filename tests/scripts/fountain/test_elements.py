"""Fountain as its published syntax has it, held against another reader of it."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
import screenplain.parsers.fountain as screenplain
from hypothesis import given, settings
from hypothesis import strategies as st
from screenplain import types as theirs

from studio.scripts.fountain.elements import (
    ACTION,
    BONEYARD,
    CENTRED,
    LYRICS,
    NOTE,
    PAGE_BREAK,
    SYNOPSIS,
    TRANSITION,
    Dialogue,
    Element,
    SceneHeading,
    Section,
    Silent,
    fountain_elements,
)
from studio.scripts.fountain.inline import without_emphasis
from studio.scripts.fountain.title_page import read_title_page

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.fountain"))

# What we read otherwise: ours, the other reader's, and the rule of the syntax that decides.
DEVIATIONS: list[tuple[object, object, str]] = [
    (
        ("dialogue", True, "MARA (on the radio)", [(False, "Who is there?")]),
        ("dialogue", False, "MARA (on the radio) ^", [(False, "Who is there?")]),
        "a caret behind a character makes dual dialogue, also where two already speak at once",
    ),
    (
        (ACTION, "A row that ends with an escaped star *like this* and an under_score."),
        (ACTION, "A row that ends with an escaped star *like this* and an under\\_score."),
        "a backslash in front of an emphasis mark, the underscore too, makes it an ordinary letter",
    ),
    (
        (ACTION, "He dialled *69 and then *23, and hung up."),
        (ACTION, "He dialled 69 and then 23, and hung up."),
        "as in Markdown, a star with a space on its left does not end emphasis",
    ),
    (
        [("section", "With a row below", 1), (ACTION, "straight away.")],
        [(ACTION, "# With a row below\nstraight away.")],
        "a section is a row that begins with a pound sign; it needs no empty row behind it",
    ),
    (
        [("transition", "SMASH CUT TO:")],
        [("transition", "> SMASH CUT TO:")],
        "a greater-than sign forces a transition and is no part of it, with spaces before it too",
    ),
    (
        [("heading", "INT. ROOM", ""), ("dialogue", False, "MARA", [(False, "Hello.")])],
        [("dialogue", False, "INT. ROOM", [(False, "MARA\nHello.")])],
        "a heading is what begins with INT and has an empty row before it; nobody is called so",
    ),
    (
        [("dialogue", False, "MARA", [(False, "Hello.")]), ("heading", "THE YARD", "")],
        [("dialogue", False, "MARA", [(False, "Hello.\n.The yard")])],
        "any row that begins with a single full stop is a heading",
    ),
    (
        [(ACTION, "It rains."), ("page break",), ("section", "Act Two", 1)],
        [(ACTION, "It rains.\n===\n# Act Two")],
        "three equal signs are a page break, a pound sign begins a section, wherever the row stands",
    ),
]


def elements(text: str) -> list[Element]:
    rows = text.split("\n")
    return list(fountain_elements(text, read_title_page(rows)[1]))


def _words(text: str) -> str:
    return "\n".join(row.strip() for row in without_emphasis(text).split("\n"))


def ours(text: str) -> list[object]:
    """Our elements in the terms the other reader keeps."""
    found: list[object] = []
    for element in elements(text):
        match element:
            case SceneHeading(_, _, words, number):
                found.append(("heading", _words(words).upper(), number.upper()))
            case Section(_, _, words, level):
                found.append(("section", _words(words), level))
            case Silent(_, _, kind, words, _):
                if kind == PAGE_BREAK:
                    found.append(("page break",))
                elif kind == TRANSITION:
                    found.append(("transition", _words(words).upper()))
                elif kind in (ACTION, CENTRED, LYRICS):
                    shown = CENTRED if kind == CENTRED else ACTION
                    found.append((shown, _words(words)))
            case Dialogue():
                cue = f"{element.name} {element.extension}".strip()
                parts = [(is_bracket, _words(text)) for is_bracket, text in element.parts]
                words = [(is_bracket, text.replace("~", "")) for is_bracket, text in parts]
                found.append(("dialogue", element.is_dual, cue, words))
    return found


def others(text: str) -> list[object]:
    found: list[object] = []
    for paragraph in screenplain.parse(io.StringIO(text)):
        match paragraph:
            case theirs.Slug():
                number = str(paragraph.scene_number) if paragraph.scene_number else ""
                found.append(("heading", str(paragraph.line), number))
            case theirs.Section():
                found.append(("section", str(paragraph.text), paragraph.level))
            case theirs.PageBreak():
                found.append(("page break",))
            case theirs.Transition():
                found.append(("transition", str(paragraph.line)))
            case theirs.Action():
                words = "\n".join(str(line).strip() for line in paragraph.lines)
                found.append((CENTRED if paragraph.centered else ACTION, words.replace("~", "")))
            case theirs.Dialog():
                found.append(_their_dialogue(paragraph, False))
            case theirs.DualDialog():
                found.append(_their_dialogue(paragraph.left, False))
                found.append(_their_dialogue(paragraph.right, True))
    return found


def _their_dialogue(dialogue: theirs.Dialog, is_dual: bool) -> object:
    parts: list[tuple[bool, str]] = []
    for is_parenthetical, line in dialogue.blocks:
        text = str(line).replace("~", "")
        if (
            parts
            and parts[-1][0] == is_parenthetical
            and not (is_parenthetical and text[:1] == "(")
        ):
            joint = " " if is_parenthetical else "\n"
            parts[-1] = (is_parenthetical, f"{parts[-1][1]}{joint}{text}")
        else:
            parts.append((is_parenthetical, text))
    return ("dialogue", is_dual, str(dialogue.character), parts)


def agreed(mine: list[object], theirs: list[object]) -> bool:
    """Whether both say the same, but for the deviations above."""
    known = {repr(ours): repr(others) for ours, others, _ in DEVIATIONS}
    return [known.get(repr(each), repr(each)) for each in mine] == [repr(each) for each in theirs]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_both_readers_agree(path: Path) -> None:
    """On a corpus that uses every feature both see the same elements, but for what the syntax decides
    against the other."""
    text = path.read_text(encoding="utf-8")
    assert agreed(ours(text), others(text))
    assert len(ours(text)) > 5


def test_the_deviations_are_real() -> None:
    """Each deviation in the list is one the corpus or these rows show."""
    shown = "\n".join(path.read_text(encoding="utf-8") for path in CORPUS)
    mine, theirs = map(repr, (ours(shown), others(shown)))
    for our_element, their_element, _ in DEVIATIONS[:3]:
        assert repr(our_element) in mine
        assert repr(their_element) in theirs
    for text, (our_elements, their_elements, _) in zip(
        (
            "\n\n# With a row below\nstraight away.",
            "\n\n  > SMASH CUT TO:",
            "\n\nINT. ROOM\nMARA\nHello.",
            "\n\nMARA\nHello.\n.The yard",
            "\n\nIt rains.\n===\n# Act Two",
        ),
        DEVIATIONS[3:],
        strict=True,
    ):
        assert ours(text) == our_elements
        assert others(text) == their_elements


ROWS = st.sampled_from(
    [
        "", "", "", "MARA", "(softly)", "Hello there.", "A *star* in **two**.", "_under_", "\nINT. ROOM\n",
        "\nEXT BOAT #1#\n", "\n.FORCED\n", "\nCUT TO:\n", "\n> FADE OUT\n", "\n> middle <\n", "\n!Bang",
        "\n===\n", "\n@McLeod", "MARA (V.O.)", "\n[[note]]\n", "Words [[note]] on.", "...", "HE SAID (THEN",
        "a * b * c", "***all***", "\\*escaped\\*", "**bold *both***", "  indented", "1234", "ÉLODIE",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=14))
def test_both_readers_agree_on_any_order_of_rows(rows: list[str]) -> None:
    """Any order of ordinary rows gives the same elements in both."""
    text = "\n".join(["", *rows])
    assert ours(text) == others(text)


def test_everything_has_its_place() -> None:
    """The corpus holds every kind of element, and notes and boneyards are kept with their rows."""
    text = (CORPUS[0].parent / "everything.fountain").read_text(encoding="utf-8")
    found = elements(text)
    kinds = {element.kind for element in found if isinstance(element, Silent)}
    assert kinds == {
        ACTION, CENTRED, LYRICS, TRANSITION, SYNOPSIS, NOTE, BONEYARD, PAGE_BREAK,
    }  # fmt: skip
    (boneyard,) = [e for e in found if isinstance(e, Silent) and e.kind == BONEYARD]
    rows = text.split("\n")
    assert rows[boneyard.row - 1].startswith("/* cut for length")
    assert boneyard.text.endswith("I was never here.")


@pytest.mark.parametrize(
    "bait",
    [
        "(" * 100_000,
        " " * 100_000 + "x",
        "[[" * 50_000,
        "/*" * 50_000,
        "*" * 100_000,
        "_a" * 50_000,
        "/**/" * 25_000,
        "[[]]" * 25_000,
        "MARA\n" + "(a\n" * 30_000,
        ".A" + " " * 99_000 + "#1",
        ".A" + "#a" * 50_000 + "#",
        "* " * 50_000,
        "\\" * 100_000,
        "/*\n" * 30_000 + "*/",
    ],
)
def test_bait_takes_no_time(bait: str) -> None:
    """A hundred thousand brackets of any kind are read in linear time."""
    began = time.process_time()
    list(fountain_elements(f"\nMARA\n{bait}\n\n{bait}"))
    for row in bait.split("\n")[:5]:
        without_emphasis(row)
    assert time.process_time() - began < 1.0
