"""Auditions, the casting wall, and what a listener does while it plays: real voices, no device."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.document.annotations import NoteKind
from studio.document.cues import BY_RULE, CutIn
from studio.document.values import Document, LineId, SpeakerId, Voice
from studio.folders import HOME_VARIABLE
from studio.playback.play_state import PlayState
from studio.studio import Studio
from studio.takes.line_state import LineState
from tests.scheduling.wanted_scenes import scene

SCENE = scene(
    ("A", "One two three four five six seven eight nine ten eleven twelve."),
    ("B", "Stop it now, please."),
    host=None,
)
FIRST, SECOND = LineId("0"), LineId("1")
VOICES = [Voice("embedded", id, str(id)) for id in (1002, 1003, 1010)]


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    studio = Studio()
    studio.show(studio.begin(SCENE).result(20))
    studio.start()
    _until(lambda: all(studio.state_of(line.id) is LineState.DRAFT for line in SCENE.lines))
    _until(lambda: not any(clip.is_estimated for clip in studio.timeline.clips))
    yield studio
    studio.close()


def _until(condition: Callable[[], object], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.01)


def test_one_take_voice_or_line_is_heard_alone(studio: Studio) -> None:
    """Each new audition takes the place of the last at once, ends by itself, and leaves the playhead
    where it was."""
    studio.seek(480)
    studio.auditions.line(FIRST)
    assert studio.auditions.is_heard
    studio.auditions.voice(VOICES[0], "I am somebody else.")
    assert studio.auditions.is_heard
    _until(lambda: not studio.auditions.is_heard)
    key = next(take.key for take in studio.takes.of(SECOND) if take.is_heard)
    studio.auditions.take(key)
    assert studio.auditions.is_heard
    studio.auditions.stop()
    assert not studio.auditions.is_heard
    assert studio.playhead == 480


def test_a_voice_that_cannot_speak_ends_its_audition(studio: Studio) -> None:
    """Nobody waits for ever for a voice nobody knows."""
    studio.auditions.voice(Voice("embedded", 999_999, "Nobody"), "Hello.")
    _until(lambda: not studio.auditions.is_heard)


def test_a_line_is_heard_in_many_voices(studio: Studio) -> None:
    """All at once, equally loud, told from the scene's other voices; each can be heard by its number."""
    wall = studio.auditions.wall(FIRST, VOICES)
    assert wall is not None
    wall.make(range(3))
    _until(lambda: len(wall.places) == 3 and all(place.heard for place in wall.places))
    for place in wall.places:
        assert place.heard is not None
        assert SpeakerId("B") in place.heard.differences
    wall.hear(1)
    assert studio.auditions.is_heard
    wall.close()
    assert not studio.auditions.is_heard


def test_two_casts_read_the_same_lines(studio: Studio) -> None:
    """Made side by side; each cast is heard with the Cues of the scene."""
    casts = [{SpeakerId("A"): VOICES[0]}, {SpeakerId("A"): VOICES[1], SpeakerId("B"): VOICES[2]}]
    read = studio.auditions.chemistry((FIRST, SECOND), casts)
    assert read is not None
    read.make((0, 1))
    _until(lambda: all(read.ready(cast) == (2, 2) for cast in range(2)))
    read.hear(1)
    assert studio.auditions.is_heard
    read.close()
    assert not studio.auditions.is_heard


def test_a_text_is_heard_while_it_is_typed(studio: Studio) -> None:
    """From the first sentence on; interrupted it is silent, and another voice goes on in the session."""
    typing = studio.auditions.type_to_hear(VOICES[0])
    assert typing is not None
    typing.type("The first sentence is whole now. And this one is n")
    _until(lambda: typing._samples > 0)
    assert studio.auditions.is_heard
    typing.interrupt()
    before = typing._samples
    typing.speak_as(VOICES[1], SCENE.delivery)
    typing.type("Another voice says this.")
    typing.finish()
    _until(lambda: typing._samples > before + 10_000)
    _until(lambda: not studio.auditions.is_heard)
    assert typing.trouble is None
    typing.close()


def test_a_key_makes_the_interruption_where_it_is_heard(studio: Studio) -> None:
    """The next Line cuts in at the nearest word; one step, which can be undone."""
    assert studio.listening.cut_in() is None or studio.undo()
    clip = studio.timeline.placed.of(FIRST)
    length = studio.lengths.get(FIRST)
    assert clip is not None
    assert length is not None
    word = length.words[5]
    studio.seek(clip.start_frame + 2 * (word.end_sample - length.start_sample) + 300)
    assert [heard.line for heard in studio.listening.words_heard()] == [FIRST]
    name = studio.listening.cut_in()
    assert name is not None
    cue = studio.document.lines[1].cue
    assert isinstance(cue, CutIn)
    assert cue.after_word is not None
    assert (cue.after_word.index, cue.after_word.text) == (5, word.text)
    after = studio.timeline.placed.of(SECOND)
    assert after is not None
    assert abs(after.start_frame - clip.start_frame - 2 * word.end_sample) < 4800
    studio.undo()
    assert studio.document.lines[1].cue == BY_RULE


def test_a_note_is_made_about_what_is_heard(studio: Studio) -> None:
    """With its kind and place; nothing is noted where nothing sounds."""
    assert studio.listening.note_here(NoteKind.FLAT) is None or studio.undo()
    clip = studio.timeline.placed.of(SECOND)
    assert clip is not None
    studio.seek(clip.start_frame + 1000)
    studio.listening.note_here(NoteKind.TOO_FAST)
    (note,) = studio.document.listening_notes
    assert (note.line, note.kind, note.frame) == (SECOND, NoteKind.TOO_FAST, 1000)


def test_only_some_lines_are_played(studio: Studio) -> None:
    """A selection, a Lane: from its beginning to its end, then it stops."""
    clip = studio.timeline.placed.of(SECOND)
    assert clip is not None
    studio.listening.play_lines([SECOND])
    _until(lambda: studio.transport_state is PlayState.PLAYING)
    assert studio.playhead >= clip.start_frame
    _until(lambda: studio.transport_state is PlayState.STOPPED)
    studio.listening.play_lane(SpeakerId("B"))
    _until(lambda: studio.playhead >= clip.start_frame)
    studio.listening.stop()
    assert studio.transport_state is PlayState.STOPPED


def test_before_anything_runs_nothing_is_heard() -> None:
    """Every question has an answer, and nothing that is asked does harm."""
    studio = Studio()
    studio.auditions.line(FIRST)
    studio.auditions.stop()
    assert studio.auditions.wall(FIRST, VOICES) is None
    assert studio.listening.words_heard() == ()
    assert studio.listening.levels() is None
    assert studio.listening.cut_in() is None
    assert studio.takes.of(FIRST) == ()
    assert studio.making.queue() == ()
    assert studio.document == Document()
    studio.close()
