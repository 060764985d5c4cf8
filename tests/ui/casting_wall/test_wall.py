"""What somebody makes of a casting wall: pure values."""

from __future__ import annotations

from studio.document.values import Voice
from studio.standing.service import VoiceInfo
from ui.casting_wall import wall as walls
from ui.casting_wall.wall import MOST_VOICES, Wall
from ui.voice_filters import Wanted

VOICES = [
    VoiceInfo(Voice("embedded" if place % 2 else "cloud.example", place, f"Voice{place}"), sex=sex)
    for place, sex in enumerate(("female", "male") * 10)
]
A, B, C = (info.voice for info in VOICES[:3])


def _hung(count: int = 4) -> Wall:
    return walls.with_voices(Wall(), VOICES[:count], lambda order: None)


def test_at_most_eighteen_hang_and_none_twice() -> None:
    """What there is no room for is left out; a voice that hangs already keeps its place."""
    wall = walls.with_voices(_hung(3), VOICES, lambda order: order.reverse())
    assert len(wall.voices) == MOST_VOICES
    assert [info.voice for info in wall.voices[:3]] == [A, B, C]
    assert wall.voices[3] == VOICES[MOST_VOICES - 1]
    assert wall.current == A


def test_keeping_and_rejecting_exclude_each_other() -> None:
    """The last word counts; the same word twice takes it back."""
    wall = walls.keeping(walls.keeping(_hung(), B), A)
    assert wall.kept == (B, A)
    wall = walls.rejecting(wall, B)
    assert (wall.kept, wall.rejected) == ((A,), {B})
    assert walls.keeping(wall, B).rejected == frozenset()
    assert walls.rejecting(wall, B).rejected == frozenset()
    assert walls.keeping(wall, A).kept == ()
    assert walls.ordered(walls.keeping(wall, C), (C, A)).kept == (C, A)


def test_letters_stay_while_filters_hide_others() -> None:
    """A voice has the letter of its place, whatever else is shown."""
    wall = walls.replace(_hung(), wanted=Wanted(sex="male"))
    assert [info.voice for info in wall.shown] == [B, VOICES[3].voice]
    assert wall.letter_of(B) == "B"
    assert walls.replace(wall, shows_local=False).shown == ()


def test_the_last_two_are_known_and_who_follows() -> None:
    """Heard again, the order of the two turns round; those rejected are passed over."""
    wall = walls.after_hearing(walls.after_hearing(_hung(), A), B)
    assert (wall.heard, wall.current) == ((B, A), B)
    assert walls.after_hearing(wall, wall.heard[-1]).heard == (A, B)
    wall = walls.rejecting(wall, B)
    assert walls.next_in_turn(wall, A) == C
    assert walls.next_in_turn(wall, VOICES[3].voice) is None


def test_taken_off_it_leaves_no_trace() -> None:
    """Neither in the short list nor among those heard."""
    wall = walls.keeping(walls.after_hearing(_hung(), A), A)
    wall = walls.without(wall, A)
    assert (wall.kept, wall.heard, wall.current) == ((), (), B)
