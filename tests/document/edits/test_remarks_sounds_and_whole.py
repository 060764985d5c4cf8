from __future__ import annotations

from collections.abc import Callable

import pytest

from studio.document.annotations import (
    ListeningNote,
    Marker,
    MarkerId,
    NoteId,
    NoteKind,
    TakeMark,
)
from studio.document.clip_edit import TakeKey
from studio.document.dictionary import DictionaryEntry, EntryId
from studio.document.edits import remarks, sounds, whole
from studio.document.edits.grasp import EditError
from studio.document.sounds import (
    SoundClip,
    SoundClipId,
    SoundLane,
    SoundLaneId,
    SoundSource,
)
from studio.document.values import Delivery, Document, LoudnessTarget, PauseRules
from studio.errors import InputError
from tests.document.made import scene

SCENE = scene(("A", "One."), ("B", "Two."))
MUSIC = SoundLane(SoundLaneId("m"), "Music")
RAIN = SoundSource("rain.wav", "0" * 64, 9)


def _clip(id: str, start: int) -> SoundClip:
    return SoundClip(SoundClipId(id), MUSIC.id, RAIN, start)


def test_markers_stay_in_the_order_of_time() -> None:
    """Added, moved and taken away."""
    document = remarks.put_marker(SCENE, Marker(MarkerId("b"), "b", 50, 90))
    document = remarks.put_marker(document, Marker(MarkerId("a"), "a", 5))
    assert [marker.id for marker in document.markers] == ["a", "b"]
    document = remarks.put_marker(document, Marker(MarkerId("a"), "a", 70))
    assert [marker.id for marker in document.markers] == ["b", "a"]
    assert remarks.put_marker(document, Marker(MarkerId("a"), "a", 70)) is document
    assert remarks.remove_marker(document, MarkerId("b")).markers[0].id == "a"


def test_notes_are_about_lines_that_are_there() -> None:
    """Added, changed and taken away."""
    note = ListeningNote(NoteId("n"), "2", NoteKind.FLAT, 480)
    document = remarks.put_note(SCENE, note)
    done = ListeningNote(NoteId("n"), "2", NoteKind.FLAT, 480, is_done=True)
    assert remarks.put_note(document, done).listening_notes == (done,)
    assert remarks.put_note(document, note) is document
    assert remarks.remove_note(document, NoteId("n")).listening_notes == ()


def test_a_take_is_rated_remarked_and_discarded_by_its_key() -> None:
    """A mark that says nothing is no mark."""
    key = TakeKey("k")
    document = remarks.mark_take(SCENE, TakeMark(key, 4, "good breath"))
    document = remarks.mark_take(document, TakeMark(key, 2, is_discarded=True))
    assert tuple(document.take_marks) == (TakeMark(key, 2, is_discarded=True),)
    assert remarks.mark_take(document, TakeMark(key)) == SCENE
    assert remarks.mark_take(SCENE, TakeMark(key)) is SCENE


def test_sounds_lie_on_their_own_lanes_in_the_order_of_time() -> None:
    """A Lane that goes takes its Clips along."""
    document = sounds.put_sound_lane(SCENE, MUSIC)
    document = sounds.put_sound(document, _clip("b", 50))
    document = sounds.put_sound(document, _clip("a", 5))
    assert [clip.id for clip in document.sound_clips] == ["a", "b"]
    assert sounds.put_sound(document, _clip("a", 5)) is document
    assert sounds.put_sound_lane(document, MUSIC) is document
    assert [it.id for it in sounds.remove_sound(document, SoundClipId("a")).sound_clips] == ["b"]
    assert sounds.remove_sound_lane(document, MUSIC.id) == SCENE


def test_what_holds_for_all_can_be_changed() -> None:
    """Title, language, pauses, Delivery, loudness; the same again is no change."""
    document = whole.set_language(whole.set_title(SCENE, "Low"), "de")
    document = whole.set_pauses(document, PauseRules(scene_frames=5))
    document = whole.set_project_delivery(document, Delivery(speed=0.9))
    document = whole.set_loudness(document, LoudnessTarget(-23))
    assert document.delivery_of(document.lines[0]) == Delivery(speed=0.9, language="de")
    assert whole.set_title(document, "Low") is document
    assert whole.set_loudness(document, LoudnessTarget(-23)) is document


def test_the_dictionary_holds_patterns_that_work() -> None:
    """One that is none is refused when it is written, not when it is spoken."""
    document = whole.put_entry(SCENE, DictionaryEntry(EntryId("e"), "Zoë", "Zoey"))
    document = whole.put_entry(document, DictionaryEntry(EntryId("e"), "Zoë", "Zo-ee"))
    assert [entry.said for entry in document.dictionary] == ["Zo-ee"]
    with pytest.raises(InputError, match="is not a pattern"):
        whole.put_entry(document, DictionaryEntry(EntryId("f"), "(", "", is_pattern=True))
    assert whole.remove_entry(document, EntryId("e")) == SCENE


@pytest.mark.parametrize(
    "edit",
    [
        lambda: remarks.put_marker(SCENE, Marker(MarkerId("a"), "a", 5, 4)),
        lambda: remarks.put_marker(SCENE, Marker(MarkerId("a"), "a", -1)),
        lambda: remarks.remove_marker(SCENE, MarkerId("a")),
        lambda: remarks.put_note(SCENE, ListeningNote(NoteId("n"), "9", NoteKind.FLAT)),
        lambda: remarks.remove_note(SCENE, NoteId("n")),
        lambda: remarks.mark_take(SCENE, TakeMark(TakeKey("k"), 6)),
        lambda: sounds.put_sound(SCENE, _clip("a", 0)),
        lambda: sounds.put_sound(sounds.put_sound_lane(SCENE, MUSIC), _clip("a", -1)),
        lambda: sounds.remove_sound(SCENE, SoundClipId("a")),
        lambda: sounds.remove_sound_lane(SCENE, MUSIC.id),
        lambda: whole.set_pauses(SCENE, PauseRules(scene_frames=-1)),
        lambda: whole.put_entry(SCENE, DictionaryEntry(EntryId("e"), " ", "x")),
        lambda: whole.remove_entry(SCENE, EntryId("e")),
    ],
)
def test_what_makes_no_sense_is_refused(edit: Callable[[], Document]) -> None:
    """In one sentence that ends with what to do."""
    with pytest.raises(EditError) as refusal:
        edit()
    assert str(refusal.value).count(". ") == 1 or ", or " in str(refusal.value)
