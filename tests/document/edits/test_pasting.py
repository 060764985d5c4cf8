from __future__ import annotations

from dataclasses import replace

import pytest

from studio.document.dictionary import DictionaryEntry, EntryId
from studio.document.edits import casting, script
from studio.document.edits.grasp import EditError
from studio.document.edits.pasting import excerpt, paste
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


def test_what_is_copied_takes_along_who_speaks_and_how_it_is_said() -> None:
    """To another project, too; what a project says of all its Lines stays its own."""
    entries = tuple(
        DictionaryEntry(EntryId(name), "Zoë", "Zo-ee", scope=scope)
        for name, scope in (("line", "2"), ("speaker", "JON"), ("all", ""), ("other", "1"))
    )
    copied = excerpt(replace(HOME, dictionary=entries), ["2"])
    assert [speaker.name for speaker in copied.cast] == ["JON"]
    assert [entry.id for entry in copied.dictionary] == ["line", "speaker", "all"]
    away = paste(scene(("ANNA", "Hello.")), copied, None)
    jon = away.cast[1]
    assert [entry.scope for entry in away.dictionary] == [away.lines[1].id, jon.id]
    here = paste(replace(HOME, dictionary=entries), copied, None)
    assert [entry.scope for entry in here.dictionary[4:]] == [here.lines[2].id]
    cut = script.delete(replace(HOME, dictionary=entries), ["2"])
    back = paste(cut, copied, None)
    assert back.lines == HOME.lines
    assert {entry.scope for entry in back.dictionary} == {"1", "2", "", "JON"}
