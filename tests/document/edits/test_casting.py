from __future__ import annotations

from dataclasses import replace

import pytest

from studio.document.clip_edit import PinnedTake, TakeKey
from studio.document.dictionary import DictionaryEntry, EntryId
from studio.document.edits import casting, whole
from studio.document.edits.grasp import EditError
from studio.document.lanes import LaneSettings
from studio.document.values import Delivery, Document, LineId, LineStatus, SpeakerId, Voice
from tests.document.made import scene, with_line

SCENE = scene(("MARA", "One."), ("JON", "Two."), ("MARA", "Three."), ("ZOË", "Four."))
MARA, JON, ZOE = SpeakerId("MARA"), SpeakerId("JON"), SpeakerId("ZOË")


def _speakers(document: Document) -> list[str]:
    return [line.speaker for line in document.lines]


def test_a_renamed_speaker_is_still_found_by_the_old_name() -> None:
    """Scripts that know only the old name still mean the same Speaker."""
    after = casting.rename_speaker(SCENE, MARA, " YOUNG MARA ")
    assert after.speaker(MARA).name == "YOUNG MARA"
    assert after.speaker(MARA).aliases == ("MARA",)
    found = casting.speaker_called(after, "Mara")
    assert found is not None
    assert found.id == MARA
    back = casting.rename_speaker(after, MARA, "MARA")
    assert back.speaker(MARA).aliases == ("YOUNG MARA",)


def test_names_are_told_apart_by_more_than_case_and_encoding() -> None:
    """`zoe` with a combining mark is ZOË; a name that is taken or empty is refused."""
    found = casting.speaker_called(SCENE, "zoe\u0308")
    assert found is not None
    assert found.id == ZOE
    with pytest.raises(EditError, match="called ZOË already"):
        casting.rename_speaker(SCENE, JON, "Zoe\u0308")
    with pytest.raises(EditError, match="needs a name"):
        casting.rename_speaker(SCENE, JON, "  ")
    assert casting.rename_speaker(SCENE, JON, "Jon").speaker(JON).name == "Jon"


def test_a_new_speaker_gets_the_first_free_colour() -> None:
    """Colours given back are given out again."""
    without = casting.remove_speaker(casting.recast_all(SCENE, JON, MARA), JON)
    fresh = casting.new_speaker(without, "ANNA")
    assert fresh.colour == 1
    assert casting.add_speaker(without, fresh).cast[-1] == fresh


def test_voices_delivery_lane_and_description_are_the_speakers_own() -> None:
    """Each is changed alone, and the same again is no change."""
    final = Voice("api.example.org", 7, "Ottoline")
    document = casting.set_voices(SCENE, MARA, None, final)
    document = casting.set_speaker_delivery(document, MARA, Delivery(speed=0.9))
    document = casting.set_lane(document, MARA, LaneSettings(gain_db=-3, effect="phone"))
    document = casting.describe_speaker(
        document, MARA, colour=5, short_code="MA", aliases=("M.",), notes="tired"
    )
    mara = document.speaker(MARA)
    assert (mara.draft_voice, mara.final_voice) == (None, final)
    assert (mara.delivery.speed, mara.lane.effect, mara.short_code) == (0.9, "phone", "MA")
    assert document.delivery_of(document.lines[0]).speed == 0.9
    assert casting.set_voices(document, MARA, None, final) is document


def test_who_still_speaks_stays_in_the_cast() -> None:
    """Removing says how many Lines are in the way."""
    with pytest.raises(EditError, match="MARA still speaks 2 lines"):
        casting.remove_speaker(SCENE, MARA)
    with pytest.raises(EditError, match="JON still speaks a line"):
        casting.remove_speaker(SCENE, JON)


def test_the_cast_can_be_put_in_any_order() -> None:
    """All of them, each once."""
    after = casting.order_cast(SCENE, [ZOE, MARA, JON])
    assert [speaker.id for speaker in after.cast] == [ZOE, MARA, JON]
    assert casting.order_cast(SCENE, [MARA, JON, ZOE]) is SCENE
    with pytest.raises(EditError, match="cast has changed"):
        casting.order_cast(SCENE, [ZOE, MARA])


def test_recast_lines_are_to_be_heard_anew() -> None:
    """A pinned or approved Take has the old voice."""
    document = with_line(
        SCENE, "1", pinned=PinnedTake(TakeKey("k")), status=LineStatus.APPROVED, retake=3
    )
    after = casting.recast(document, [LineId("1"), LineId("2")], JON)
    assert _speakers(after) == ["JON", "JON", "MARA", "ZOË"]
    line = after.lines[0]
    assert (line.pinned, line.retake, line.status) == (None, 0, LineStatus.NEEDS_RETAKE)
    assert after.lines[1] is document.lines[1]


def test_all_lines_of_a_speaker_are_recast_or_none() -> None:
    """A locked Line among them stops it."""
    assert _speakers(casting.recast_all(SCENE, MARA, ZOE)) == ["ZOË", "JON", "ZOË", "ZOË"]
    locked = with_line(SCENE, "3", status=LineStatus.LOCKED)
    with pytest.raises(EditError, match="Line 3 is locked"):
        casting.recast_all(locked, MARA, ZOE)
    with pytest.raises(EditError, match="no longer in the cast"):
        casting.recast_all(SCENE, MARA, SpeakerId("X"))


def test_merged_speakers_leave_one_who_answers_to_both_names() -> None:
    """Lines, aliases, notes and pronunciations of the other come along."""
    document = whole.put_entry(SCENE, DictionaryEntry(EntryId("e"), "a", "b", scope="JON"))
    document = casting.change_speaker(
        document, replace(document.speaker(JON), aliases=("mara", "J."), notes="b")
    )
    after = casting.merge_speakers(document, MARA, JON)
    assert _speakers(after) == ["MARA", "MARA", "MARA", "ZOË"]
    assert after.speaker(MARA).aliases == ("JON", "J.")
    assert after.speaker(MARA).notes == "b"
    assert after.dictionary[0].scope == "MARA"
    with pytest.raises(EditError, match="itself"):
        casting.merge_speakers(SCENE, MARA, MARA)


def test_a_speaker_splits_into_two_who_sound_alike() -> None:
    """The new one takes over only what was theirs."""
    after = casting.split_speaker(SCENE, MARA, [LineId("3")], "OLD MARA")
    twin = after.cast[-1]
    assert _speakers(after) == ["MARA", "JON", twin.id, "ZOË"]
    assert twin.draft_voice == SCENE.speaker(MARA).draft_voice
    assert (twin.name, twin.colour) == ("OLD MARA", 3)
    with pytest.raises(EditError, match="spoken by MARA"):
        casting.split_speaker(SCENE, MARA, [LineId("2")], "X")
