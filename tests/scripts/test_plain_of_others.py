"""Plain scripts as people bring them: pasted from Word, saved from a chat, printed as a play."""

from __future__ import annotations

import pytest
from scripts.reading_help import document_of, reviewed, said

from studio.document.script_items import Aside, AsideKind, Heading
from studio.scripts.plain_writing import write_plain
from studio.scripts.review import names_as_ticked


def silent(text: str) -> list[str]:
    items = document_of(reviewed(text, "plain")).script
    return [item.text for item in items if isinstance(item, Aside)]


def spoken(text: str) -> list[tuple[str, str]]:
    return said(document_of(reviewed(text, "plain")))


@pytest.mark.parametrize(
    ("row", "name", "extension", "direction"),
    [
        ("ANNA (V.O.) (CONT’D): Hi.", "ANNA", "(V.O.)", ""),
        ("ANNA (CONT'D):\tHi.", "ANNA", "", ""),
        ("ANNA (O.S.) (quietly): Hi.", "ANNA", "(O.S.)", "quietly"),
        ("Anna (off): Hi.", "Anna", "(off)", ""),
        ("2ND GUARD [shouting]: Hi.", "2ND GUARD", "", "shouting"),
        ("GUARD #2: Hi.", "GUARD #2", "", ""),
        ("J. R. WRITER: Hi.", "J. R. WRITER", "", ""),
        ("DR. O’NEIL-SMITH: Hi.", "DR. O’NEIL-SMITH", "", ""),
        ("MRS. PEABODY, THE NEIGHBOUR: Hi.", "MRS. PEABODY, THE NEIGHBOUR", "", ""),
        ("HARPAGON\u00a0: Hi.", "HARPAGON", "", ""),
        ("LA FLÈCHE, à part. — Hi.", "LA FLÈCHE", "", "à part"),
        ("TOM (O.S.)\tHi.", "TOM", "(O.S.)", ""),
        ("**Anna (laughing):** Hi.", "Anna", "", "laughing"),
        ("**Anna** (laughing): Hi.", "Anna", "", "laughing"),
        ("__Anna:__ Hi.", "Anna", "", ""),
        ("太郎（小声で）：Hi.", "太郎", "", "小声で"),
    ],
)
def test_names_with_all_that_stands_around_them(
    row: str, name: str, extension: str, direction: str
) -> None:
    """Where a voice comes from is kept, how it speaks is a direction, that it goes on is nothing."""
    document = document_of(reviewed(row, "plain"))
    (line,) = document.lines
    assert said(document) == [(name, "Hi.")]
    assert (dict(line.extras).get("extension", ""), line.direction) == (extension, direction)
    (again,) = document_of(reviewed(write_plain(document), "plain")).lines
    assert (again.text, again.direction, again.extras) == (line.text, direction, line.extras)


CHATS = {
    "whatsapp": "[12/03/2024, 14:22:10] Anna M.: Hi.\n[12/03/2024, 14:22:31] Ben: Ho\n"
    "ho.\n[12/03/2024, 14:23:02] Anna M.: It is 12:30.\n",
    "android": "12/03/24, 2:22 PM - Anna M.: Hi.\n12/03/24, 2:23 PM - Ben: Ho\nho.\n"
    "12/03/24, 2:25 PM - Anna M.: It is 12:30.\n",
    "transcript": "00:00:01 Anna M.: Hi.\n00:00:05 Ben: Ho\nho.\n00:00:09 Anna M.: It is 12:30.\n",
    "discord": "Anna M. — Today at 14:22\nHi.\nBen — Today at 14:23\nHo\nho.\n"
    "Anna M. — Yesterday at 14:24\nIt is 12:30.\n",
    "teams": "Anna M.  0:03\nHi.\n\nBen  0:05\nHo\nho.\n\nAnna M.  0:09\nIt is 12:30.\n",
    "irc": "[14:22] <Anna M.> Hi.\n[14:23] <Ben> Ho\nho.\n14:24 <Anna M.> It is 12:30.\n",
    "numbered": "1. Anna M.: Hi.\n2. Ben: Ho\nho.\n3. Anna M.: It is 12:30.\n",
    "bullets": "- Anna M.: Hi.\n- Ben: Ho\nho.\n- Anna M.: It is 12:30.\n",
    "quoted": "> Anna M.: Hi.\n> Ben: Ho\nho.\n> Anna M.: It is 12:30.\n",
}


@pytest.mark.parametrize("chat", CHATS)
def test_chats_and_transcripts(chat: str) -> None:
    """Times, numbers and bullets in front of names are no part of them, and no speech is lost."""
    document = document_of(reviewed(CHATS[chat]))
    assert said(document) == [("Anna M.", "Hi."), ("Ben", "Ho ho."), ("Anna M.", "It is 12:30.")]
    assert said(document_of(reviewed(write_plain(document), "plain"))) == said(document)


def test_names_in_square_brackets() -> None:
    """`[Anna] words` is a habit, whatever the case of the name; `[Anna, laughing]` says how."""
    text = "[Anna] Hello there.\n[Ben] Hi!\n[Anna, laughing] You came.\n[Sits down.]\n"
    document = document_of(reviewed(text))
    assert said(document) == [("Anna", "Hello there."), ("Ben", "Hi!"), ("Anna", "You came.")]
    assert [line.direction for line in document.lines] == ["", "", "laughing"]
    assert silent(text) == ["Sits down."]


def test_a_colon_behind_a_name_above_its_words_is_no_screenplay() -> None:
    """Names with colons, alone or not, with and without brackets, are a plain script."""
    text = "NORA:\n  Hide it, Helen.\n\nPORTER\nSixpence.\n\nNORA (busy):\nYes!\n"
    review = reviewed(text)
    assert review.format == "plain"
    assert said(document_of(review)) == [
        ("NORA", "Hide it, Helen."),
        ("PORTER", "Sixpence."),
        ("NORA", "Yes!"),
    ]


def test_what_a_chat_says_of_a_picture_is_not_spoken() -> None:
    """`<Media omitted>` stays silent, and times come back when the chat is written."""
    text = "[14:22] Ann: Hi.\n[14:23] Ben: <Media omitted>\n[14:24] Ben: Ho.\n"
    document = document_of(reviewed(text))
    assert said(document) == [("Ann", "Hi."), ("Ben", "Ho.")]
    assert silent(text) == ["Ben: <Media omitted>"]
    assert "[14:24] Ben: Ho." in write_plain(document)


@pytest.mark.parametrize("mark", [". ", ".—", " — ", " - "])
def test_plays_name_people_as_they_are_printed(mark: str) -> None:
    """`NAME. Words` and `NAME — words` are speeches where a script does it throughout."""
    text = f"LANE{mark}Yes, sir.\n\nJACK{mark}I see.\nAnd hear.\n\n[Enter ANN.]\n\nLANE{mark}No. Sir.\n"
    assert spoken(text) == [
        ("LANE", "Yes, sir."),
        ("JACK", "I see. And hear."),
        ("LANE", "No. Sir."),
    ]
    assert silent(text) == ["Enter ANN."]
    assert spoken("LANE: Hi.\nHELP. It burns.\n") == [("LANE", "Hi. HELP. It burns.")]


def test_stage_directions_between_speeches_stay_silent() -> None:
    """Brackets, italics, and what tells of somebody in the script; each guess is said."""
    text = """ANNA: Good morning.

She crosses to the window and opens it.

BEN: Good morning.
He sits.
ANNA: Sleep well?
*Ben shrugs.*
BEN: No.
[SFX: door slams]
(beat)

Anna and Ben listen.

ANNA: What was that?

I heard it too.
"""
    review = reviewed(text, "plain")
    assert [words for _, words in said(document_of(review))] == [
        "Good morning.",
        "Good morning.",
        "Sleep well?",
        "No.",
        "What was that? I heard it too.",
    ]
    assert silent(text) == [
        "She crosses to the window and opens it.",
        "He sits.",
        "Ben shrugs.",
        "SFX: door slams",
        "beat",
        "Anna and Ben listen.",
    ]
    assert [found.row for found in review.reading.remarks] == [3, 6, 13, 17]


def test_a_bracket_within_a_speech_is_the_direction_of_what_follows() -> None:
    """The speech is divided there; nothing is said twice and nothing is lost."""
    document = document_of(reviewed("ANNA: One.\n(beat)\nTwo.\nBEN: Three.\n(beat)\n", "plain"))
    assert said(document) == [("ANNA", "One."), ("ANNA", "Two."), ("BEN", "Three.")]
    assert [line.direction for line in document.lines] == ["", "beat", ""]
    assert [item.text for item in document.script if isinstance(item, Aside)] == ["beat"]


def test_a_nameless_row_is_silent_when_it_shall_not_go_on() -> None:
    """The tick box decides: with it out, what has no name is a silent direction."""
    review = reviewed("ANNA: One.\nTwo.\n", "plain", nameless_goes_on=False)
    assert said(document_of(review)) == [("ANNA", "One.")]
    assert not review.reading.not_understood
    narrated = reviewed("ANNA: One.\nTwo.\n", "plain", nameless_goes_on=False, narrator="VOICE")
    assert said(document_of(narrated)) == [("ANNA", "One."), ("VOICE", "Two.")]


@pytest.mark.parametrize(
    ("row", "level"),
    [
        *[("SCENE 1. A STATION", 2), ("Szene 2 – In der Küche", 2), ("ACTE I, SCÈNE 2", 2)],
        *[
            ("ACT II", 1),
            ("Chapter Three: The Door", 1),
            ("INT. HOUSE - DAY", 2),
            ("第一場　駅", 2),
        ],
        *[("1. Akt", 1), ("Prologue", 1)],
    ],
)
def test_headings_in_words(row: str, level: int) -> None:
    """A scene or an act is a heading however it is written."""
    document = document_of(reviewed(f"{row}\n\nANNA: Hi.\n\n{row}\n\nBEN: Ho.\n", "plain"))
    headings = [item for item in document.script if isinstance(item, Heading)]
    assert [(each.text, each.level) for each in headings] == [(row, level)] * 2
    assert len(document.lines) == 2


def test_title_and_author() -> None:
    """What stands alone at the very top is the title; who wrote it says nothing."""
    document = document_of(reviewed("THE LAST TRAIN\nby J. Writer\n\nA station.\n\nANNA: Hi.\n"))
    assert document.title == "THE LAST TRAIN"
    asides = [item for item in document.script if isinstance(item, Aside)]
    assert [(each.kind, each.text) for each in asides] == [
        (AsideKind.COMMENT, "by J. Writer"),
        (AsideKind.DIRECTION, "A station."),
    ]


def test_small_names_that_come_again() -> None:
    """In a script of small letters one who speaks once is somebody too; and where no name is in
    capitals, those that come again are ticked."""
    text = "anna: hi there\nben: oh, hello\nanna: well?\nben: what?\ncarl: me neither\n"
    assert spoken(text)[-1] == ("carl", "me neither")
    ticked = names_as_ticked(reviewed(text, "plain"))
    assert ticked == {"anna": "anna", "ben": "ben", "carl": None}


def test_a_name_alone_right_below_a_speech() -> None:
    """A name that is known needs no empty row above, with or without brackets."""
    text = "ANNA: Hi.\nTOM (O.S.)\tYes?\nANNA (CONT'D)\n(whispering)\nI’m here.\n"
    document = document_of(reviewed(text, "plain"))
    assert said(document) == [("ANNA", "Hi."), ("TOM", "Yes?"), ("ANNA", "I’m here.")]
    assert document.lines[2].direction == "whispering"
