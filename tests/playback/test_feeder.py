from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from sources import Tone, tone, wait_until

from studio.playback.feeder import AHEAD_FRAMES, Feeder
from studio.playback.ring import Ring
from studio.playback.ring_reader import FADE_FRAMES, RingReader


class Desk:
    """A feeder, its ring and the reader's end of it, which takes blocks when the test says so."""

    def __init__(self) -> None:
        self.ring = Ring.create()
        self.reader = RingReader(self.ring)
        self.news = 0
        self.feeder = Feeder(self.ring, self._progressed)

    def _progressed(self) -> None:
        self.news += 1

    def hear(self, frames: int) -> NDArray[np.float32]:
        """Take as much, waiting until it is there; heard the moment it is taken."""
        wait_until(lambda: self.ring.written - self.ring.read >= frames)
        return self.take(frames)

    def take(self, frames: int) -> NDArray[np.float32]:
        out = np.zeros((frames, 2), np.float32)
        self.reader.fill(out, 0)
        return out

    def close(self) -> None:
        self.feeder.close()
        self.ring.close()


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.close()


def test_it_mixes_ahead_as_far_as_it_should_and_no_further(desk: Desk) -> None:
    """Nobody listening, the ring fills up to a second and a half and stays there."""
    desk.feeder.set_source(Tone())
    desk.feeder.play(0)
    wait_until(lambda: desk.ring.written == AHEAD_FRAMES)
    assert not wait_in_vain(lambda: desk.ring.written > AHEAD_FRAMES)
    assert np.array_equal(desk.hear(9_600)[FADE_FRAMES:], tone(0, 9_600)[FADE_FRAMES:])


def test_it_goes_on_where_a_late_sound_broke_off(desk: Desk) -> None:
    """What is not ready starves the feeder; once ready, not a frame of it is missing."""
    source = Tone()
    source.ready_frame = 30_000
    desk.feeder.set_source(source)
    desk.feeder.play(0)
    first = desk.hear(30_000)
    wait_until(lambda: desk.feeder.is_starved)
    assert desk.feeder.is_feeding
    assert desk.feeder.playhead == 30_000
    source.ready_frame = source.end_frame
    wait_until(lambda: not desk.feeder.is_starved)
    second = desk.hear(20_000)
    heard = np.concatenate([first, second])
    assert np.array_equal(heard[30_000 + FADE_FRAMES :], tone(30_000, 20_000)[FADE_FRAMES:])
    assert desk.news == 2


def test_nothing_ready_at_the_start_is_waiting_too(desk: Desk) -> None:
    """Playing what is not there at all starves at once and keeps the playhead in its place."""
    source = Tone()
    source.ready_frame = 0
    desk.feeder.set_source(source)
    desk.feeder.play(7_000)
    wait_until(lambda: desk.feeder.is_starved)
    assert desk.feeder.playhead == 7_000


def test_it_ends_when_the_end_was_heard(desk: Desk) -> None:
    """At the end of the source, and not before its last frame was heard, it stops by itself there."""
    desk.feeder.set_source(Tone(seconds=0.25))
    desk.feeder.play(0)
    desk.hear(11_000)
    assert not wait_in_vain(lambda: not desk.feeder.is_feeding)
    desk.hear(1_000)
    wait_until(lambda: not desk.feeder.is_feeding)
    assert desk.feeder.playhead == 12_000
    assert desk.news == 1


def test_what_grows_at_its_end_is_played_to_its_new_end(desk: Desk) -> None:
    """An end that moves away while playing is followed."""
    source = Tone(seconds=0.25)
    desk.feeder.set_source(source)
    desk.feeder.play(0)
    desk.hear(6_000)
    source.end_frame = source.ready_frame = 24_000
    assert np.array_equal(desk.hear(18_000), tone(6_000, 18_000))


@pytest.mark.parametrize("frame", [12_000, 50_000])
def test_playing_at_or_after_the_end_ends_at_once(desk: Desk, frame: int) -> None:
    """Nothing is there to be heard: the playhead goes to the end."""
    desk.feeder.set_source(Tone(seconds=0.25))
    desk.feeder.play(frame)
    wait_until(lambda: not desk.feeder.is_feeding)
    assert desk.feeder.playhead == 12_000


def test_a_jump_throws_away_what_was_not_heard(desk: Desk) -> None:
    """After a jump the next block is already the new place, and so is the playhead before that."""
    desk.feeder.set_source(Tone())
    desk.feeder.play(0)
    desk.hear(9_600)
    desk.feeder.play(100_000)
    assert desk.feeder.playhead == 100_000
    wait_until(desk.ring.pending_splice)
    heard = desk.take(4_800)
    assert np.array_equal(heard[FADE_FRAMES:], tone(100_000, 4_800)[FADE_FRAMES:])


def test_halting_is_done_when_the_call_returns(desk: Desk) -> None:
    """The next block holds the fade and silence, and the playhead stays where it was heard."""
    desk.feeder.set_source(Tone())
    desk.feeder.play(0)
    desk.hear(9_600)
    desk.feeder.halt()
    assert desk.feeder.playhead == 9_600
    assert not desk.take(4_800)[FADE_FRAMES:].any()
    assert not wait_in_vain(lambda: desk.ring.written > desk.ring.read)


def test_a_new_source_replaces_only_what_was_not_heard(desk: Desk) -> None:
    """Louder from the next block on, at the same place of the sound; what was heard stays heard."""
    desk.feeder.set_source(Tone())
    desk.feeder.play(0)
    before = desk.hear(9_600)
    desk.feeder.set_source(Tone(level=0.9))
    wait_until(desk.ring.pending_splice)
    louder = desk.take(4_800)
    assert np.array_equal(before[FADE_FRAMES:], tone(0, 9_600)[FADE_FRAMES:])
    assert np.array_equal(louder[FADE_FRAMES:], tone(9_600, 4_800, level=0.9)[FADE_FRAMES:])
    assert desk.feeder.playhead == 14_400
    assert np.array_equal(desk.hear(30_000), tone(14_400, 30_000, level=0.9))


def test_what_is_heard_while_the_new_source_is_mixed_is_not_heard_twice(desk: Desk) -> None:
    """The new sound takes over where the old one has come to meanwhile, not where it was."""
    is_mixing, may_go_on = threading.Event(), threading.Event()

    class Slow(Tone):
        def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
            is_mixing.set()
            may_go_on.wait(10)
            return super().mix(start_frame, frames)

    desk.feeder.set_source(Tone())
    desk.feeder.play(0)
    desk.hear(9_600)
    desk.feeder.set_source(Slow())
    assert is_mixing.wait(10)
    desk.take(3_600)
    may_go_on.set()
    wait_until(desk.ring.pending_splice)
    assert np.allclose(desk.take(4_800), tone(13_200, 4_800), atol=1e-6)
    assert desk.feeder.playhead == 18_000


def test_many_new_sources_at_once_are_no_danger(desk: Desk) -> None:
    """A hundred sources, one after the other, while blocks are taken: not one frame is lost."""
    desk.feeder.set_source(Tone())
    desk.feeder.play(0)
    heard = [desk.hear(4_800)]
    for _ in range(100):
        desk.feeder.set_source(Tone())
        wait_until(lambda: desk.ring.written - desk.ring.read >= 1_200)
        heard.append(desk.take(1_200))
    found = np.concatenate(heard)
    assert np.allclose(found[FADE_FRAMES:], tone(0, len(found))[FADE_FRAMES:], atol=1e-5)


def test_jumping_often_while_nobody_listens_does_not_overflow(desk: Desk) -> None:
    """Fifty jumps before the output is there: the last one counts and the ring holds."""
    mixed: list[int] = []

    class Noted(Tone):
        def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
            mixed.append(start_frame)
            return super().mix(start_frame, frames)

    desk.feeder.set_source(Noted(seconds=200))
    for frame in range(0, 5_000_000, 100_000):
        desk.feeder.play(frame)
        wait_until(lambda frame=frame: frame in mixed)
    desk.take(1)
    heard = desk.hear(9_600)
    after = desk.feeder.playhead
    assert 4_900_000 < after < 5_000_000
    assert np.array_equal(heard[FADE_FRAMES:], tone(after - 9_600, 9_600)[FADE_FRAMES:])


def test_a_source_at_fault_stops_the_playing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that raises is reported, playing stops, and the next source can be played."""

    class Faulty(Tone):
        def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
            raise ZeroDivisionError

    reported: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: reported.append(args.exc_type))
    desk.feeder.set_source(Faulty())
    desk.feeder.play(0)
    wait_until(lambda: reported)
    assert reported == [ZeroDivisionError]
    assert not desk.feeder.is_feeding
    desk.feeder.set_source(Tone())
    desk.feeder.play(0)
    assert desk.hear(4_800).any()


def wait_in_vain(condition: Callable[[], object], seconds: float = 0.1) -> bool:
    """Whether it came true within a time in which it should not."""
    try:
        wait_until(condition, seconds)
    except AssertionError:
        return False
    return True
