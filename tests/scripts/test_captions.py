"""Subtitles: who speaks, when, and what is odd about the times."""

from __future__ import annotations

import pytest
from scripts.reading_help import document_of, lines_of, reviewed, said

from studio.document.cues import BY_RULE, At
from studio.document.script_items import Aside
from studio.frames import PROJECT_RATE

SRT = """1
00:00:01,000 --> 00:00:02,500
ANNA: Hello <i>there</i>,
Ben.

2
00:00:02,000 --> 00:00:03,000
- Hi.
- And me.

3
00:00:04,000 --> 00:00:05,000
>> CARL: {\\an8}Three.

4
00:00:06,000 --> 00:00:07,000
[BEN] Four. --
"""


def test_srt_by_the_habits_of_subtitlers() -> None:
    """Names before a colon, in brackets, behind arrows; a dash for each of two people."""
    assert said(document_of(reviewed(SRT))) == [
        ("ANNA", "Hello there, Ben."),
        ("Narrator", "Hi."),
        ("Narrator", "And me."),
        ("CARL", "Three."),
        ("BEN", "Four. --"),
    ]


def test_times_pin_the_line_and_give_it_room() -> None:
    """A subtitle starts where it says and has the time it has."""
    first, second, third, *_ = lines_of(SRT)
    assert (first.cue, first.target_frames) == (At(PROJECT_RATE), 72_000)
    assert (second.cue, third.cue) == (At(2 * PROJECT_RATE), BY_RULE)


@pytest.mark.parametrize(
    ("times", "problem"),
    [
        ("99:99:99,000 --> 00:00:02,000", "is not a time"),
        ("-00:00:01,000 --> 00:00:02,000", "is not a time"),
        ("00:00:03,000 --> 00:00:02,000", "is not behind the start"),
    ],
)
def test_odd_times_are_said_and_the_words_kept(times: str, problem: str) -> None:
    """A warning for the row; the words are there all the same."""
    review = reviewed(f"1\n{times}\nANNA: Hi.\n", "srt")
    assert problem in str(review.reading.remarks[0])
    assert review.reading.remarks[0].row == 2
    assert said(document_of(review)) == [("ANNA", "Hi.")]


def test_subtitles_that_go_back_in_time_are_said() -> None:
    """Overlap is meant, going back is not."""
    text = "00:00:05,000 --> 00:00:06,000\nA: x\n\n00:00:01,000 --> 00:00:02,000\nB: y\n"
    assert "before the one above" in str(reviewed(text, "srt").reading.remarks[0])


def test_vtt_voices() -> None:
    """Voice spans name who speaks, end tag or not; notes and styles are no words."""
    text = """WEBVTT - scene

NOTE <v Nobody>not this

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.000 align:start
<v.loud Anna Maria>Hi &amp; <b>hello</b></v> <v Ben>Ho

00:03.000 --> 00:04.000
Plain words.
"""
    assert said(document_of(reviewed(text))) == [
        ("Anna Maria", "Hi & hello"),
        ("Ben", "Ho"),
        ("Narrator", "Plain words."),
    ]


def test_ass_actors() -> None:
    """The name field is the Speaker, commas belong to the text, overrides and drawings do not."""
    text = """[Script Info]
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:02.00,Default,ANNA,0,0,0,,{\\i1}Well, yes,\\Nindeed.{\\i0}
Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a remark
Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,BEN: No.
Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\p1}m 0 0 l 10 10
Dialogue: broken
"""
    review = reviewed(text)
    assert said(document_of(review)) == [("ANNA", "Well, yes, indeed."), ("BEN", "No.")]
    assert [found.row for found in review.reading.not_understood] == [8]


def test_sounds_and_music_in_subtitles_stay_silent() -> None:
    """What stands in brackets or between notes, with no name, is heard and not said; a name may have
    brackets behind it."""
    text = """1
00:00:01,000 --> 00:00:02,000
[door slams]

2
00:00:02,000 --> 00:00:03,000
♪ soft music ♪

3
00:00:03,000 --> 00:00:04,000
ANNA (O.S.): Who is it?

4
00:00:04,000 --> 00:00:05,000
(BEN) Me.
"""
    document = document_of(reviewed(text))
    assert said(document) == [("ANNA", "Who is it?"), ("BEN", "Me.")]
    asides = [item.text for item in document.script if not hasattr(item, "cue")]
    assert asides == ["door slams", "soft music"]
    assert dict(document.lines[0].extras)["extension"] == "(O.S.)"


def test_words_beside_a_drawing_are_said() -> None:
    """Of an event that draws something between its words only the figures are left out."""
    event = "Dialogue: 0,0:00:01.00,0:00:02.00,Default,Mara,0,0,0,,"
    text = (
        "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        f"{event}Look: {{\\p1}}m 0 0 l 1 1{{\\p0}} a star.\n{event}{{\\p2}}m 0 0 l 1 1\n"
    )
    assert said(document_of(reviewed(text))) == [("Mara", "Look: a star.")]


def test_notes_and_titles_of_subtitles_are_kept() -> None:
    """What a subtitler wrote for others to read is a comment, and the title of the file its title."""
    vtt = "WEBVTT - The Lamp\n\nNOTE check this\nand that\n\n00:01.000 --> 00:02.000\n<v Anna>Hi.\n"
    ass = (
        "[Script Info]\n; made by hand\nTitle: The Lamp\n\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Comment: 0,0:00:00.00,0:00:01.00,Default,Anna,0,0,0,,check this\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,Anna,0,0,0,,Hi.\n"
    )
    for text, comments in (
        (vtt, ["check this\nand that"]),
        (ass, ["made by hand", "Anna: check this"]),
    ):
        document = document_of(reviewed(text))
        assert document.title == "The Lamp"
        assert [i.text for i in document.script if isinstance(i, Aside)] == comments
        assert said(document) == [("Anna", "Hi.")]


def test_how_it_is_said_is_a_direction() -> None:
    """Brackets before the words, round or square; a number in brackets is said."""
    text = "".join(
        f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{words}\n\n"
        for at, words in enumerate(
            ["(sighs) Come in.", "MAN 1: [whispering] Now?", "(0 30) is the code."], 1
        )
    )
    assert [(line.direction, line.text) for line in lines_of(text, "srt")] == [
        ("sighs", "Come in."),
        ("whispering", "Now?"),
        ("", "(0 30) is the code."),
    ]
