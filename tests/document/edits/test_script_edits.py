from __future__ import annotations

from dataclasses import replace

import pytest

from studio.document.annotations import ListeningNote, NoteId, NoteKind
from studio.document.dictionary import DictionaryEntry, EntryId
from studio.document.edits import remarks, script, whole
from studio.document.edits.grasp import EditError
from studio.document.script_items import Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.values import Document, Line, LineId, LineStatus, Script, SpeakerId
from tests.document.made import scene, with_line

LINES = scene(("A", "One."), ("B", "Two."), ("A", "Three."), ("B", "Four."))
SCENE = replace(
    LINES,
    script=Script(
        [
            Heading(HeadingId("c"), "Part", 1),
            Heading(HeadingId("h1"), "Morning"),
            *LINES.lines[:2],
            Aside(AsideId("rain"), AsideKind.DIRECTION, "Rain."),
            Heading(HeadingId("h2"), "Night"),
            *LINES.lines[2:],
        ]
    ),
)


def _order(document: Document) -> str:
    return " ".join(item.id for item in document.script)


def test_headings_lines_and_asides_have_one_order() -> None:
    """The Lines are what is left when one leaves the others out."""
    assert _order(SCENE) == "c h1 1 2 rain h2 3 4"
    assert [line.id for line in SCENE.lines] == ["1", "2", "3", "4"]
    assert [heading.id for heading in SCENE.headings] == ["c", "h1", "h2"]


def test_items_are_put_where_they_are_wanted() -> None:
    """Before an item, or at the end."""
    new = Line(LineId("new"), SpeakerId("A"), "New.")
    assert _order(script.insert(SCENE, [new], "rain")) == "c h1 1 2 new rain h2 3 4"
    assert _order(script.insert(SCENE, [new], None)).endswith("4 new")
    assert script.insert(SCENE, [], None) is SCENE


def test_what_cannot_be_put_there_is_refused() -> None:
    """An id that is there already, a Speaker nobody knows, a place that is gone."""
    with pytest.raises(EditError, match="in the script already"):
        script.insert(SCENE, [SCENE.lines[0]], None)
    with pytest.raises(EditError, match="no longer in the cast"):
        script.insert(SCENE, [Line(LineId("n"), SpeakerId("X"), "")], None)
    with pytest.raises(EditError, match="no longer in the script"):
        script.insert(SCENE, [Aside(AsideId("n"), AsideKind.COMMENT, "")], "gone")


def test_a_deleted_line_takes_along_what_was_said_of_it_alone() -> None:
    """Its listening notes and its own pronunciations go; those of others stay."""
    noted = SCENE
    for line in ("1", "2"):
        noted = remarks.put_note(noted, ListeningNote(NoteId(line), line, NoteKind.FLAT))
        noted = whole.put_entry(noted, DictionaryEntry(EntryId(line), "a", "b", scope=line))
    after = script.delete(noted, ["1", "rain"])
    assert _order(after) == "c h1 2 h2 3 4"
    assert [note.line for note in after.listening_notes] == ["2"]
    assert [entry.scope for entry in after.dictionary] == ["2"]


def test_moved_items_keep_their_order_among_themselves() -> None:
    """Wherever they stood before."""
    assert _order(script.move(SCENE, ["4", "1", "h2"], "2")) == "c h1 1 h2 4 2 rain 3"
    assert _order(script.move(SCENE, ["1"], None)) == "c h1 2 rain h2 3 4 1"
    assert script.move(SCENE, ["1", "2"], "rain") is SCENE


def test_nothing_moves_before_a_part_of_itself() -> None:
    """That place goes away with what is moved."""
    with pytest.raises(EditError, match="part of itself"):
        script.move(SCENE, ["1", "2"], "2")
    with pytest.raises(EditError, match="part of itself"):
        script.move_scene(SCENE, HeadingId("c"), "3")


def test_a_scene_moves_with_all_that_stands_in_it() -> None:
    """A scene ends at the next one; a chapter at the next chapter."""
    assert _order(script.move_scene(SCENE, HeadingId("h2"), "h1")) == "c h2 3 4 h1 1 2 rain"
    assert len(script.items_under(SCENE, HeadingId("c"))) == len(SCENE.script)


def test_copies_stand_behind_and_are_known_to_nobody_else() -> None:
    """New ids, no id of a game, and a copy of a locked Line can be edited."""
    locked = with_line(SCENE, "2", status=LineStatus.LOCKED, external_id="vo_17")
    after = script.duplicate(locked, ["1", "2"])
    first, second = after.lines[2:4]
    assert (first.text, second.text) == ("One.", "Two.")
    assert (second.external_id, second.status) == ("", LineStatus.DRAFT)
    assert after.lines[1].external_id == "vo_17"
    assert len({item.id for item in after.script}) == len(after.script)


def test_headings_and_asides_can_be_changed() -> None:
    """Their words, their level, their kind."""
    after = script.set_heading(SCENE, HeadingId("h1"), "Noon", 3, "hot")
    assert after.script[1] == Heading(HeadingId("h1"), "Noon", 3, "hot")
    after = script.set_aside(after, AsideId("rain"), AsideKind.COMMENT, "More rain?")
    assert after.script[4] == Aside(AsideId("rain"), AsideKind.COMMENT, "More rain?")
    assert script.set_heading(SCENE, HeadingId("h1"), "Morning", 2, "") is SCENE
    with pytest.raises(EditError):
        script.set_heading(SCENE, HeadingId("1"), "x", 1, "")
    with pytest.raises(EditError):
        script.set_aside(SCENE, AsideId("h1"), AsideKind.COMMENT, "x")


def test_a_line_can_fall_silent() -> None:
    """Its words stay in the script where they were."""
    after = script.line_to_aside(SCENE, LineId("2"), AsideKind.COMMENT)
    aside = after.script[3]
    assert isinstance(aside, Aside)
    assert (aside.kind, aside.text) == (AsideKind.COMMENT, "Two.")
    assert len(after.lines) == 3
