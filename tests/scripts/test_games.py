"""Scripts of games: what is said, by whom, under which id; nothing of them is run."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scripts.reading_help import document_of, reviewed, said

from studio.document.script_items import Aside, Heading
from studio.document.values import Document, Script
from studio.scripts.formats import format_named
from studio.scripts.merge import Result, compare
from studio.scripts.merged_document import merged

YARN = """title: Start
tags: x
---
// a comment
Anna: Hello, {$player}! #line:a1 #happy
<<wait 1>>
-> Ask her [wave]nicely[/wave] <<if $polite>> #line:o1
    Anna: Time is 12\\:30. // really
=> Someone: Maybe.
Nobody speaks this.
<<jump Start>>
===
"""

RENPY = """define a = Character("Anna", voice_tag="a")
define b = Character(_('Ben'))
image bg = "bg.png"

screen hud():
    text "not spoken"

label start:
    scene bg
    play music "tune.ogg"
    voice "anna01.ogg"
    a happy "Hello {i}there{/i}, [player]! [[x] \\"q\\""
    "Narration."
    "Somebody" "By name."
    b "Ho." with fade id start_7
    extend " And more."
    $ x = "no"
    menu:
        "What now?"
        "Leave" if x:
            jump start
"""

INK = """VAR x = 1
// nothing
=== kitchen ===
Anna: Hello. # id:k1
* [Say hi] Ben: Hi{x: there| you}! -> kitchen
+ (again) {x > 1} [Wait]
- Then {&one|two|three} knocks. #id:k2
~ x = 2
= door
It was open. # speaker: Anna
/* not
this */
-> END
"""

TWEE = """:: StoryTitle
The Door

:: StoryData
{"ifid": "x"}

:: Start [a b] {"position":"1,2"}
Anna: Hello. <<set $x to 1>>(set: $y to 2)
A ''door''. [[Open it->Hall]]
[[Leave|Out]]

:: Code [script]
var x = "no";

:: Hall \\[big\\]
Ben: You came. <!--id:h1-->
"""


def ids(text: str, format: str) -> list[str]:
    return [line.external_id for line in document_of(reviewed(text, format)).lines]


def written(text: str, format: str) -> str:
    write = format_named(format).write_ids
    assert write is not None
    return write(document_of(reviewed(text, format))).decode()


def test_yarn() -> None:
    """Lines and options with their ids; commands and comments stay silent, markup is gone."""
    document = document_of(reviewed(YARN))
    assert said(document) == [
        ("Anna", "Hello, {$player}!"),
        ("Narrator", "Ask her nicely"),
        ("Anna", "Time is 12:30."),
        ("Someone", "Maybe."),
        ("Narrator", "Nobody speaks this."),
    ]
    assert ids(YARN, "yarn") == ["a1", "o1", "", "", ""]
    assert [i.text for i in document.script if isinstance(i, Aside)] == [
        "a comment",
        "<<wait 1>>",
        "<<jump Start>>",
    ]


def test_renpy() -> None:
    """What characters say, with names, attributes, ids and voices; screens and Python are left."""
    document = document_of(reviewed(RENPY))
    assert said(document) == [
        ("Anna", 'Hello there, [player]! [x] "q"'),
        ("Narrator", "Narration."),
        ("Somebody", "By name."),
        ("Ben", "Ho."),
        ("Ben", "And more."),
        ("Narrator", "What now?"),
    ]
    assert ids(RENPY, "renpy")[3] == "start_7"
    assert dict(document.lines[0].extras)["renpy.voice"] == "anna01.ogg"


def test_ink() -> None:
    """Pieces of text, each alternative a Line with its own id; logic and diverts are left."""
    document = document_of(reviewed(INK))
    assert said(document) == [
        ("Anna", "Hello."),
        ("Ben", "Hi there!"),
        ("Ben", "Hi you!"),
        ("Narrator", "Wait"),
        ("Narrator", "Then one knocks."),
        ("Narrator", "Then two knocks."),
        ("Narrator", "Then three knocks."),
        ("Anna", "It was open."),
    ]
    assert ids(INK, "ink") == ["k1", "", "", "", "k2_a", "k2_b", "k2_c", ""]


def test_every_alternative_of_ink_is_a_line() -> None:
    """All choices of a row, also within one another; a condition with one text has nothing as the
    other. Where there would be too many ways, each alternative is still said once."""

    def texts(row: str) -> list[str]:
        return [words for _, words in said(document_of(reviewed(row, "ink")))]

    assert texts("{Hi|Ho}, {dear|} friend.") == [
        "Hi, dear friend.",
        "Hi, friend.",
        "Ho, dear friend.",
        "Ho, friend.",
    ]
    assert texts("Go {left|{far |}right}.") == ["Go left.", "Go far right.", "Go right."]
    assert texts("Well{x > 1: again}, {name}.") == ["Well again, {name}.", "Well, {name}."]
    many = texts("Of {a|b|c} and {d|e|f} and {g|h|i} and {j|k}. #id:x")
    assert len(many) == 1 + 2 + 2 + 2 + 1
    assert all(any(letter in words.split() for words in many) for letter in "abcdefghi")
    row = "{a|b}" * 5_000 + "{" * 5_000 + "|" + "}" * 5_000
    assert 1 <= len(texts(f"Anna: {row} #id:x")) < 100


def test_renpy_monologues_and_long_strings() -> None:
    """Each paragraph of a triple quote is a Line; a string may go on over rows and use either quote;
    an id is written behind the string it belongs to."""
    text = """label start:
    e happy \"\"\"
    First of {b}all{/b}.

    Second, and
    still second.
    \"\"\"
    "He said
        nothing."
    e 'It\\'s "fine".' # "really"
    e "Last."
    """
    document = document_of(reviewed('define e = Character("Eileen")\n' + text))
    assert said(document) == [
        ("Eileen", "First of all."),
        ("Eileen", "Second, and still second."),
        ("Narrator", "He said nothing."),
        ("Eileen", 'It\'s "fine".'),
        ("Eileen", "Last."),
    ]
    again = written(text, "renpy")
    rows = again.split("\n")
    assert rows[8].startswith('        nothing." id line_')
    assert rows[9].endswith(' # "really"')
    assert "id line_" in rows[9]
    assert again.count(" id line_") == 3
    assert [words for _, words in said(document_of(reviewed(again)))] == [
        words for _, words in said(document)
    ]


def test_an_open_string_of_renpy_is_named() -> None:
    """One that never ends is pointed out where it begins, and the rest is read."""
    review = reviewed('label start:\n    e "Open\n    e "Fine."\n', "renpy")
    assert [found.row for found in review.reading.not_understood] == [2]
    assert said(document_of(review)) == [("e", "Fine.")]


def test_twee() -> None:
    """Passages as headings, links as silent choices, macros and scripts left out."""
    document = document_of(reviewed(TWEE))
    assert document.title == "The Door"
    assert [i.text for i in document.script if isinstance(i, Heading)] == ["Start", "Hall [big]"]
    assert said(document)[0] == ("Anna", "Hello.")
    assert said(document)[-1] == ("Ben", "You came.")
    assert document.lines[-1].external_id == "h1"
    assert document.lines[0].external_id.startswith("Start_1_")


def test_only_ids_are_ever_added() -> None:
    """Written back, each row is as it was but for an id where there was none."""
    for text, format, mark in (
        (YARN, "yarn", " #line:"),
        (RENPY, "renpy", " id line_"),
        (INK, "ink", " #id:"),
        (TWEE, "twee", " <!--id:"),
    ):
        again = written(text, format)
        pairs = list(zip(text.split("\n"), again.split("\n"), strict=True))
        changed = [(old, new) for old, new in pairs if old != new]
        assert changed
        for old, new in changed:
            before, added, behind = new.partition(mark)
            assert added
            assert old.startswith(before.rstrip())
            assert behind[12:].removeprefix("-->").strip() in old
        assert written(again, format) == again


OLD_AND_NEW = {
    "ink": ("Anna: Hello.\nBen: Go home.\n", "Anna: Hello.\n~ x = 2\nCarl: Go home.\n"),
    "yarn": (
        "title: A\n---\nAnna: Hello.\nBen: Go home.\n===\n",
        "title: A\n---\nAnna: Hello.\n<<set $x to 2>>\nCarl: Go home.\n===\n",
    ),
    "renpy": (
        'label a:\n    "Anna" "Hello."\n    "Ben" "Go home."\n',
        'label a:\n    "Anna" "Hello."\n    $ x = 2\n    "Carl" "Go home."\n',
    ),
    "twee": (
        ":: A\nAnna: Hello.\nBen: Go home.\n",
        ":: A\nAnna: Hello.\n<<set $x to 2>>\nCarl: Go home.\n",
    ),
}


@pytest.mark.parametrize("format", OLD_AND_NEW)
def test_an_id_stands_at_the_words_it_is_for(format: str) -> None:
    """After a merge that leaves a Line as it was, its id is written where its words stand in the new
    source; a row that is no speech is as it was."""
    old, new = OLD_AND_NEW[format]
    review = reviewed(new, format)
    found = compare(document_of(reviewed(old, format)), document_of(review), review.reading)
    unsure = next(row.id for row in found.rows if row.result is Result.UNSURE)
    again = merged(found, found.ticked - {unsure})
    rows = _written(again, format).split("\n")
    changed = [row for row, before in zip(rows, new.split("\n"), strict=True) if row != before]
    assert ["Hello" in row for row in changed] == [True, False]
    assert "Go home." in changed[1]
    assert unsure in changed[1]


def test_words_that_stand_nowhere_get_no_id() -> None:
    """A Line that stays in the project, but has gone from the source, writes no id anywhere; one
    whose words were changed in the project still has its own row."""
    review = reviewed("Anna: Hello.\nCarl: Quite another thing is said.\n", "ink")
    found = compare(
        document_of(reviewed("~ x = 1\nBen: Gone.\nAnna: Hello.\n", "ink")),
        document_of(review),
        review.reading,
    )
    again = merged(found, found.ticked)
    edited = replace(
        again,
        script=Script(
            [
                replace(item, text="Good day to you.") if item.text == "Hello." else item
                for item in again.script
            ]
        ),
    )
    rows = _written(edited, "ink").split("\n")
    assert rows[0].startswith("Anna: Hello. #id:")
    assert all(line.id not in "".join(rows) for line in again.lines if line.text == "Gone.")


def _written(document: Document, format: str) -> str:
    write = format_named(format).write_ids
    assert write is not None
    return write(document).decode()


def test_a_shadow_line_of_yarn_gets_no_id() -> None:
    """It has the id of the line whose words it says again; the compiler refuses one of its own."""
    text = "title: A\n---\nAnna: Hello. #line:a1\nAnna: Hello. #shadow:a1\nBen: Ho.\n===\n"
    rows = written(text, "yarn").split("\n")
    assert rows[:4] == text.split("\n")[:4]
    assert " #line:" in rows[4]


def test_the_strings_of_yarn_come_back_by_id() -> None:
    """The table of a translator has `line:` in front of each id, the script behind it; sorted and
    with other words, each row still finds its Line, and the id stays as it was."""
    current = document_of(
        reviewed("title: A\n---\nAnna: Hello you. #line:a1\nBen: Ho. #line:b2\n===\n", "yarn")
    )
    table = "language,id,text\nde,line:b2,Ben: Ganz anders.\nde,line:a1,Anna: Hallo du.\n"
    review = reviewed(table, "csv")
    found = compare(current, document_of(review), review.reading)
    assert {row.result for row in found.rows} == {Result.CHANGED}
    again = merged(found, found.ticked)
    assert said(again) == [("Anna", "Hallo du."), ("Ben", "Ganz anders.")]
    assert [line.external_id for line in again.lines] == ["a1", "b2"]


def test_what_decides_in_yarn_is_not_said() -> None:
    """A condition behind an option may compare; a bracket behind a backslash is a bracket."""
    text = (
        "title: A\n---\nMae: Well?\n-> Leave <<if $gold > 3>> #line:b1\nLou: \\[aside\\] No.\n===\n"
    )
    assert said(document_of(reviewed(text, "yarn"))) == [
        ("Mae", "Well?"),
        ("Narrator", "Leave"),
        ("Lou", "[aside] No."),
    ]


def test_conditions_of_branches_in_ink_are_not_said() -> None:
    """Those in front of the branches of a block; a sequence has none, and its names stay."""
    text = (
        "=== s ===\n{\n- x > 1: Mae: More.\n- else: Lou: None.\n}\n"
        "{ x:\n- 1: Mae: One.\n}\n{stopping:\n- Mae: First.\n- Lou: Second.\n}\n"
        "- Mae: Gathered.\n-> END\n"
    )
    assert said(document_of(reviewed(text, "ink"))) == [
        ("Mae", "More."),
        ("Lou", "None."),
        ("Mae", "One."),
        ("Mae", "First."),
        ("Lou", "Second."),
        ("Mae", "Gathered."),
    ]
