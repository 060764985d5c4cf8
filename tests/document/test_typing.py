"""What is typed becomes what is meant."""

from __future__ import annotations

import pytest

from studio.document.cues import BY_RULE, After, CutIn, With
from studio.document.edits import typing
from studio.document.ordered import Ordered
from studio.document.script_items import Aside, AsideKind
from studio.document.values import Document, Line, LineId, Speaker, SpeakerId

MARA, JON, NETTIE = SpeakerId("mara"), SpeakerId("jon"), SpeakerId("nettie")
ONE, TWO, THREE = LineId("one"), LineId("two"), LineId("three")
SCENE = Document(
    cast=(
        Speaker(MARA, "MARA", 0),
        Speaker(JON, "JON", 1),
        Speaker(NETTIE, "NETTIE", 2, aliases=("Old Nell",)),
    ),
    script=Ordered((Line(ONE, MARA, "Hello."), Line(TWO, JON, "Yes?"), Line(THREE, JON, "Who?"))),
)


def _line(document: Document, id: LineId = TWO) -> Line:
    found = document.lines.get(id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("typed", "cue", "text"),
    [
        ("^0.5 Wait", CutIn(24_000), "Wait"),
        ("+1 Wait", After(48_000), "Wait"),
        ("^= Wait", With(), "Wait"),
        ("Wait ^0.5", BY_RULE, "Wait ^0.5"),
        ("^ Wait", BY_RULE, "^ Wait"),
    ],
)
def test_a_written_cue_is_a_cue(typed: str, cue: object, text: str) -> None:
    """A mark before the words is when the Line starts, and never spoken."""
    line = _line(typing.write(SCENE, TWO, typed, had_cue=False))
    assert (line.cue, line.text) == (cue, text)


def test_a_cue_that_was_not_written_here_stays() -> None:
    """Typing words does not take away the Cue that was chosen elsewhere; deleting its mark does."""
    cut = typing.write(SCENE, TWO, "^0.5 Wait", had_cue=False)
    assert _line(typing.write(cut, TWO, "Wait a bit", had_cue=False)).cue == CutIn(24_000)
    assert _line(typing.write(cut, TWO, "Wait a bit", had_cue=True)).cue == BY_RULE


def test_a_final_double_dash_lets_the_line_be_cut() -> None:
    """The written interruption at the end is understood while typing."""
    assert _line(typing.write(SCENE, TWO, "I never --", had_cue=False)).may_be_cut


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("jon:", "jon"),
        ("Old Nell:", "Old Nell"),
        ("BRAM:", "BRAM"),
        ("MARA :", "MARA"),
        ("Listen:", None),
        ("At 10:", None),
        ("12:", None),
        ("He said it: no", None),
        (":", None),
        ("NETTIE：", "NETTIE"),
    ],
)
def test_a_name_before_a_colon_is_who_speaks(typed: str, name: str | None) -> None:
    """Names of the Cast in any case, and new ones in capitals; other words before a colon are words."""
    assert typing.name_typed(SCENE, typed) == name


def test_a_new_name_joins_the_cast() -> None:
    """Giving a Line to somebody unheard of makes that Speaker; a known alias makes none."""
    document = typing.set_speaker(SCENE, TWO, "BRAM")
    assert [speaker.name for speaker in document.cast][-1] == "BRAM"
    assert document.speaker(_line(document).speaker).name == "BRAM"
    assert _line(typing.set_speaker(SCENE, TWO, "old nell")).speaker == NETTIE


def test_the_answer_is_the_other_ones() -> None:
    """A new Line goes to whoever spoke last before this Speaker did: the usual to and fro."""
    assert typing.other_speaker(SCENE, THREE) == MARA
    assert typing.other_speaker(SCENE, ONE) == JON
    alone = Document(cast=SCENE.cast[:1], script=Ordered((Line(ONE, MARA, "Hello."),)))
    assert typing.other_speaker(alone, ONE) == MARA


def test_a_line_is_added_behind_another() -> None:
    """The new Line stands right below, or at the end."""
    fresh = typing.new_line(MARA)
    assert typing.add_below(SCENE, ONE, fresh).lines[1].id == fresh.id
    assert typing.add_below(SCENE, None, fresh).lines[-1].id == fresh.id


def test_two_slashes_make_a_note() -> None:
    """A Line that begins with // turns into a silent comment without them."""
    typed = typing.write(SCENE, TWO, "// ask Ben about this", had_cue=False)
    assert typing.is_note("// ask")
    assert not typing.is_note("/ ask")
    aside = typing.make_note(typed, TWO).script[1]
    assert isinstance(aside, Aside)
    assert (aside.kind, aside.text) == (AsideKind.COMMENT, "ask Ben about this")


def test_names_are_offered_by_how_near_they_are() -> None:
    """Whoever spoke last comes first; letters in the middle of a name do not count, aliases do."""
    assert [s.name for s in typing.names_offered(SCENE, "", THREE)] == ["JON", "MARA", "NETTIE"]
    assert [s.name for s in typing.names_offered(SCENE, "ne", THREE)] == ["NETTIE"]
    assert [s.name for s in typing.names_offered(SCENE, "nell", THREE)] == ["NETTIE"]
    assert typing.names_offered(SCENE, "ara", THREE) == ()


@pytest.mark.parametrize(
    ("name", "meant"),
    [("NETTEI", "NETTIE"), ("MARRA", "MARA"), ("MARA", None), ("BRAM", None), ("JO", None)],
)
def test_a_slip_is_pointed_out(name: str, meant: str | None) -> None:
    """A name one slip from a known one says which; a known one and a short one say nothing."""
    found = typing.near_name(SCENE, name)
    assert (found.name if found else None) == meant
