from __future__ import annotations

from dataclasses import replace

import pytest

from studio.document.edits import casting
from studio.document.edits.grasp import EditError
from studio.document.edits.pasting import paste
from studio.document.script_items import Heading, HeadingId
from studio.document.values import LONGEST_TEXT, LineId, Script, SpeakerId, Voice
from tests.document.made import scene, with_line

HOME = scene(("MARA", "One."), ("JON", "Two."))
OTHER = scene(("mara", "Three."), ("ANNA", "Four."))


def test_many_lines_come_in_as_one_step() -> None:
    """Where they are wanted, headings among them, in their order."""
    heading = Heading(HeadingId("h"), "Later")
    pasted = replace(OTHER, script=Script([heading, *OTHER.lines]))
    after = paste(HOME, pasted, "2")
    assert [getattr(item, "text", "") for item in after.script] == [
        "One.", "Later", "Three.", "Four.", "Two."
    ]  # fmt: skip


def test_speakers_are_known_by_name_or_alias_and_strangers_join_the_cast() -> None:
    """A stranger brings the voice along, and gets a colour that is free."""
    anna = replace(OTHER.cast[1], draft_voice=Voice("embedded", 9, "v"))
    after = paste(HOME, replace(OTHER, cast=(OTHER.cast[0], anna)), None)
    assert [speaker.name for speaker in after.cast] == ["MARA", "JON", "ANNA"]
    assert after.lines[2].speaker == "MARA"
    assert after.cast[2].draft_voice == Voice("embedded", 9, "v")
    assert after.cast[2].colour == 2
    renamed = casting.rename_speaker(HOME, SpeakerId("MARA"), "MARIA")
    assert paste(renamed, OTHER, None).lines[2].speaker == "MARA"


def test_ids_that_are_taken_are_given_anew_and_others_kept() -> None:
    """Cut and paste keeps a Line the same Line; a copy is another."""
    after = paste(HOME, with_line(OTHER, "1", external_id="x"), None)
    assert [line.id for line in after.lines[:2]] == ["1", "2"]
    assert len({line.id for line in after.lines}) == 4
    elsewhere = replace(OTHER, script=Script([replace(OTHER.lines[0], id=LineId("77"))]))
    assert paste(HOME, elsewhere, None).lines[2].id == "77"


def test_an_empty_paste_is_none_and_a_giant_line_is_refused() -> None:
    """Nothing half pasted."""
    assert paste(HOME, scene(), None) is HOME
    with pytest.raises(EditError, match="Split it first"):
        paste(HOME, scene(("A", "x" * (LONGEST_TEXT + 1))), None)
